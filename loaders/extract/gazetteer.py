"""Which places a name can mean, and which of them it means in one text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from loaders.extract.placelist import GazetteerPlace, PlaceList
from loaders.extract.placenames import Asked, asked
from loaders.extract.placesense import choose, prominence

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Gazetteer", "GazetteerPlace"]


class Gazetteer:
    """The places that texts name: countries, regions, seas, settlements, sites. Safe to share between threads."""

    def __init__(self, places: PlaceList) -> None:
        """Look names up in a list of places."""
        self._places = places

    @classmethod
    @cache
    def open(cls) -> Gazetteer:
        """Return the gazetteer over the list that comes with the package; one for the process."""
        return cls(PlaceList.shipped())

    def candidates(self, name: str) -> list[GazetteerPlace]:
        """Return the places a name can mean, the one most meant first; of the kind that the name says, if any.

        "Kursk" gives the city before the region, "Kursk Oblast" and "Kursk region" the region before the city.
        """
        query = asked(name)
        return self._ranked(query)

    def is_known(self, name: str) -> bool:
        """Tell whether a name can mean a place at all."""
        query = asked(name)
        return any(self._places.has(spelling) for spelling in query.spellings)

    def match_regions(self, name: str) -> list[GazetteerPlace]:
        """Return the regions, countries and seas among the candidates of a name."""
        return [place for place in self.candidates(name) if place.kind in _WIDE]

    def resolve(
        self, names: Sequence[str], *, context_countries: Sequence[str]
    ) -> dict[str, GazetteerPlace | None]:
        """Return the place that each name of one text means; None where the text leaves it open.

        Args:
            names: the place names of the text, as written.
            context_countries: alpha-3 codes of the states the text is about.
        """
        options = {name: self._options(name) for name in names}
        return choose(options, frozenset(context_countries))

    def _ranked(self, query: Asked) -> list[GazetteerPlace]:
        found: dict[str, GazetteerPlace] = {}
        for spelling in query.spellings:
            for place in self._places.named(spelling):
                found.setdefault(place.id, place)
        return sorted(
            found.values(), key=lambda place: (place.kind not in query.kinds, -prominence(place), place.id)
        )

    def _options(self, name: str) -> list[GazetteerPlace]:
        """Return the candidates, without those of another kind than the name says where there are any of it."""
        query = asked(name)
        ranked = self._ranked(query)
        return [place for place in ranked if place.kind in query.kinds] or ranked


_WIDE = frozenset({"country", "region", "area", "water"})
