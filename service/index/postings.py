"""Sets of rows as bits: for every property a row can be filtered by, which rows have it.

A row's number tells its place in the lists: newest day of publication first, undated rows last, and within
a day in the order of arrival. The higher bits of a number are its chunk, a part of one day; the lower ones
its place there. A set is an integer of bits for each chunk, so that filters combine by `&` and `|`, and are
counted without looking at a row. Rows are never renumbered, and arrivals disturb no order.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Found = dict[int, int]
Groups = dict[int, list[tuple[str, int]]]  # values of one kind of tags, by chunk, each with its rows there

PLACE_BITS: Final = 20  # of a row in its chunk; an article's rows are never parted, so some chunks grow
CHUNKS_BITS: Final = 16  # of a chunk in its day
FULL: Final = 4096  # rows after which a day begins another chunk
UNDATED: Final = date.max.toordinal()
FEW: Final = 48  # chunks that are read one by one rather than all
MOST_KEPT: Final = 200  # sets in memory, some 100 kB each at a million claims
MOST_GROUPED: Final = 400_000  # of values and chunks of one kind in memory, some 150 bytes each
MOST_NAMES: Final = 400  # of tags in one statement


@dataclass(kw_only=True, slots=True)
class Kept:
    """What was read of one state of the index."""

    state: str = ""
    sets: dict[tuple[str, ...], Found] = field(default_factory=dict[tuple[str, ...], Found])
    groups: dict[str, Groups] = field(default_factory=dict[str, Groups])


class Reading(sqlite3.Connection):
    """A connection that reads one state of the index, and shares what it read with others of that state."""

    kept: Kept


def day_slot(day: str) -> int:
    """Return the place of a day among the days, newest first; '' is the last."""
    return UNDATED if day == "" else UNDATED - date.fromisoformat(day).toordinal()


def span(first: int, last: int) -> Found:
    """Return the rows from one number to another of the same chunk."""
    size = last - first + 1
    return {first >> PLACE_BITS: ((1 << size) - 1) << (first & (1 << PLACE_BITS) - 1)}


def gathered(numbers: Iterable[int]) -> Found:
    """Return the rows of some numbers."""
    found: Found = defaultdict(int)
    for number in numbers:
        found[number >> PLACE_BITS] |= 1 << (number & (1 << PLACE_BITS) - 1)
    return found


def both(one: Found, other: Found) -> Found:
    """Return the rows that are in both sets."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return {chunk: bits for chunk in few if chunk in many and (bits := few[chunk] & many[chunk])}


def either(*sets: Found) -> Found:
    """Return the rows that are in any of the sets."""
    found: Found = defaultdict(int)
    for each in sets:
        for chunk, bits in each.items():
            found[chunk] |= bits
    return found


def without(one: Found, other: Found) -> Found:
    """Return the rows that are in the first set alone."""
    return {chunk: rest for chunk, bits in one.items() if (rest := bits & ~other.get(chunk, 0))}


def count(found: Found) -> int:
    """Return how many rows a set has."""
    return sum(bits.bit_count() for bits in found.values())


def numbers(found: Found, *, backwards: bool = False) -> Iterator[int]:
    """Yield the numbers of a set's rows in order."""
    for chunk in sorted(found, reverse=backwards):
        base = chunk << PLACE_BITS
        for place in _places(found[chunk], backwards=backwards):
            yield base | place


def after(found: Found, number: int, *, backwards: bool = False) -> Found:
    """Return the rows of a set that come after a number in order."""
    chunk, place = number >> PLACE_BITS, number & (1 << PLACE_BITS) - 1
    if backwards:
        rest = {each: bits for each, bits in found.items() if each < chunk}
        here = found.get(chunk, 0) & ((1 << place) - 1)
    else:
        rest = {each: bits for each, bits in found.items() if each > chunk}
        here = found.get(chunk, 0) >> (place + 1) << (place + 1)
    return {**rest, chunk: here} if here else rest


def ends(found: Found, ending: Found) -> Found:
    """Return the last rows of those groups of consecutive rows that a set touches.

    `ending` has the last row of each group. What a group has besides its last row is filled with ones: adding
    any row of it then carries over to the last row, and no further.
    """
    touched: Found = {}
    for chunk, bits in found.items():
        last = ending.get(chunk, 0)
        others = (1 << last.bit_length()) - 1 & ~last
        if carried := ((bits & others) + others | bits) & last:
            touched[chunk] = carried
    return touched


def read(db: sqlite3.Connection, names: Iterable[str], *, within: Found | None = None) -> Found:
    """Return the rows that have any of some tags, not to be changed.

    Those of `within` alone may be asked for, to read less.
    """
    asked = tuple(dict.fromkeys(names))
    kept = db.kept.sets if isinstance(db, Reading) else {}
    if asked in kept:
        return kept[asked]
    known = _known(db, asked)
    if within is not None and len(within) <= FEW:
        chunks = ", ".join(map(str, within))
        query = f"SELECT chunk, bits FROM postings WHERE tag = ? AND chunk IN ({chunks})"  # noqa: S608
    else:
        query = "SELECT chunk, bits FROM postings WHERE tag = ?"
    found: Found = {}
    for tag in known:
        for chunk, bits in db.execute(query, (tag,)):
            found[chunk] = found.get(chunk, 0) | unpacked(bits)
    if within is None or len(within) > FEW:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[asked] = found
    return found


