"""The list of weapons that texts are read with, out of the weapon scheme."""

from __future__ import annotations

import json
from typing import Final

from ontology import BASE
from ontology.concepts import CONCEPTS, hyphenated
from ontology.generation.facts import CASUS, SKOS, Facts

OUTPUT: Final = "lexicon/weapons.json"
SCHEME: Final = f"{CONCEPTS}weapon"
ACTOR: Final = f"{BASE}actor/"


def generate() -> dict[str, str]:
    """Return the text of the list, by its path below the ontology's folder; one weapon a line."""
    facts = Facts(["weapons"])
    weapons = facts.having(f"{SKOS}inScheme", SCHEME)
    lines = ",\n".join(json.dumps(_entry(facts, iri), ensure_ascii=False) for iri in weapons)
    return {OUTPUT: f'{{"weapons": [\n{lines}\n]}}\n'}


def _entry(facts: Facts, iri: str) -> dict[str, object]:
    label = facts.one(iri, f"{SKOS}prefLabel")
    broader = facts.optional(iri, f"{SKOS}broader")
    makers = facts.all(iri, f"{CASUS}maker")
    return {
        "id": _id(facts, iri),
        "concept": facts.one(top(facts, iri), f"{SKOS}notation"),
        "broader": None if broader is None else _id(facts, broader),
        "label": label,
        "aliases": [label, *facts.all(iri, f"{SKOS}altLabel")],
        "ambiguous": facts.all(iri, f"{CASUS}ambiguousLabel"),
        "maker": makers[0].removeprefix(ACTOR) if len(makers) == 1 else None,
    }


def top(facts: Facts, iri: str) -> str:
    """Return the top concept that a weapon stands under, itself if it is one."""
    broader = facts.optional(iri, f"{SKOS}broader")
    return iri if broader is None else top(facts, broader)


def _id(facts: Facts, iri: str) -> str:
    return hyphenated(facts.one(iri, f"{SKOS}notation"))
