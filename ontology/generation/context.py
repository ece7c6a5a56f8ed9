"""The JSON-LD context: every property under its own name, with the type of its values."""

from __future__ import annotations

import json
from typing import Final

from ontology import VOCABULARY
from ontology.generation.facts import CASUS, RDFS, SKOS, Facts
from ontology.generation.terms import classes, properties

OUTPUT: Final = "context.jsonld"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PREFIXES: Final = {
    "casus": CASUS,
    "concept": "https://w3id.org/casus/concept/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}
# Terms of SKOS that concepts, actors and places use: those with nodes and those with texts as their values.
SKOS_LINKS: Final = (
    "broader",
    "inScheme",
    "topConceptOf",
    "exactMatch",
    "closeMatch",
    "broadMatch",
    "relatedMatch",
)
SKOS_TEXTS: Final = ("prefLabel", "altLabel", "definition", "scopeNote")

Definition = str | dict[str, object]


def generate() -> dict[str, str]:
    """Return the text of the context, by its path below the ontology's folder."""
    facts = Facts(VOCABULARY)
    context: dict[str, Definition | float] = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
    context |= {iri.removeprefix(CASUS): _short(iri) for iri in classes(facts)}
    context |= {iri.removeprefix(CASUS): _definition(facts, iri) for iri in properties(facts)}
    context |= {name: {"@id": f"skos:{name}", "@type": "@id"} for name in SKOS_LINKS}
    context |= {name: {"@id": f"skos:{name}", "@container": "@language"} for name in SKOS_TEXTS}
    context["notation"] = "skos:notation"
    return {OUTPUT: json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n"}


def _definition(facts: Facts, iri: str) -> Definition:
    found: dict[str, object] = {"@id": _short(iri)}
    values = facts.one(iri, f"{RDFS}range")
    if values == LANG_STRING:
        return found | {"@container": "@language"}
    if values != f"{XSD}string":
        found["@type"] = values.replace(XSD, "xsd:") if values.startswith(XSD) else "@id"
    if facts.optional(iri, f"{CASUS}maxCount") is None:
        found["@container"] = "@set"
    return found


def _short(iri: str) -> str:
    return iri.replace(CASUS, "casus:")