def of_names(db: sqlite3.Connection, start: str, end: str) -> Iterator[tuple[str, int, int]]:
    """Yield the tags whose names lie between two, the second left out, each with a chunk and its rows."""
    query = (
        "SELECT t.name, p.chunk, p.bits FROM tags AS t JOIN postings AS p ON p.tag = t.n "
        "WHERE t.name >= ? AND t.name < ?"
    )
    for name, chunk, bits in db.execute(query, (start, end)):
        yield name, chunk, unpacked(bits)


def grouped(db: sqlite3.Connection, kind: str) -> Groups:
    """Return the rows of each value of a kind of tags, not to be changed."""
    kept = db.kept.groups if isinstance(db, Reading) else {}
    if kind in kept:
        return kept[kind]
    found: Groups = defaultdict(list)
    size = 0
    for name, chunk, bits in of_names(db, f"{kind}/", f"{kind}0"):
        found[chunk].append((name.partition("/")[2], bits))
        size += 1
    if size <= MOST_GROUPED:
        kept[kind] = found
    return found


def unpacked(bits: int | bytes) -> int:
    """Return the bits of a chunk as they are kept: a single row's place alone, others as bytes."""
    return 1 << bits if isinstance(bits, int) else int.from_bytes(bits, "little")


def _packed(bits: int) -> int | bytes:
    if bits & (bits - 1) == 0:
        return bits.bit_length() - 1
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _known(db: sqlite3.Connection, names: tuple[str, ...]) -> list[int]:
    if len(names) == 1:
        return [n for (n,) in db.execute("SELECT n FROM tags WHERE name = ?", names)]
    found: list[int] = []
    for start in range(0, len(names), MOST_NAMES):
        part = names[start : start + MOST_NAMES]
        query = f"SELECT n FROM tags WHERE name IN ({', '.join('?' * len(part))})"  # noqa: S608
        found += [n for (n,) in db.execute(query, part)]
    return found


def _places(bits: int, *, backwards: bool) -> Iterator[int]:
    while bits:
        place = bits.bit_length() - 1 if backwards else (bits & -bits).bit_length() - 1
        bits ^= 1 << place
        yield place


class Numbers:
    """The numbers of rows that are to come, set aside an article at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._newest: dict[int, int] = {}  # chunk of a day
        self._used: dict[int, int] = {}

    def take(self, day: str, rows: int) -> int:
        """Set numbers aside for the rows of one article, and return the first of them."""
        slot = day_slot(day) << CHUNKS_BITS
        chunk = self._newest.get(slot)
        if chunk is None:
            query = "SELECT chunk, used FROM chunks WHERE chunk BETWEEN ? AND ? ORDER BY chunk DESC LIMIT 1"
            row = self._db.execute(query, (slot, slot | (1 << CHUNKS_BITS) - 1)).fetchone()
            chunk, used = row or (slot, 0)
        else:
            used = self._used[chunk]
        if used and used + rows > FULL:
            chunk, used = chunk + 1, 0
        self._newest[slot] = chunk
        self._used[chunk] = used + rows
        return chunk << PLACE_BITS | used

    def write(self) -> None:
        """Write down which numbers are taken."""
        self._db.executemany("INSERT OR REPLACE INTO chunks VALUES (?, ?)", self._used.items())


class Additions:
    """Rows that are to have tags, gathered for one write."""

    def __init__(self) -> None:
        self._bits: dict[str, Found] = defaultdict(lambda: defaultdict(int))

    def add(self, number: int, tags: Iterable[str]) -> None:
        """Give a row some tags."""
        chunk, bit = number >> PLACE_BITS, 1 << (number & (1 << PLACE_BITS) - 1)
        for tag in tags:
            self._bits[tag][chunk] |= bit

    def write(self, db: sqlite3.Connection) -> None:
        """Write what was gathered, and begin anew."""
        rows: list[tuple[int, int, int | bytes]] = []
        for name, found in self._bits.items():
            tag, is_new = _numbered(db, name)
            for chunk, bits in found.items():
                rows.append((tag, chunk, _packed(bits if is_new else bits | _held(db, tag, chunk))))
        db.executemany("INSERT OR REPLACE INTO postings VALUES (?, ?, ?)", rows)
        self._bits.clear()


def remove(db: sqlite3.Connection, name: str, rows: Found) -> None:
    """Take a tag from some rows."""
    tag, _ = _numbered(db, name)
    for chunk, bits in rows.items():
        rest = _held(db, tag, chunk) & ~bits
        if rest:
            db.execute("INSERT OR REPLACE INTO postings VALUES (?, ?, ?)", (tag, chunk, _packed(rest)))
        else:
            db.execute("DELETE FROM postings WHERE tag = ? AND chunk = ?", (tag, chunk))


def _numbered(db: sqlite3.Connection, name: str) -> tuple[int, bool]:
    """Return the number of a tag, and whether it is new."""
    row = db.execute("SELECT n FROM tags WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0]), False
    return int(db.execute("INSERT INTO tags (name) VALUES (?)", (name,)).lastrowid or 0), True


def _held(db: sqlite3.Connection, tag: int, chunk: int) -> int:
    row = db.execute("SELECT bits FROM postings WHERE tag = ? AND chunk = ?", (tag, chunk)).fetchone()
    return 0 if row is None else unpacked(row[0])
