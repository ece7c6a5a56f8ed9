"""The places that a dataset names: points with the coordinates of the row, inside places that are known."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from loaders.extract.gazetteer import Gazetteer
from loaders.iris import digest
from loaders.model import Place

if TYPE_CHECKING:
    from decimal import Decimal

    from loaders.extract.gazetteer import GazetteerPlace

POINT: Final = "local-point-"  # what the ids of points start with
POINT_LENGTH: Final = 12
EARTH: Final = 6371.0  # kilometres
# How far a point may lie from the middle of the town that it is said to be in: Kyiv reaches some 20 km out.
NEAR_TOWN: Final = 25.0


def point(
    label: str,
    lat: Decimal,
    lon: Decimal,
    *,
    country: str | None,
    within: tuple[str, ...] = (),
    kind: str = "settlement",
) -> Place:
    """Return the place of these coordinates, which are told as they are written.

    It lies in the first that is known of the places named `label` or one of `within`, else in its country.
    """
    name = digest(label, f"{lat.normalize():f}", f"{lon.normalize():f}", length=POINT_LENGTH)
    around = next(filter(None, (_around(one, country, lat, lon) for one in (label, *within))), None)
    return Place(
        id=f"{POINT}{name}",
        label=label,
        country=country,
        lat=lat,
        lon=lon,
        kind=kind,
        within=around or country_place(country),
    )


@lru_cache(maxsize=8_192)
def region(name: str, country: str | None) -> Place | None:
    """Return the region of this name in a country, None when it is not known or there are several."""
    found = [
        place
        for place in Gazetteer.open().match_regions(name)
        if place.kind in {"region", "area"} and place.country == country
    ]
    return _place(found[0]) if len({place.id for place in found}) == 1 else None


@lru_cache(maxsize=1024)
def country_place(country: str | None) -> Place | None:
    """Return a country as a place, by its alpha-3 code; None when it is not known."""
    return None if country is None else Place(id=country, label=country, country=country, lat=None, lon=None)


@lru_cache(maxsize=8_192)
def _around(name: str, country: str | None, lat: Decimal, lon: Decimal) -> Place | None:
    """Return the known place of this name that a point lies in: a town near by, or a region."""
    towns = [(_distance(place, float(lat), float(lon)), place) for place in _towns(name, country)]
    nearest = min(towns, key=lambda found: found[0], default=None)
    if nearest is not None and nearest[0] <= NEAR_TOWN:
        return _place(nearest[1])
    return region(name, country)


@lru_cache(maxsize=8_192)
def _towns(name: str, country: str | None) -> tuple[GazetteerPlace, ...]:
    """Return the towns of this name in a country."""
    found = Gazetteer.open().candidates(name)
    return tuple(place for place in found if place.country == country and place.kind == "settlement")


def _place(found: GazetteerPlace) -> Place:
    return Place(
        id=found.id, label=found.label, country=found.country, lat=found.lat, lon=found.lon, kind=found.kind
    )


def _distance(place: GazetteerPlace, lat: float, lon: float) -> float:
    """Return the kilometres between a place and a point on the sphere."""
    there, here = radians(place.lat), radians(lat)
    across, along = sin((there - here) / 2), sin(radians(place.lon - lon) / 2)
    return 2 * EARTH * asin(sqrt(across**2 + cos(there) * cos(here) * along**2))
