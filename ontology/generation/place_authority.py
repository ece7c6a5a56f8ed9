"""The places of the authority data, read out of its Turtle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

AUTHORITY: Final = Path(__file__).parents[1] / "authority"
FILES: Final = ("countries.ttl", "regions.ttl", "towns.ttl")
BASE: Final = "https://w3id.org/casus/id/"
PLACE: Final = f"{BASE}place/"
ACTOR: Final = f"{BASE}actor/"
KIND: Final = "https://w3id.org/casus/concept/place-kind/"
CASUS: Final = "https://w3id.org/casus/ontology#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """A place with the names it is found under; `country` is an alpha-3 code, or empty on the high seas."""

    id: str
    label: str
    other_names: tuple[str, ...]
    country: str
    lat: float
    lon: float
    kind: str
    population: int = 0
    contained_in: str = ""
    geonames_admin1: tuple[str, ...] = ()


def read_places(authority: Path = AUTHORITY) -> dict[str, Curated]:
    """Return the places of the authority data by their ids.

    Raises:
        ValueError: a place lacks its label, its kind or its coordinates, or has two of them.
    """
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in (authority / name for name in FILES):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE):
            facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    places = (_place(iri.removeprefix(PLACE), about) for iri, about in facts.items() if iri.startswith(PLACE))
    return {place.id: place for place in places}


def _place(place: str, about: dict[str, list[str]]) -> Curated:
    """Return one place; places that it lies in are named by their ids, the region before the country."""

    def one(predicate: str) -> str:
        values = about.get(predicate, [])
        if len(values) != 1:
            message = f"{place}: {len(values)} values of {predicate}"
            raise ValueError(message)
        return values[0]

    countries = about.get(f"{CASUS}country", [])
    inside = about.get(f"{CASUS}containedIn", [])
    return Curated(
        id=place,
        label=one(f"{SKOS}prefLabel"),
        other_names=tuple(sorted(about.get(f"{SKOS}altLabel", []))),
        country=one(f"{CASUS}country").removeprefix(ACTOR) if len(countries) == 1 else "",
        lat=float(one(f"{CASUS}lat")),
        lon=float(one(f"{CASUS}lon")),
        kind=one(f"{CASUS}placeKind").removeprefix(KIND),
        population=max(map(int, about.get(f"{CASUS}population", [])), default=0),
        contained_in=next((iri.removeprefix(PLACE) for iri in inside if not iri[len(PLACE) :].isupper()), ""),
        geonames_admin1=tuple(sorted(about.get(f"{CASUS}geonamesAdmin1", []))),
    )
