"""The list of actors that texts are read with, out of the authority data."""

from __future__ import annotations

import json
from typing import Final

from ontology import BASE
from ontology.concepts import CONCEPTS
from ontology.generation.facts import CASUS, RDF_TYPE, SKOS, Facts
from ontology.generation.spellings import spellings

FILES: Final = tuple(f"authority/{name}" for name in ("states", "organizations", "groups", "news", "people"))
OUTPUT: Final = "lexicon/actors.json"
ACTOR: Final = f"{BASE}actor/"
KINDS: Final = f"{CONCEPTS}actor-kind/"


def generate() -> dict[str, str]:
    """Return the text of the list, by its path below the ontology's folder; one actor a line, by id."""
    facts = Facts(FILES)
    actors = sorted(facts.having(RDF_TYPE, f"{CASUS}Actor"))
    lines = ",\n".join(json.dumps(_entry(facts, iri), ensure_ascii=False) for iri in actors)
    return {OUTPUT: f'{{"actors": [\n{lines}\n]}}\n'}


def _entry(facts: Facts, iri: str) -> dict[str, object]:
    label = facts.one(iri, f"{SKOS}prefLabel")
    kind = facts.one(iri, f"{CASUS}actorKind").removeprefix(KINDS).replace("-", "_")
    names = (label, *facts.all(iri, f"{SKOS}altLabel"))
    return {
        "id": iri.removeprefix(ACTOR),
        "label": label,
        "kind": kind,
        "country": _id(facts.optional(iri, f"{CASUS}country")),
        "part_of": _id(facts.optional(iri, f"{CASUS}partOf")),
        "names": list(dict.fromkeys(form for name in names for form in spellings(name, kind))),
        "demonyms": facts.all(iri, f"{CASUS}demonym"),
        "metonyms": facts.all(iri, f"{CASUS}metonym"),
        "abbreviations": facts.all(iri, f"{CASUS}abbreviation"),
        "ambiguous": facts.all(iri, f"{CASUS}ambiguousLabel"),
        "offices": [_office(facts, tenure) for tenure in facts.all(iri, f"{CASUS}tenure")],
    }


def _office(facts: Facts, iri: str) -> dict[str, str | None]:
    return {
        "role": facts.one(iri, f"{CASUS}role"),
        "organization": _id(facts.optional(iri, f"{CASUS}organization")),
        "from": facts.optional(iri, f"{CASUS}from"),
        "until": facts.optional(iri, f"{CASUS}until"),
    }


def _id(iri: str | None) -> str | None:
    return None if iri is None else iri.removeprefix(ACTOR)
