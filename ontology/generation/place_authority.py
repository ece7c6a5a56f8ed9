"""The places of the authority data, read out of its Turtle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from ontology import AUTHORITY, BASE
from ontology.concepts import CONCEPTS

if TYPE_CHECKING:
    from pathlib import Path

FILES: Final = ("countries.ttl", "regions.ttl", "towns.ttl")
PLACE: Final = f"{BASE}place/"
_ACTOR: Final = f"{BASE}actor/"
_KIND: Final = f"{CONCEPTS}place-kind/"
_CASUS: Final = "https://w3id.org/casus/ontology#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """A place with the names it is found under.

    `country` is alpha-3 and `admin1` a region's id; either may be empty. `geonames_admin1` are the codes
    under which GeoNames files what lies in it.
    """

    id: str
    label: str
    other_names: tuple[str, ...]
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    kind: str
    geonames_admin1: tuple[str, ...] = ()


def read_places(authority: Path = AUTHORITY) -> dict[str, Curated]:
    """Return the places of the authority data by their ids, in the order of the files.

    Raises:
        FileNotFoundError: a file is not there.
        SyntaxError: a file is no Turtle.
        ValueError: a place lacks its label, its kind or its coordinates, or has two of them.
    """
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in (authority / name for name in FILES):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE):
            facts[_value(quad.subject)][_value(quad.predicate)].append(_value(quad.object))
    return {iri.removeprefix(PLACE): _place(iri.removeprefix(PLACE), about) for iri, about in facts.items()}


def _value(term: object) -> str:
    """Return the IRI or the words of a term."""
    value = getattr(term, "value", None)
    if not isinstance(value, str):
        message = f"neither IRI nor literal: {term}"
        raise TypeError(message)
    return value


def _place(place: str, about: dict[str, list[str]]) -> Curated:
    inside = [iri.removeprefix(PLACE) for iri in about.get(f"{_CASUS}containedIn", [])]
    return Curated(
        id=place,
        label=_one(place, about, f"{_SKOS}prefLabel"),
        other_names=tuple(sorted(about.get(f"{_SKOS}altLabel", []))),
        country="".join(about.get(f"{_CASUS}country", [])).removeprefix(_ACTOR),
        admin1=next((larger for larger in inside if not larger.isupper()), ""),
        lat=float(_one(place, about, f"{_CASUS}lat")),
        lon=float(_one(place, about, f"{_CASUS}lon")),
        population=int(next(iter(about.get(f"{_CASUS}population", [])), 0)),
        kind=_one(place, about, f"{_CASUS}placeKind").removeprefix(_KIND),
        geonames_admin1=tuple(sorted(about.get(f"{_CASUS}geonamesAdmin1", []))),
    )


def _one(place: str, about: dict[str, list[str]], predicate: str) -> str:
    values = about.get(predicate, [])
    if len(values) != 1:
        message = f"{place}: {len(values)} values of {predicate}"
        raise ValueError(message)
    return values[0]
