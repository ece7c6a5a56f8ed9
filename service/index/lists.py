"""Pages of a collection: which rows fit the filters, in an order that new arrivals do not disturb."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson

from service.index.search import understood

if TYPE_CHECKING:
    import sqlite3

MOST_COUNTED: Final = 10_000


class BadCursor(Exception):
    """The cursor is none that a page gave."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What rows are asked for: several values of one filter are alternatives, the filters hold together.

    `first` and `last` are the days that an event must overlap. Filters of claims asked of articles and
    statements mean those with a claim that fits.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    q: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Rows as JSON, the cursor of the next page, and how many rows fit (None beyond what is counted)."""

    items: tuple[bytes, ...]
    next: str | None
    total: int | None
    total_at_least: int


@dataclass(frozen=True, slots=True)
class _Condition:
    sql: str
    values: tuple[object, ...] = ()


def page(db: sqlite3.Connection, collection: str, wanted: Wanted, *, limit: int, cursor: str | None) -> Page:
    """Return one page of a collection.

    Raises:
        BadCursor: the cursor is none that a page gave.
    """
    conditions = _conditions(db, collection, wanted)
    order = "id" if collection in ENTITIES else "sort DESC, id"
    table = "entities" if collection in ENTITIES else collection
    sort = "''" if collection in ENTITIES else "sort"
    after = [] if cursor is None else [_after(cursor, is_dated=collection not in ENTITIES)]
    where, values = _where(conditions + after)
    rows = db.execute(
        f"SELECT item, {sort}, id FROM {table} AS t WHERE {where} ORDER BY {order} LIMIT ?",  # noqa: S608
        (*values, limit + 1),
    ).fetchall()
    total = _total(db, table, conditions)
    return Page(
        items=tuple(item for item, _, _ in rows[:limit]),
        next=None if len(rows) <= limit else written(*rows[limit - 1][1:]),
        total=None if total > MOST_COUNTED else total,
        total_at_least=min(total, MOST_COUNTED),
    )


def item(db: sqlite3.Connection, collection: str, name: str) -> tuple[bytes, bytes] | None:
    """Return one row by id, with what pages show beside it, or None when there is none."""
    if collection in ENTITIES:
        query = "SELECT item, '{}' FROM entities WHERE collection = ? AND id = ?"
        found = db.execute(query, (collection, name)).fetchone()
    else:
        found = db.execute(f"SELECT item, more FROM {collection} WHERE id = ?", (name,)).fetchone()  # noqa: S608
    return (
        None
        if found is None
        else (bytes(found[0]), found[1].encode() if isinstance(found[1], str) else found[1])
    )


def claims_of(db: sqlite3.Connection, article: str) -> list[tuple[bytes, bytes]]:
    """Return the claims of an article in the order of its text, each with what pages show beside it."""
    query = (
        "SELECT c.item, c.more FROM claims AS c JOIN articles AS a ON a.n = c.article "
        "WHERE a.id = ? ORDER BY json_extract(c.item, '$.evidence.start'), c.n"
    )
    return db.execute(query, (article,)).fetchall()


def statements_of(db: sqlite3.Connection, article: str) -> list[tuple[bytes, bytes]]:
    """Return the statements of an article in the order of its text, each with what pages show beside it."""
    query = (
        "SELECT s.item, s.more FROM statements AS s JOIN articles AS a ON a.n = s.article "
        "WHERE a.id = ? ORDER BY json_extract(s.item, '$.evidence.start'), s.n"
    )
    return db.execute(query, (article,)).fetchall()


ENTITIES: Final = ("actors", "places", "concepts")
CLAIM_OF: Final = {
    "claims": "t.n IN (SELECT c.n FROM claims AS c WHERE {})",
    "statements": "t.n IN (SELECT c.statement FROM claims AS c WHERE {})",
    "articles": "t.n IN (SELECT c.article FROM claims AS c WHERE {})",
}
TEXTS: Final = {"claims": "claim_text", "statements": "statement_text", "articles": "article_text"}


def written(sort: str, name: str) -> str:
    """Return the cursor of a position."""
    return urlsafe_b64encode(orjson.dumps([sort, name])).decode().rstrip("=")


def _conditions(db: sqlite3.Connection, collection: str, wanted: Wanted) -> list[_Condition]:
    if collection in ENTITIES:
        found = [_Condition("t.collection = ?", (collection,))]
        found += _among("t.kind", wanted.kinds) + _among("t.country", wanted.countries)
    elif collection == "claims":
        found = _of_claims(wanted, "t")
    else:
        claims = _of_claims(wanted, "c")
        where, values = _where(claims)
        found = [_Condition(CLAIM_OF[collection].format(where), values)] if claims else []
    if wanted.q is not None:
        found.append(_text(db, TEXTS.get(collection, "entity_text"), wanted.q))
    return found


def _of_claims(wanted: Wanted, name: str) -> list[_Condition]:
    found = _among(f"{name}.type", wanted.types) + _among(f"{name}.status", wanted.statuses)
    if wanted.last is not None:
        found.append(_Condition(f"{name}.first <= ?", (wanted.last,)))
    if wanted.first is not None:
        found.append(_Condition(f"{name}.last >= ?", (wanted.first,)))
    for table, column, values in (
        ("claim_actors", "actor", wanted.actors),
        ("claim_places", "place", wanted.places),
    ):
        for condition in _among(column, values):
            sql = f"{name}.n IN (SELECT claim FROM {table} WHERE {condition.sql})"  # noqa: S608
            found.append(_Condition(sql, condition.values))
    return found


def _among(column: str, values: tuple[str, ...]) -> list[_Condition]:
    if not values:
        return []
    return [_Condition(f"{column} IN ({', '.join('?' * len(values))})", values)]


def _text(db: sqlite3.Connection, table: str, question: str) -> _Condition:
    """Return the condition that a row has everything that a question looks for."""
    wanted = understood(db, question)
    if not wanted:
        return _Condition("1")
    expression = " AND ".join(unit.match for unit in wanted)
    return _Condition(f"t.n IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))  # noqa: S608


def _after(cursor: str, *, is_dated: bool) -> _Condition:
    try:
        sort, name = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        raise BadCursor(cursor) from None
    if not (isinstance(sort, str) and isinstance(name, str)):
        raise BadCursor(cursor)
    if not is_dated:
        return _Condition("t.id > ?", (name,))
    return _Condition("(t.sort < ? OR (t.sort = ? AND t.id > ?))", (sort, sort, name))


def _where(conditions: list[_Condition]) -> tuple[str, tuple[object, ...]]:
    sql = " AND ".join(condition.sql for condition in conditions) or "1"
    return sql, tuple(value for condition in conditions for value in condition.values)


def _total(db: sqlite3.Connection, table: str, conditions: list[_Condition]) -> int:
    where, values = _where(conditions)
    query = f"SELECT count(*) FROM (SELECT 1 FROM {table} AS t WHERE {where} LIMIT ?)"  # noqa: S608
    (total,) = db.execute(query, (*values, MOST_COUNTED + 1)).fetchone()
    return int(total)
