"""What was publicly known, or held here, at the end of a day: rows of today and of past versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.index import tags
from service.index.postings import CHUNKS_BITS, UNDATED, both, day_slot, either, read, span
from service.index.ranges import days_until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from service.index.postings import Found

KNOWN: Final = (
    "SELECT first, n FROM articles WHERE ended IS NOT NULL AND public_from <= :day AND NOT withdrawn "
    "AND known_until > :day"
)
HELD: Final = (
    "SELECT first, n FROM articles WHERE ended IS NOT NULL AND substr(loaded, 1, 10) <= :day "
    "AND substr(ended, 1, 10) > :day"
)


def held_now(db: sqlite3.Connection, *, within: Found | None = None) -> Found:
    """Return the rows that the store holds."""
    return read(db, [tags.NOW], within=within)


def publicly_known(db: sqlite3.Connection, day: str) -> Found:
    """Return the rows of each article's version that was the public one on a day."""
    now = held_now(db)
    since, undated = day_slot(day), UNDATED << CHUNKS_BITS
    dated = {chunk: bits for chunk, bits in now.items() if since <= chunk >> CHUNKS_BITS and chunk < undated}
    rest = {chunk: bits for chunk, bits in now.items() if chunk >= undated}
    loaded = both(rest, days_until(db, "loaded", day)) if rest else {}
    return either(dated, loaded, _spans(db.execute(KNOWN, {"day": day})))


def held_then(db: sqlite3.Connection, day: str) -> Found:
    """Return the rows that the store held at the end of a day, which is one of UTC."""
    still = both(held_now(db), days_until(db, "loaded", day))
    return either(still, _spans(db.execute(HELD, {"day": day})))


def _spans(rows: Iterable[tuple[int, int]]) -> Found:
    return either(*(span(first, last) for first, last in rows))
