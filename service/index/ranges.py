"""Rows by ranges of days and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.index import tags
from service.index.postings import of_names

if TYPE_CHECKING:
    import sqlite3

    from service.index.postings import Found


def days_from(db: sqlite3.Connection, kind: str, day: str) -> Found:
    """Return the rows whose day of a kind is this one or later."""
    return _between(db, tags.days_from(kind, day))


def days_until(db: sqlite3.Connection, kind: str, day: str) -> Found:
    """Return the rows whose day of a kind is this one or earlier."""
    return _between(db, tags.days_until(kind, day))


def days_after(db: sqlite3.Connection, kind: str, day: str) -> Found:
    """Return the rows whose day of a kind is later."""
    (start, end), months = tags.days_from(kind, day)
    return _between(db, [(f"{start}~", end), months])


def days_before(db: sqlite3.Connection, kind: str, day: str) -> Found:
    """Return the rows whose day of a kind is earlier."""
    (start, _), months = tags.days_until(kind, day)
    return _between(db, [(start, f"{kind}.day/{day}"), months])


def amounts_from(db: sqlite3.Connection, amount: int) -> Found:
    """Return the rows whose greatest amount is this one or more."""
    return _between(db, tags.amounts_from(amount))


def _between(db: sqlite3.Connection, ranges: list[tuple[str, str]]) -> Found:
    found: Found = {}
    for start, end in ranges:
        for _, chunk, bits in of_names(db, start, end):
            found[chunk] = found.get(chunk, 0) | bits
    return found
