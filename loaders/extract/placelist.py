"""The list of place names, searched in its file without loading it."""

from __future__ import annotations

import mmap
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS: Final = 9


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the list; `country` is alpha-3 (None at sea), `admin1` the id of the region it lies in.

    `population` is 0 where it is not known, `kind` a notation of the place_kind scheme.
    """

    id: str
    label: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    kind: str


class PlaceList:
    """A file of places sorted by folded name, mapped into memory; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            OSError: the file cannot be read.
            ValueError: the file is empty.
        """
        with path.open("rb") as stream:
            self._lines = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    @classmethod
    def shipped(cls) -> PlaceList:
        """Return the list that comes with the package."""
        with ExitStack() as stack:
            path = stack.enter_context(as_file(files("ontology") / "lexicon" / "places.tsv"))
            return cls(path)

    def named(self, folded: str) -> list[GazetteerPlace]:
        """Return the places with exactly this folded name, in the order of the file."""
        key = folded.encode() + b"\t"
        at = self._first_line_from(key)
        places: list[GazetteerPlace] = []
        while self._lines[at : at + len(key)] == key:
            end = self._end_of_line(at)
            places.append(_place(self._lines[at:end].decode()))
            at = end + 1
        return places

    def has(self, folded: str) -> bool:
        """Tell whether a place has this folded name."""
        key = folded.encode() + b"\t"
        at = self._first_line_from(key)
        return self._lines[at : at + len(key)] == key

    def _first_line_from(self, key: bytes) -> int:
        """Return where the first line not before `key` starts; the file's length when there is none."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = self._lines.rfind(b"\n", low, middle) + 1 or low
            if self._lines[start : start + len(key)] < key:
                low = self._end_of_line(middle) + 1
            else:
                high = start
        return low

    def _end_of_line(self, position: int) -> int:
        end = self._lines.find(b"\n", position)
        return len(self._lines) if end < 0 else end


def _place(line: str) -> GazetteerPlace:
    _, number, label, country, admin1, lat, lon, population, kind = line.split("\t", _COLUMNS - 1)
    return GazetteerPlace(
        id=f"geonames-{number}" if number.isdigit() else number,
        label=label,
        country=country or None,
        admin1=admin1 or None,
        lat=float(lat),
        lon=float(lon),
        population=int(population),
        kind=kind,
    )
