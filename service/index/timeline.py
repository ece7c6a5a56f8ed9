"""Claims counted by the day, week or month of their event, and the range of their quantities by claimant."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from service.index.filters import Wanted
from service.index.lists import fitting_claims
from service.index.postings import PLACE_BITS, both, count, of_names, read
from service.index.tags import DATED, ROLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from service.index.postings import Found

MONTHS_OF_YEAR: Final = 12
# Kinds of tags whose values split a series; an actor is split by in each role but those of who says it.
SPLITS: Final = {
    "actor": tuple(role for role in ROLES if role not in {"speaker", "carrier"}),
    "claimant": ("speaker",),
    "status": ("status",),
    "outcome": ("outcome",),
    "weapon": ("weapon",),
}
_Kind = tuple[str, str, str, str, str]  # claimant, type, outcome, unit, bucket
_Figure = tuple[str, str | None, str, int | None, int | None, str | None, str | None]
ROLLED_UP: Final = {None: "''", "status": "status", "outcome": "outcome"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """How many claims with a value there are in each bucket, named by its first day."""

    key: str | None
    claims: int
    points: dict[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """What one claimant says of one kind of number in a bucket: from the least to the greatest."""

    claimant: str | None
    type: str
    outcome: str | None
    unit: str | None
    bucket: str
    low: int | None
    high: int | None
    claims: int


def bucket_of(day: str, bucket: str) -> str:
    """Return the first day of the bucket that a day is in."""
    if bucket == "day":
        return day
    if bucket == "month":
        return f"{day[:7]}-01"
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def last_day(first: str, bucket: str) -> str:
    """Return the last day of the bucket that begins on a day."""
    start = date.fromisoformat(first)
    if bucket == "day":
        return first
    if bucket == "week":
        return (start + timedelta(days=6)).isoformat()
    following = date(start.year + start.month // MONTHS_OF_YEAR, start.month % MONTHS_OF_YEAR + 1, 1)
    return (following - timedelta(days=1)).isoformat()


def is_rolled_up(wanted: Wanted, split: str | None) -> bool:
    """Return whether the counts are kept ready for these filters."""
    rest = Wanted(types=wanted.types, statuses=wanted.statuses, outcomes=wanted.outcomes)
    return wanted == rest and split in ROLLED_UP


def rolled_up(
    db: sqlite3.Connection, wanted: Wanted, *, bucket: str, split: str | None
) -> tuple[list[Series], int]:
    """Return the series of all claims of some types, statuses and outcomes, and how many are undated."""
    column = ROLLED_UP[split]
    where, values = _where(wanted)
    query = f"SELECT day, {column}, sum(claims) FROM series WHERE {where} GROUP BY 1, 2"  # noqa: S608
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    undated = 0
    for day, value, claims in db.execute(query, values):
        if day == "":
            undated += claims
        elif claims and (value or split is None):
            counted[value][bucket_of(day, bucket)] += claims
    return _series(counted, split), undated


def series(
    db: sqlite3.Connection, wanted: Wanted, *, bucket: str, split: str | None, most: int
) -> tuple[list[Series], int, int]:
    """Return the series of the claims that fit, how many more there are, how many claims are undated."""
    claims = fitting_claims(db, wanted)
    dated = both(claims, read(db, [DATED], within=claims))
    parts = {"": dated} if split is None else _parts(db, dated, SPLITS[split])
    largest = sorted(parts, key=lambda value: (-count(parts[value]), value))
    kept = {value: parts[value] for value in largest[:most]}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for day, chunk, bits in _days(db, bucket):
        for value, rows in kept.items():
            if found := (rows.get(chunk, 0) & bits).bit_count():
                counted[value][day] += found
    return _series(counted, split), len(parts) - len(kept), count(claims) - count(dated)


def ranges(db: sqlite3.Connection, wanted: Wanted, *, bucket: str) -> list[Range]:
    """Return what each claimant says of each kind of number in each bucket, of the claims that fit."""
    grouped: dict[_Kind, list[tuple[int | None, int | None]]] = defaultdict(list)
    for type_, outcome, day, low, high, unit, claimant in _figures(db, fitting_claims(db, wanted)):
        grouped[claimant or "", type_, outcome or "", unit or "", bucket_of(day, bucket)].append((low, high))
    return [_range(kind, bounds) for kind, bounds in sorted(grouped.items())]


def _range(kind: _Kind, bounds: list[tuple[int | None, int | None]]) -> Range:
    claimant, type_, outcome, unit, bucket = kind
    return Range(
        claimant=claimant or None,
        type=type_,
        outcome=outcome or None,
        unit=unit or None,
        bucket=bucket,
        low=min((low for low, _ in bounds if low is not None), default=None),
        high=max((high for _, high in bounds if high is not None), default=None),
        claims=len(bounds),
    )


def _series(counted: dict[str, Counter[str]], split: str | None) -> list[Series]:
    found = (
        Series(
            key=None if split is None else value, claims=points.total(), points=dict(sorted(points.items()))
        )
        for value, points in counted.items()
    )
    return sorted(found, key=lambda one: (-one.claims, one.key or ""))


def _where(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    parts: list[str] = ["1"]
    given: tuple[str, ...] = ()
    for column, values in (("type", wanted.types), ("status", wanted.statuses), ("outcome", wanted.outcomes)):
        if values:
            parts.append(f"{column} IN ({', '.join('?' * len(values))})")
            given += values
    return " AND ".join(parts), given


def _parts(db: sqlite3.Connection, claims: Found, kinds: Iterable[str]) -> dict[str, Found]:
    """Return the claims that have each value of some kinds of tags."""
    found: dict[str, Found] = defaultdict(dict)
    for kind in kinds:
        for name, chunk, bits in of_names(db, f"{kind}/", f"{kind}0"):
            if fitting := bits & claims.get(chunk, 0):
                rows = found[name.partition("/")[2]]
                rows[chunk] = rows.get(chunk, 0) | fitting
    return dict(found)


def _days(db: sqlite3.Connection, bucket: str) -> Iterator[tuple[str, int, int]]:
    """Yield the buckets of all claims, each with a chunk and the rows there."""
    level = "month" if bucket == "month" else "day"
    # An open beginning is kept as a day before all; such a claim is counted on its last day.
    for kind, start in (("first", "0001"), ("until", "")):
        for name, chunk, bits in of_names(db, f"{kind}.{level}/{start}", f"{kind}.{level}0"):
            day = name.partition("/")[2]
            yield f"{day}-01" if level == "month" else bucket_of(day, bucket), chunk, bits


def _figures(
    db: sqlite3.Connection, claims: Found
) -> Iterator[tuple[str, str | None, str, int, int, str, str]]:
    columns = "n, type, outcome, day, low, high, unit, claimant"
    query = f"SELECT {columns} FROM claims WHERE most >= 0 AND day <> '' AND n BETWEEN ? AND ?"  # noqa: S608
    for chunk, bits in claims.items():
        first = chunk << PLACE_BITS
        for n, *row in db.execute(query, (first, first | (1 << PLACE_BITS) - 1)):
            if bits >> (n - first) & 1:
                type_, outcome, day, low, high, unit, claimant = row
                yield type_, outcome, day, low, high, unit, claimant
