"""Which of its places each name of one text means, judged by the text's other places and countries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from loaders.extract.placeweights import PROMINENT_ALONE, Candidate, distance_km, is_curated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loaders.extract.placelist import GazetteerPlace

# Weights are decimal logarithms of people, so that one more is as good as ten times the people.
# What a country of the text is worth, and another place of the text close by, falling to nothing far away.
IN_CONTEXT: Final = 1.5
NEARBY: Final = 2.0
CLOSE_KM: Final = 50.0
FAR_KM: Final = 300.0

# A place with no tie to the text is meant only when it is as prominent as a city of 100,000.
PROMINENT: Final = 5.0
# A name helps to place the others when its first choice leads by this.
SURE_MARGIN: Final = 1.0
# Two places of one name cannot be told apart when one leads by less.
CLEAR_MARGIN: Final = 0.2


def choose(
    options: Mapping[str, Sequence[Candidate]], countries: frozenset[str]
) -> dict[str, GazetteerPlace | None]:
    """Return the place that each name means; None where no candidate has a tie or weight enough.

    First the names are judged alone; those that are sure then help to place the others.
    """
    alone = {name: _judge(candidates, _Text(countries, ())) for name, candidates in options.items()}
    sure = {
        name: judged.place for name, judged in alone.items() if judged.place is not None and judged.is_sure
    }
    chosen: dict[str, GazetteerPlace | None] = {}
    for name, candidates in options.items():
        others = tuple(place for other, place in sure.items() if other != name)
        known = countries | {place.country for place in others if place.country is not None}
        chosen[name] = _judge(candidates, _Text(known, others)).place
    return chosen


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of a text: the countries it is about, and places it names for sure."""

    countries: frozenset[str]
    places: Sequence[GazetteerPlace]

    def tie(self, place: GazetteerPlace) -> float:
        """Return what the text says for a place."""
        nearest = max((_nearness(place, other) for other in self.places), default=0.0)
        return nearest + (IN_CONTEXT if place.country in self.countries else 0.0)

    def takes(self, candidate: Candidate) -> bool:
        """Tell whether a place has a tie to the text, or needs none."""
        if is_curated(candidate.place) or self.tie(candidate.place) > 0.0:
            return True
        return candidate.weight >= (PROMINENT if self.countries or self.places else PROMINENT_ALONE)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The place that a name means, if any, and whether it leads the next one by far."""

    place: GazetteerPlace | None
    is_sure: bool


def _judge(candidates: Sequence[Candidate], text: _Text) -> _Judgement:
    scored = [(candidate.weight + text.tie(candidate.place), candidate) for candidate in candidates]
    ranked = sorted(scored, key=lambda it: (-it[0], it[1].place.id))
    if not ranked or not text.takes(ranked[0][1]) or _is_ambiguous(ranked):
        return _Judgement(None, is_sure=False)
    return _Judgement(ranked[0][1].place, is_sure=_lead(ranked) >= SURE_MARGIN)


def _lead(ranked: Sequence[tuple[float, Candidate]]) -> float:
    """Return by how much the first place leads the second; by all when there is no second."""
    return next((score - following for (score, _), (following, _) in pairwise(ranked)), float("inf"))


def _is_ambiguous(ranked: Sequence[tuple[float, Candidate]]) -> bool:
    """Tell whether the first two weigh the same, are far from each other, and neither is a great city."""
    if _lead(ranked) >= CLEAR_MARGIN:
        return False
    (_, first), (_, second), *_ = ranked
    return first.weight < PROMINENT and distance_km(first.place, second.place) > CLOSE_KM


def _nearness(place: GazetteerPlace, other: GazetteerPlace) -> float:
    """Return what another place says for this one: most when close by, or in its region."""
    if place.id == other.admin1 or (place.admin1 is not None and place.admin1 in {other.id, other.admin1}):
        return NEARBY
    away = distance_km(place, other)
    return NEARBY * min(1.0, max(0.0, (FAR_KM - away) / (FAR_KM - CLOSE_KM)))
