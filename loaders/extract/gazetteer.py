"""Which places a name can mean, and which of them it means in one text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from loaders.extract.placelist import GazetteerPlace, PlaceList
from loaders.extract.placenames import Asked, asked
from loaders.extract.placesense import choose
from loaders.extract.placeweights import Candidate, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Gazetteer", "GazetteerPlace"]

_WIDE: Final = frozenset({"country", "region", "area", "water"})


class Gazetteer:
    """The places that texts name, from countries and seas to villages. Safe to share between threads."""

    def __init__(self, places: PlaceList) -> None:
        """Look names up in a list of places."""
        self._places = places

    @staticmethod
    @cache
    def open() -> Gazetteer:
        """Return the gazetteer over the list that comes with the package; one for the process."""
        return Gazetteer(PlaceList.shipped())

    def candidates(self, name: str) -> list[GazetteerPlace]:
        """Return the places a name can mean, the likeliest first; places of the kind it says before others.

        "Kursk" gives the city and then the region, "Kursk Oblast" and "Kursk region" the other way round.
        """
        return [candidate.place for candidate in self._ranked(asked(name))]

    def match_regions(self, name: str) -> list[GazetteerPlace]:
        """Return the countries, regions, areas and seas among the candidates of a name."""
        return [place for place in self.candidates(name) if place.kind in _WIDE]

    def is_known(self, name: str) -> bool:
        """Tell whether a name can mean a place at all."""
        return any(self._places.has(spelling) for spelling in asked(name).spellings)

    def resolve(
        self, names: Sequence[str], *, context_countries: Sequence[str]
    ) -> dict[str, GazetteerPlace | None]:
        """Return the place that each name of one text means; None where the text leaves it open.

        Args:
            names: the place names of the text, as written.
            context_countries: alpha-3 codes of the states the text is about.
        """
        return choose({name: self._options(asked(name)) for name in names}, frozenset(context_countries))

    def _ranked(self, query: Asked) -> list[Candidate]:
        found = {place.id: place for spelling in query.spellings for place in self._places.named(spelling)}
        weighed = weigh(query.spellings, found.values())
        return sorted(weighed, key=lambda candidate: candidate.place.kind not in query.kinds)

    def _options(self, query: Asked) -> list[Candidate]:
        """Return the candidates of the kind that the name says; if there are none, all but regions of towns.

        A region is told from the town it is called after by what the name says, not by where its middle lies.
        """
        ranked = self._ranked(query)
        of_kind = [candidate for candidate in ranked if candidate.place.kind in query.kinds]
        return of_kind or [candidate for candidate in ranked if not candidate.is_behind_town]
