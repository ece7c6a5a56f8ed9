"""The list of place names that texts are read with, out of the authority data and of GeoNames."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ontology import AUTHORITY
from ontology.folding import fold, is_latin
from ontology.generation.geonames import City, cities, countries
from ontology.generation.place_authority import Curated, read_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

OUTPUT: Final = "lexicon/places.tsv"
HEADER: Final = "#name\tid\tlabel\tcountry\tadmin1\tlat\tlon\tpopulation\tkind"

# Countries with a war since 2014, or named in reports of one: every place GeoNames has, in all spellings.
AT_WAR: Final = frozenset(
    re.findall(
        "[A-Z]+",
        "AF AM AZ BF BI BY CD CF CM CO EG ER ET GE HT IL IN IQ IR JO KE KP KR LB LY MD ML MM MZ NE NG PK PS "
        "RU RW SA SD SO SS SY TD UA UG YE",
    )
)
# Elsewhere only places that news names without explaining them; with other spellings from a city's size on.
FEWEST_PEOPLE: Final = 5_000
FEWEST_PEOPLE_FOR_OTHER_NAMES: Final = 50_000
# Land that GeoNames files under the state that holds it, put under the state it belongs to by resolutions
# 497 and 2334 of the United Nations Security Council: the Golan Heights, and settlements of the West Bank.
OWNERS: Final = {("IL", ""): "PSE", ("IL", "WE"): "PSE", ("IL", "00"): "SYR"}

# Countries whose places GeoNames writes with marks of transliteration, which news leaves out.
TRANSLITERATED: Final = AT_WAR - frozenset(
    [
        "AZ",
        "BF",
        "BI",
        "CD",
        "CF",
        "CM",
        "CO",
        "HT",
        "KE",
        "MD",
        "ML",
        "MZ",
        "NE",
        "NG",
        "RW",
        "SO",
        "TD",
        "UG",
    ]
)

_MARKS: Final = re.compile("[\u02bb-\u02bf\u2018\u2019\u0300-\u036f]")
_ARTICLE: Final = re.compile(r"^(?:al|el|ad|adh|an|ar|as|ash|at|ath|az) (?=\w{3})")
_CODE: Final = re.compile(r"[A-Z]{3}")
_KIND_WORDS: Final = re.compile(
    r" (?:autonomous )?"
    r"(?:county|department|governorate|krai|oblast|prefecture|province|region|republic|state)$"
)
# Names that without "Province" behind them are a direction or a common word, not a name.
_NOT_BARE: Final = re.compile(
    r"(?:far |upper |lower |middle )?(?:north|south|east|west|nord|sud|est|ouest)(?:ern)?"
    r"(?:[ -]?(?:east|west|est|ouest)(?:ern)?)?(?: borders)?"
    r"|cent(?:re|er|ral)(?: (?:est|nord|ouest|sud|north|east|west|south))?|central \w+"
    r"|bari|bay|blue nile|delta|lac|lakes?|littoral|mon|nile river|plateau|red sea|river nile|rivers|sahel"
    r"|unity|white nile"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: one folded name of one place; an id that is a number is one of GeoNames."""

    name: str
    place: Curated

    def line(self) -> str:
        """Return the row as a line of the file, without its end."""
        place = self.place
        number = place.id.removeprefix("geonames-")
        where = (f"{place.lat:.3f}", f"{place.lon:.3f}")
        columns = (place.label, place.country, place.admin1, *where, str(place.population), place.kind)
        return "\t".join((self.name, number, *columns))


def generate(authority: Path = AUTHORITY) -> dict[str, str]:
    """Return the text of the list by its path below `ontology/`; the same for the same data."""
    lines = sorted({row.line() for row in rows(read_places(authority), cities())})
    return {OUTPUT: "\n".join([HEADER, *lines, ""])}


def rows(curated: Mapping[str, Curated], listed: Iterable[City]) -> Iterator[Row]:
    """Yield the names of the places GeoNames lists, as the authority data tells them, then of its others."""
    regions = {code: place.id for place in curated.values() for code in place.geonames_admin1}
    codes = countries()
    seen: set[str] = set()
    for city in listed:
        if city.country in AT_WAR or city.population >= FEWEST_PEOPLE:
            place = _place(city, regions, codes)
            seen.add(place.id)
            yield from _rows_of(_refined(place, curated[place.id]) if place.id in curated else place)
    for place in curated.values():
        if place.id not in seen:
            yield from _rows_of(place)


def _place(city: City, regions: Mapping[str, str], codes: Mapping[str, str]) -> Curated:
    known = city.country in AT_WAR or city.population >= FEWEST_PEOPLE_FOR_OTHER_NAMES
    return Curated(
        id=city.id,
        label=_plain(city.name) if city.country in TRANSLITERATED else city.name,
        other_names=tuple(filter(_is_newsworthy, city.other_names)) if known else (),
        country=OWNERS.get((city.country, city.admin1), codes[city.country]),
        admin1=regions.get(f"{city.country}.{city.admin1}", ""),
        lat=city.lat,
        lon=city.lon,
        population=city.population,
        kind="settlement",
    )


def _plain(name: str) -> str:
    """Return a name without accents and the signs for sounds that English lacks."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", name)))


def _refined(place: Curated, by: Curated) -> Curated:
    """Return a place of GeoNames as the authority data tells it, with GeoNames' names and people."""
    return replace(
        by,
        other_names=(*place.other_names, place.label, *by.other_names),
        population=place.population,
        admin1=by.admin1 or place.admin1,
    )


def _is_newsworthy(name: str) -> bool:
    """Tell names from codes and from machine transliterations, which GeoNames writes in small letters."""
    if not name or _CODE.fullmatch(name):
        return False
    first = next((letter for letter in name if letter.lower() != letter.upper()), "")
    return not first.islower() or _ARTICLE.match(fold(name)) is not None


def _rows_of(place: Curated) -> Iterator[Row]:
    """Yield the rows of the names a place is found under, each once."""
    names = {fold(name).removeprefix("the ") for name in (place.label, *place.other_names)}
    if place.kind == "region":
        names |= {
            bare for bare in (_KIND_WORDS.sub("", name) for name in names) if not _NOT_BARE.fullmatch(bare)
        }
    names |= {_ARTICLE.sub("", name) for name in names}
    yield from (Row(name, place) for name in sorted(names) if is_latin(name) and len(name) > 1)
