"""Which of its places each name of one text means, judged by the text's other places and countries."""

from __future__ import annotations

from math import asin, cos, log10, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loaders.extract.placelist import GazetteerPlace


# Prominence is the decimal logarithm of the number of people; kinds without that number get one that puts a
# country before any town, and a region behind the city it is called after but before a small town.
_PROMINENCE: Final = {"country": 7.0, "water": 6.0, "region": 4.4, "area": 4.4}
_PROMINENCE_OF_SITES: Final = 4.0
"""What the authority data lists by hand is there because news names it: as prominent as a town of 10,000."""

IN_CONTEXT: Final = 1.5
"""What a country of the text is worth: thirty times the people."""
NEARBY: Final = 2.0
"""What another place of the text close by is worth, falling to nothing at `FAR_KM`."""
CLOSE_KM: Final = 50.0
FAR_KM: Final = 300.0

PROMINENT: Final = 5.0
"""A place with no tie to the text is meant only when it is as prominent as a city of 100,000."""
PROMINENT_ALONE: Final = 4.15
"""The same where the text gives no tie to judge by: 14,000 people."""
SURE_MARGIN: Final = 1.0
"""A name helps to place others when its first choice leads by this: ten times the people."""
CLEAR_MARGIN: Final = 0.2
"""Two small places of one name closer than this cannot be told apart."""
_EARTH_KM: Final = 6371.0


def prominence(place: GazetteerPlace) -> float:
    """Return how likely a place is meant before anything is known of the text."""
    floor = _PROMINENCE.get(place.kind, 0.0 if place.id.startswith("geonames-") else _PROMINENCE_OF_SITES)
    return max(floor, log10(place.population)) if place.population > 0 else floor


def distance_km(one: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return the distance between two places on the sphere."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    up, along = sin((other_lat - lat) / 2), sin(radians(other.lon - one.lon) / 2)
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(up * up + cos(lat) * cos(other_lat) * along * along)))


def choose(
    options: Mapping[str, Sequence[GazetteerPlace]], countries: frozenset[str]
) -> dict[str, GazetteerPlace | None]:
    """Return the place that each name means; None where no candidate has a tie or weight enough.

    First the names are judged alone; those that are sure then help to place the others.
    """
    alone = {name: _Judgement(places, countries, ()) for name, places in options.items()}
    sure = {name: judged.best for name, judged in alone.items() if judged.best is not None and judged.is_sure}
    known = countries | {place.country for place in sure.values() if place.country is not None}
    chosen: dict[str, GazetteerPlace | None] = {}
    for name, places in options.items():
        others = tuple(place for other, place in sure.items() if other != name)
        chosen[name] = _Judgement(places, known, others).best
    return chosen


class _Judgement:
    """The candidates of one name, weighed by what is known of the text."""

    def __init__(
        self,
        places: Sequence[GazetteerPlace],
        countries: frozenset[str],
        others: Sequence[GazetteerPlace],
    ) -> None:
        self._countries = countries
        self._others = others
        self._ranked = sorted(
            ((self._score(place), place) for place in places), key=lambda it: (-it[0], it[1].id)
        )

    @property
    def best(self) -> GazetteerPlace | None:
        """The place meant; None when none is likely enough, or two are as likely."""
        if not self._ranked:
            return None
        _, first = self._ranked[0]
        return first if self._is_likely(first) and not self._is_ambiguous() else None

    @property
    def is_sure(self) -> bool:
        """Whether the first candidate leads by far."""
        return len(self._ranked) < 2 or self._lead() >= SURE_MARGIN

    def _score(self, place: GazetteerPlace) -> float:
        tie = IN_CONTEXT if place.country in self._countries else 0.0
        return prominence(place) + tie + self._nearness(place)

    def _nearness(self, place: GazetteerPlace) -> float:
        return max((_nearness(place, other) for other in self._others), default=0.0)

    def _is_likely(self, place: GazetteerPlace) -> bool:
        if place.country in self._countries or self._nearness(place) > 0.0:
            return True
        if not place.id.startswith("geonames-"):
            return True
        needed = PROMINENT if self._countries or self._others else PROMINENT_ALONE
        return prominence(place) >= needed

    def _is_ambiguous(self) -> bool:
        if len(self._ranked) < 2 or self._lead() >= CLEAR_MARGIN:
            return False
        (_, first), (_, second) = self._ranked[:2]
        return prominence(first) < PROMINENT_ALONE and distance_km(first, second) > CLOSE_KM

    def _lead(self) -> float:
        return self._ranked[0][0] - self._ranked[1][0]


def _nearness(place: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return what another place of the text says for this one: all when it is close or the region it lies in."""
    if place.admin1 is not None and place.admin1 in {other.id, other.admin1}:
        return NEARBY
    away = distance_km(place, other)
    return NEARBY * min(1.0, max(0.0, (FAR_KM - away) / (FAR_KM - CLOSE_KM)))
