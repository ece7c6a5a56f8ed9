"""Pages of a collection: which rows fit the filters, in an order that new arrivals do not disturb."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from service.index import cursors, entities, orders, tags
from service.index.cursors import Position
from service.index.filters import items_of, matching
from service.index.fulltext import parsed
from service.index.postings import after, count, gathered, numbers, read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from service.index.filters import Wanted
    from service.index.postings import Found

MOST_COUNTED: Final = 10_000
BLOCK: Final = 10_500  # rows that the full-text engine is asked for at a time
TEXTS: Final = {"claims": "claim_text", "statements": "statement_text", "articles": "article_text"}
NEWEST: Final = "-published"
OLDEST: Final = "published"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Rows as JSON, the cursor of the next page, and how many rows fit (None beyond what is counted).

    `rows` are their numbers; actors, places and concepts have none.
    """

    items: tuple[bytes, ...]
    rows: tuple[int, ...]
    next: str | None
    total: int | None
    total_at_least: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How much of a list is asked for, from where, in which order, and whether all must be counted."""

    limit: int = 50
    cursor: str | None = None
    sort: str | None = None
    is_counted: bool = False


def page(db: sqlite3.Connection, collection: str, wanted: Wanted, asked: Asked) -> Page:
    """Return one page of a collection.

    Raises:
        BadCursor: the cursor is none that a page of this list gave.
        BadQuestion: `q` names nothing to look for.
    """
    if collection in entities.COLLECTIONS:
        return _of_entities(db, collection, wanted, asked)
    sort = asked.sort or NEWEST
    order = f"{collection} {sort}"
    start = None if asked.cursor is None else cursors.read(order, asked.cursor)
    rows = items_of(db, collection, matching(db, wanted))
    match = None if wanted.q is None else parsed(wanted.q).match
    # In the order of rows, text is looked up no further than the page and the count need.
    enough = MOST_COUNTED if sort == NEWEST and not asked.is_counted else None
    found = rows if match is None else telling(db, collection, match, rows, enough=enough)
    if sort not in {NEWEST, OLDEST}:
        places = orders.page(db, found, sort, limit=asked.limit + 1, start=start)
    else:
        rest = found if start is None else after(found, int(start.row), backwards=sort == OLDEST)
        if start is not None and match is not None and enough is not None:
            rest = telling(db, collection, match, rows, start=int(start.row), enough=asked.limit)
        in_order = islice(numbers(rest, backwards=sort == OLDEST), asked.limit + 1)
        places = [Position(value="", row=n) for n in in_order]
    return _page(db, collection, places, asked, total=count(found))


def fitting_claims(db: sqlite3.Connection, wanted: Wanted) -> Found:
    """Return every claim that fits the filters.

    Raises:
        BadQuestion: `q` names nothing to look for.
    """
    rows = items_of(db, "claims", matching(db, wanted))
    return rows if wanted.q is None else telling(db, "claims", parsed(wanted.q).match, rows)


def item(db: sqlite3.Connection, collection: str, name: str) -> tuple[bytes, bytes] | None:
    """Return one row by id, with what pages show beside it, or None when there is none now."""
    if collection in entities.COLLECTIONS:
        found = entities.item(db, collection, name)
        return None if found is None else (found, b"{}")
    more = "x'7b7d'" if collection == "articles" else "more"
    query = f"SELECT n, item, {more} FROM {collection} WHERE id = ? ORDER BY n"  # noqa: S608
    for number, told, beside in db.execute(query, (name,)):
        rows = gathered([number])
        if read(db, [tags.NOW], within=rows).get(next(iter(rows)), 0) & next(iter(rows.values())):
            return told, beside
    return None


def beside(db: sqlite3.Connection, collection: str, row: int) -> bytes:
    """Return what pages show beside a claim or a statement, as JSON."""
    query = f"SELECT more FROM {collection} WHERE n = ?"  # noqa: S608
    return bytes(db.execute(query, (row,)).fetchone()[0])


def article_of(db: sqlite3.Connection, row: int) -> bytes:
    """Return the article that a claim or a statement is in."""
    query = "SELECT item FROM articles WHERE n >= ? ORDER BY n LIMIT 1"
    return bytes(db.execute(query, (row,)).fetchone()[0])


def was_held(db: sqlite3.Connection, article: str) -> bool:
    """Return whether a version of an article is or was held under this id."""
    return db.execute("SELECT 1 FROM articles WHERE id = ? LIMIT 1", (article,)).fetchone() is not None


def claims_of(db: sqlite3.Connection, article: str) -> list[tuple[bytes, bytes]]:
    """Return the claims of an article in the order of its text, each with what pages show beside it."""
    return _within(db, "claims", article)


def statements_of(db: sqlite3.Connection, article: str) -> list[tuple[bytes, bytes]]:
    """Return the statements of an article in the order of its text, each with what pages show beside it."""
    return _within(db, "statements", article)


def claims_at(db: sqlite3.Connection, article: str, time: str, *, is_gone: bool) -> list[bytes]:
    """Return the claims of the version of an article that came, or that went, at a time."""
    moment = "ended" if is_gone else "loaded"
    query = (
        "SELECT c.item FROM articles AS a JOIN claims AS c ON c.n BETWEEN a.first AND a.n "  # noqa: S608
        f"WHERE a.id = ? AND a.{moment} = ? ORDER BY c.n"
    )
    return [bytes(item) for (item,) in db.execute(query, (article, time))]


def items(db: sqlite3.Connection, collection: str, places: Sequence[int]) -> list[bytes]:
    """Return the items of some rows, in the order of the rows."""
    marks = ", ".join(map(str, places))
    query = f"SELECT n, item FROM {collection} WHERE n IN ({marks})"  # noqa: S608
    known = dict(db.execute(query))
    return [known[place] for place in places]


def telling(
    db: sqlite3.Connection,
    collection: str,
    match: str,
    rows: Found,
    *,
    start: int = -1,
    enough: int | None = None,
) -> Found:
    """Return those of some rows whose text fits an expression, from after `start` on.

    Later ones are left out when more than enough are found.
    """
    table = TEXTS[collection]
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608
    found: Found = {}
    counted = 0
    while rows:
        block = [n for (n,) in db.execute(query, (match, start, BLOCK))]
        for chunk, bits in gathered(block).items():
            if fitting := bits & rows.get(chunk, 0):
                found[chunk] = found.get(chunk, 0) | fitting
                counted += fitting.bit_count()
        if len(block) < BLOCK or (enough is not None and counted > enough):
            break
        start = block[-1]
    return found


def _page(
    db: sqlite3.Connection, collection: str, places: list[Position], asked: Asked, *, total: int
) -> Page:
    shown = places[: asked.limit]
    rows = tuple(int(place.row) for place in shown)
    is_last = len(places) <= asked.limit
    order = f"{collection} {asked.sort or NEWEST}"
    return Page(
        items=tuple(items(db, collection, rows)),
        rows=rows,
        next=None if is_last else cursors.written(order, shown[-1]),
        total=total if asked.is_counted or total <= MOST_COUNTED else None,
        total_at_least=total if asked.is_counted else min(total, MOST_COUNTED),
    )


def _of_entities(db: sqlite3.Connection, collection: str, wanted: Wanted, asked: Asked) -> Page:
    sort = asked.sort or "id"
    order = f"{collection} {sort}"
    start = None if asked.cursor is None else cursors.read(order, asked.cursor)
    rows, total = entities.rows(db, collection, wanted, sort=sort, limit=asked.limit + 1, start=start)
    shown = rows[: asked.limit]
    return Page(
        items=tuple(item for item, _, _ in shown),
        rows=(),
        next=None if len(rows) <= asked.limit else entities.written(order, shown[-1]),
        total=total if asked.is_counted or total <= MOST_COUNTED else None,
        total_at_least=total if asked.is_counted else min(total, MOST_COUNTED),
    )


def _within(db: sqlite3.Connection, collection: str, article: str) -> list[tuple[bytes, bytes]]:
    query = (
        f"SELECT c.item, c.more FROM articles AS a JOIN {collection} AS c ON c.n BETWEEN a.first AND a.n "  # noqa: S608
        "WHERE a.id = ? AND a.ended IS NULL ORDER BY json_extract(c.item, '$.evidence.start'), c.n"
    )
    return db.execute(query, (article,)).fetchall()
