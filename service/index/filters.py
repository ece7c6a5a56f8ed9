"""Which rows fit the filters of a list: sets of rows, combined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.index import tags
from service.index.history import held_now, held_then, publicly_known
from service.index.postings import both, either, ends, read, span, unpacked, without
from service.index.ranges import amounts_from, days_after, days_before, days_from, days_until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from service.index.postings import Found

Box = tuple[float, float, float, float]  # west, south, east, north; west is greater over the date line

PARTS: Final = """
WITH RECURSIVE within (id) AS (
  VALUES (?) UNION SELECT p.part FROM parts AS p JOIN within ON p.whole = 'actors/' || within.id
) SELECT id FROM within
"""
AT: Final = """
SELECT p.chunk, p.bits FROM place_at AS r JOIN entities AS e ON e.n = r.n
JOIN tags AS t ON t.name = 'at/' || e.id JOIN postings AS p ON p.tag = t.n
WHERE r.east >= ? AND r.west <= ? AND r.north >= ? AND r.south <= ?
AND e.lon BETWEEN ? AND ? AND e.lat BETWEEN ? AND ?
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What rows are asked for: several values of one filter are alternatives, the filters hold together.

    `first` and `last` are the days that an event must overlap. Filters of claims asked of articles and
    statements mean those with a claim that fits. Without `roles` an actor may have any; without `actors` a
    role must be anybody's. `kinds` of concepts are their schemes.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    time_frames: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    with_parts: bool = False
    speakers: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    box: Box | None = None
    first: str | None = None
    last: str | None = None
    said_first: str | None = None
    said_last: str | None = None
    min_quantity: int | None = None
    articles: tuple[str, ...] = ()
    q: str | None = None
    as_of: str | None = None
    held_at: str | None = None
    kinds: tuple[str, ...] = ()


def matching(db: sqlite3.Connection, wanted: Wanted) -> Found:
    """Return the rows that fit every filter but `q`: claims, and statements and articles that make none."""
    found: Found | None = None
    for narrowed in _sets(db, wanted):
        fitting = narrowed(found)
        found = fitting if found is None else both(found, fitting)
        if not found:
            return {}
    if found is None:
        return _standing(db, wanted, None)
    return both(found, _standing(db, wanted, found))


def items_of(db: sqlite3.Connection, collection: str, rows: Found) -> Found:
    """Return the numbers of a collection's items that some rows belong to."""
    if collection == "claims":
        return both(rows, read(db, [tags.CLAIM], within=rows))
    last = tags.LAST_OF_STATEMENT if collection == "statements" else tags.LAST_OF_ARTICLE
    return ends(rows, read(db, [last], within=rows))


def in_box(db: sqlite3.Connection, box: Box) -> Found:
    """Return the claims with a place in a box; its west is greater than its east over the date line."""
    west, south, east, north = box
    if west > east:
        return either(in_box(db, (west, south, 180.0, north)), in_box(db, (-180.0, south, east, north)))
    found: Found = {}
    # The tree keeps its numbers rounded, outwards: the exact ones decide.
    for chunk, bits in db.execute(AT, (west, east, south, north, west, east, south, north)):
        found[chunk] = found.get(chunk, 0) | unpacked(bits)
    return found


def _standing(db: sqlite3.Connection, wanted: Wanted, within: Found | None) -> Found:
    known = None if wanted.as_of is None else publicly_known(db, wanted.as_of)
    held = None if wanted.held_at is None else held_then(db, wanted.held_at)
    if known is not None and held is not None:
        return both(known, held)
    if known is not None or held is not None:
        return known if known is not None else held or {}
    return held_now(db, within=within)


def _sets(db: sqlite3.Connection, wanted: Wanted) -> Iterator[Callable[[Found | None], Found]]:
    """Yield what narrows the rows, what is rare first; each is given the rows that are left."""

    def tagged(names: list[str]) -> Callable[[Found | None], Found]:
        return lambda found: read(db, names, within=found)

    if wanted.articles:
        yield lambda _: _of_articles(db, wanted.articles)
    for names in _names(db, wanted):
        yield tagged(names)
    if wanted.box is not None:
        box = wanted.box
        yield lambda _: in_box(db, box)
    if wanted.min_quantity is not None:
        amount = wanted.min_quantity
        yield lambda _: amounts_from(db, amount)
    yield from _by_days(db, wanted)


def _names(db: sqlite3.Connection, wanted: Wanted) -> Iterator[list[str]]:
    if wanted.actors:
        actors = _with_parts(db, wanted.actors) if wanted.with_parts else wanted.actors
        yield [f"{role}/{actor}" for role in wanted.roles or tags.ROLES for actor in actors]
    elif wanted.roles:
        yield [f"role/{role}" for role in wanted.roles]
    if wanted.speakers:
        speakers = _with_parts(db, wanted.speakers) if wanted.with_parts else wanted.speakers
        yield [f"speaker/{speaker}" for speaker in speakers]
    for kind, values in (
        ("place", wanted.places),
        ("weapon", wanted.weapons),
        ("publisher", wanted.publishers),
        ("country", wanted.countries),
        ("outcome", wanted.outcomes),
        ("stance", wanted.stances),
        ("status", wanted.statuses),
        ("type", wanted.types),
        ("certainty", wanted.certainties),
        ("time_frame", wanted.time_frames),
    ):
        if values:
            yield [f"{kind}/{value}" for value in values]


def _by_days(db: sqlite3.Connection, wanted: Wanted) -> Iterator[Callable[[Found | None], Found]]:
    # An event overlaps the days unless it begins after them or ends before them.
    first, last, said_first, said_last = wanted.first, wanted.last, wanted.said_first, wanted.said_last
    if first is not None or last is not None:
        yield lambda found: read(db, [tags.DATED], within=found)
    if last is not None:
        yield lambda found: without(found or {}, days_after(db, "first", last))
    if first is not None:
        yield lambda found: without(found or {}, days_before(db, "final", first))
    if said_first is not None:
        yield lambda _: days_from(db, "said", said_first)
    if said_last is not None:
        yield lambda _: days_until(db, "said", said_last)


def _with_parts(db: sqlite3.Connection, actors: tuple[str, ...]) -> list[str]:
    return [part for actor in actors for (part,) in db.execute(PARTS, (actor,))]


def _of_articles(db: sqlite3.Connection, names: tuple[str, ...]) -> Found:
    query = f"SELECT first, n FROM articles WHERE id IN ({', '.join('?' * len(names))})"  # noqa: S608
    return either(*(span(first, last) for first, last in db.execute(query, names)))
