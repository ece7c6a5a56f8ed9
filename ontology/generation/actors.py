"""The list of actors that texts are read with, out of the authority data."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

AUTHORITY: Final = Path(__file__).parents[1] / "authority"
FILES: Final = ("states.ttl", "organizations.ttl", "groups.ttl", "news.ttl", "people.ttl")
OUTPUT: Final = "lexicon/actors.json"
BASE: Final = "https://w3id.org/casus/id/"
ACTOR: Final = f"{BASE}actor/"
KIND: Final = "https://w3id.org/casus/concept/actor-kind/"
CASUS: Final = "https://w3id.org/casus/ontology#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Facts = dict[str, dict[str, list[str]]]


def authority_files(authority: Path = AUTHORITY) -> tuple[Path, ...]:
    """Return the Turtle files that name actors."""
    return tuple(authority / name for name in FILES)


def actors_lexicon(paths: Iterable[Path]) -> str:
    """Return the JSON list of actors, sorted by id, one actor a line.

    Raises:
        ValueError: an actor lacks its label or its kind, or has two where one is allowed.
    """
    facts = read_facts(paths)
    actors = sorted(iri for iri, about in facts.items() if f"{CASUS}Actor" in about.get(RDF_TYPE, ()))
    lines = ",\n".join(json.dumps(_entry(iri, facts), ensure_ascii=False) for iri in actors)
    return f'{{"actors": [\n{lines}\n]}}\n'


def read_facts(paths: Iterable[Path]) -> Facts:
    """Return the values of each property of each node of the files, in the order of the files."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for path in paths:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE):
            facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return facts


def _entry(iri: str, facts: Facts) -> dict[str, object]:
    about = facts[iri]
    label = _one(iri, about, f"{SKOS}prefLabel")
    offices = [_office(tenure, facts[tenure]) for tenure in about.get(f"{CASUS}tenure", ())]
    return {
        "id": iri.removeprefix(ACTOR),
        "label": label,
        "kind": _one(iri, about, f"{CASUS}actorKind").removeprefix(KIND).replace("-", "_"),
        "country": _id(_optional(iri, about, f"{CASUS}country")),
        "part_of": _id(_optional(iri, about, f"{CASUS}partOf")),
        "names": [label, *about.get(f"{SKOS}altLabel", ())],
        "demonyms": about.get(f"{CASUS}demonym", []),
        "metonyms": about.get(f"{CASUS}metonym", []),
        "abbreviations": about.get(f"{CASUS}abbreviation", []),
        "ambiguous": about.get(f"{CASUS}ambiguousLabel", []),
        "offices": offices,
    }


def _office(iri: str, about: dict[str, list[str]]) -> dict[str, str | None]:
    return {
        "role": _one(iri, about, f"{CASUS}role"),
        "organization": _id(_optional(iri, about, f"{CASUS}organization")),
        "from": _optional(iri, about, f"{CASUS}from"),
        "until": _optional(iri, about, f"{CASUS}until"),
    }


def _id(iri: str | None) -> str | None:
    return None if iri is None else iri.removeprefix(ACTOR)


def _one(iri: str, about: dict[str, list[str]], predicate: str) -> str:
    value = _optional(iri, about, predicate)
    if value is None:
        message = f"{iri} has no {predicate}"
        raise ValueError(message)
    return value


def _optional(iri: str, about: dict[str, list[str]], predicate: str) -> str | None:
    values = about.get(predicate, [])
    if len(values) > 1:
        message = f"{iri} has {len(values)} values of {predicate}"
        raise ValueError(message)
    return values[0] if values else None
