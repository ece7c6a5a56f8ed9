"""Claims in other orders than that of publication: by day of saying, by day of the event, by quantity."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from service.index.cursors import Position
from service.index.postings import PLACE_BITS, count, numbers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from service.index.postings import Found

COLUMNS: Final = {"said": "said", "date": "day", "quantity": "most"}
FEW: Final = 5_000  # rows that are sorted rather than looked for along the order of all
MOST_NUMBERS: Final = 500  # in one statement


def page(
    db: sqlite3.Connection, found: Found, sort: str, *, limit: int, start: Position | None
) -> list[Position]:
    """Return the first rows of a set, or those after a place; rows without a value are the least.

    Equal values are in the order of publication, newest first, and the other way round with the order itself.
    """
    column, is_falling = COLUMNS[sort.removeprefix("-")], sort.startswith("-")
    if count(found) <= FEW:
        return _sorted(db, found, column, limit=limit, start=start, is_falling=is_falling)
    return _walked(db, found, column, limit=limit, start=start, is_falling=is_falling)


def _sorted(
    db: sqlite3.Connection,
    found: Found,
    column: str,
    *,
    limit: int,
    start: Position | None,
    is_falling: bool,
) -> list[Position]:
    places = [(value, -n) for value, n in _values(db, found, column)]
    if start is not None:
        at = (start.value, -int(start.row))
        places = [one for one in places if (one < at if is_falling else one > at)]
    first = heapq.nlargest(limit, places) if is_falling else heapq.nsmallest(limit, places)
    return [Position(value=value, row=-n) for value, n in first]


def _values(db: sqlite3.Connection, found: Found, column: str) -> Iterator[tuple[str, int]]:
    wanted = list(numbers(found))
    for begin in range(0, len(wanted), MOST_NUMBERS):
        part = ", ".join(map(str, wanted[begin : begin + MOST_NUMBERS]))
        yield from db.execute(f"SELECT {column}, n FROM claims WHERE n IN ({part})")  # noqa: S608


def _walked(
    db: sqlite3.Connection,
    found: Found,
    column: str,
    *,
    limit: int,
    start: Position | None,
    is_falling: bool,
) -> list[Position]:
    order = f"{column} DESC, n" if is_falling else f"{column}, n DESC"
    beyond, later = ("<", ">") if is_falling else (">", "<")
    where = "1" if start is None else f"{column} {beyond}= ? AND ({column} {beyond} ? OR n {later} ?)"
    values = () if start is None else (start.value, start.value, start.row)
    places: list[Position] = []
    query = f"SELECT {column}, n FROM claims WHERE {where} ORDER BY {order}"  # noqa: S608
    for value, n in db.execute(query, values):
        if found.get(n >> PLACE_BITS, 0) >> (n & (1 << PLACE_BITS) - 1) & 1:
            places.append(Position(value=value, row=n))
            if len(places) == limit:
                break
    return places
