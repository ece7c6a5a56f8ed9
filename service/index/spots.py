"""Where claims are: how many at each place, and places near one another together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.index.filters import Wanted
from service.index.lists import fitting_claims
from service.index.postings import grouped

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Box

CLOSEST: Final = 14  # zoom from which on every place stands alone
CELLS: Final = 4  # clusters along a side of a map tile
WORLD: Final = 360.0
COUNTRY: Final = "country"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place with its claims, or several near one another; a place's id where it is one."""

    lat: float
    lon: float
    claims: int
    places: int
    id: str | None
    label: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    id: str
    label: str
    lat: float
    lon: float
    claims: int


def spots(
    db: sqlite3.Connection, wanted: Wanted, *, box: Box | None, zoom: int, has_countries: bool
) -> list[Spot]:
    """Return the places in a box that claims are at, those in one cell of the map together, fullest first.

    A claim of several places counts at each. Countries are left out unless asked for: their middle is where
    nothing happened.
    """
    counted = _rolled_up(db, wanted) if is_rolled_up(wanted) else _counted(db, wanted)
    cells: dict[tuple[object, ...], list[_Place]] = defaultdict(list)
    size = WORLD / 2**zoom / CELLS
    for place in _placed(db, counted, box, has_countries=has_countries):
        cell = (place.id,) if zoom >= CLOSEST else (place.lon // size, place.lat // size)
        cells[cell].append(place)
    found = (_spot(places) for places in cells.values())
    return sorted(found, key=lambda spot: (-spot.claims, spot.lat, spot.lon))


def is_rolled_up(wanted: Wanted) -> bool:
    """Return whether the counts are kept ready for these filters."""
    return wanted == Wanted(types=wanted.types, statuses=wanted.statuses)


def _rolled_up(db: sqlite3.Connection, wanted: Wanted) -> dict[str, int]:
    parts = [
        f"{column} IN ({', '.join('?' * len(values))})"
        for column, values in (("type", wanted.types), ("status", wanted.statuses))
        if values
    ]
    where = " AND ".join(parts) or "1"
    query = f"SELECT place, sum(claims) FROM spots WHERE {where} GROUP BY place"  # noqa: S608
    return dict(db.execute(query, (*wanted.types, *wanted.statuses)))


def _counted(db: sqlite3.Connection, wanted: Wanted) -> dict[str, int]:
    claims = fitting_claims(db, wanted)
    places = grouped(db, "at")
    found: Counter[str] = Counter()
    for chunk, rows in claims.items():
        for place, there in places.get(chunk, ()):
            if both := rows & there:
                found[place] += both.bit_count()
    return found


def _placed(
    db: sqlite3.Connection, counted: dict[str, int], box: Box | None, *, has_countries: bool
) -> list[_Place]:
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    across = "lon BETWEEN ? AND ?" if west <= east else "(lon >= ? OR lon <= ?)"
    query = (
        "SELECT id, label, lat, lon, kind FROM entities WHERE collection = 'places' "  # noqa: S608
        f"AND {across} AND lat BETWEEN ? AND ?"
    )
    return [
        _Place(id_, label, lat, lon, claims)
        for id_, label, lat, lon, kind in db.execute(query, (west, east, south, north))
        if (claims := counted.get(id_, 0)) and (has_countries or kind != COUNTRY)
    ]


def _spot(places: list[_Place]) -> Spot:
    claims = sum(place.claims for place in places)
    alone = places[0] if len(places) == 1 else None
    return Spot(
        lat=round(sum(place.lat * place.claims for place in places) / claims, 5),
        lon=round(sum(place.lon * place.claims for place in places) / claims, 5),
        claims=claims,
        places=len(places),
        id=None if alone is None else alone.id,
        label=None if alone is None else alone.label,
    )
