"""The list of actors that texts are read with, out of the authority data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ontology import BASE
from ontology.concepts import CONCEPTS
from ontology.first_words import by_first_word
from ontology.generation.facts import CASUS, RDF_TYPE, SKOS, Facts
from ontology.generation.spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILES: Final = tuple(f"authority/{name}" for name in ("states", "organizations", "groups", "news", "people"))
OUTPUT: Final = "lexicon/actors.json"
NAMES: Final = "lexicon/actor_names.json"
# The sorts of names, as the keys of an actor.
SORTS: Final = ("names", "demonyms", "metonyms", "abbreviations")
ACTOR: Final = f"{BASE}actor/"
KINDS: Final = f"{CONCEPTS}actor-kind/"


def generate() -> dict[str, str]:
    """Return the texts of the list, one actor a line, by id, and of the names by their first words."""
    facts = Facts(FILES)
    entries = [_entry(facts, iri) for iri in sorted(facts.having(RDF_TYPE, f"{CASUS}Actor"))]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    names = by_first_word(name for entry in entries for name in _names(entry))
    return {
        OUTPUT: f'{{"actors": [\n{lines}\n]}}\n',
        NAMES: json.dumps(names, ensure_ascii=False, indent=0) + "\n",
    }


def _names(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for sort in SORTS:
        for name in (*entry[sort], *((entry["label"],) if sort == "names" else ())):
            yield name, sort, entry["id"]


def _entry(facts: Facts, iri: str) -> dict[str, Any]:
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
