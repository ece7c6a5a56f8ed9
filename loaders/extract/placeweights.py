"""How likely a place is meant by a name before anything is known of the text."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from loaders.extract.placenames import spellings
from ontology.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from loaders.extract.placelist import GazetteerPlace

# Prominence is the decimal logarithm of the number of people. Kinds without that number get one that puts a
# country before any town, and a region behind the city it is called after but before a small town.
_PROMINENCE: Final = {"country": 7.0, "water": 6.0, "region": 4.4, "area": 4.4}
# What the authority data lists by hand is there because news names it: as prominent as a town of 10,000.
_CURATED: Final = 4.0
# A place this prominent (14,000 people) is meant where the text gives no tie to judge by.
PROMINENT_ALONE: Final = 4.15
# The town that a region is called after comes before the region, however small it is.
_SEAT: Final = 4.5
# GeoNames lists names of other languages and times: one counts for less than the name a place goes by, and
# for less again where another place of the country goes by it.
_SECOND_NAME: Final = 1.0
_TAKEN_NAME: Final = 1.5
# GeoNames gives no number for many seats of districts; as prominent as a town of 1,000.
_UNCOUNTED: Final = 3.0
_EARTH_KM: Final = 6371.0


# A town a region is called after lies in it, which is known by its code or else by how near the middle it is.
_SEAT_KM: Final = 40.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean, and how likely before anything is known of the text.

    A region is behind a town when it is called after one that the name can mean too.
    """

    place: GazetteerPlace
    weight: float
    is_behind_town: bool = False


def weigh(said: Collection[str], places: Collection[GazetteerPlace]) -> list[Candidate]:
    """Return the places found under the folded spellings of a name, weighed, the heaviest first."""
    named = {place.id for place in places if not set(spellings(fold(place.label))).isdisjoint(said)}
    taken = {place.country for place in places if place.id in named and place.kind == "settlement"}
    regions = [place for place in places if place.kind == "region" and place.population == 0]
    towns = [place for place in places if place.kind == "settlement"]
    called_after = {region.id for region in regions if any(_is_seat(town, region) for town in towns)}

    def weight(place: GazetteerPlace) -> float:
        people = prominence(place)
        if place.kind != "settlement":
            return people
        if any(_is_seat(place, region) for region in regions):
            return max(people, _SEAT + people / 100)
        if place.id in named:
            return people
        return people - (_TAKEN_NAME if place.country in taken else _SECOND_NAME)

    candidates = (Candidate(place, weight(place), place.id in called_after) for place in places)
    return sorted(candidates, key=lambda candidate: (-candidate.weight, candidate.place.id))


def _is_seat(town: GazetteerPlace, region: GazetteerPlace) -> bool:
    """Tell whether a town lies in a region of its name."""
    if town.admin1 == region.id:
        return True
    return town.country == region.country and distance_km(town, region) < _SEAT_KM


def prominence(place: GazetteerPlace) -> float:
    """Return the decimal logarithm of the people of a place, or what stands in for it."""
    if place.population > 0:
        return max(_PROMINENCE.get(place.kind, 0.0), log10(place.population))
    return _PROMINENCE.get(place.kind, _CURATED if is_curated(place) else _UNCOUNTED)


def is_curated(place: GazetteerPlace) -> bool:
    """Tell whether a place is of the authority data alone, not of GeoNames' list."""
    return not place.id.startswith("geonames-")


def distance_km(one: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return the distance between two places on the sphere."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    up, along = sin((other_lat - lat) / 2), sin(radians(other.lon - one.lon) / 2)
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(up * up + cos(lat) * cos(other_lat) * along * along)))
