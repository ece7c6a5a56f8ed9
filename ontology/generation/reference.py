"""The readable reference of the ontology, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ontology import VOCABULARY
from ontology.concepts import CONCEPTS
from ontology.generation.facts import CASUS, OWL, RDFS, SCHEMA, SKOS, Facts
from ontology.generation.terms import ONTOLOGY, classes, own_schemes, properties
from ontology.generation.weapons import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUTPUT: Final = "reference.md"
PREFIXES: Final = {
    CASUS: "casus:",
    RDFS: "rdfs:",
    SKOS: "skos:",
    SCHEMA: "schema:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/ns/dcat#": "dcat:",
    "http://xmlns.com/foaf/0.1/": "foaf:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.opengis.net/ont/geosparql#": "geo:",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem:",
}
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "relatedMatch")

_HEAD: Final = """# Reference of the ontology

Generated from the Turtle in this folder by `python -m ontology.generate`. Prefix `casus:` is
`https://w3id.org/casus/ontology#`; a concept is `https://w3id.org/casus/concept/{scheme}/{notation}`, with
hyphens where the notation has underscores. All nodes have IRIs. Version %s.
"""


def generate() -> dict[str, str]:
    """Return the text of the reference, by its path below the ontology's folder."""
    facts = Facts(VOCABULARY)
    lines = [
        _HEAD % facts.one(ONTOLOGY, f"{OWL}versionInfo"),
        "## Classes\n",
        *(line for iri in classes(facts) for line in _class(facts, iri)),
        "## Properties\n\nA property's domain, range and number of values; `n` is any number.\n",
        *(line for iri in properties(facts) for line in _property(facts, iri)),
        "## Code lists\n",
        *(line for iri in own_schemes(facts) if iri != SCHEME for line in _scheme(facts, iri)),
        f"## Weapons\n\n{facts.one(SCHEME, f'{SKOS}definition')} Behind each its maker and other names.\n",
        *(line for iri in facts.all(SCHEME, f"{SKOS}hasTopConcept") for line in _weapon(facts, iri, 0)),
    ]
    return {OUTPUT: "\n".join(lines) + "\n"}


def _class(facts: Facts, iri: str) -> Iterator[str]:
    yield f"### {_short(iri)}\n\n{facts.one(iri, f'{RDFS}comment')}\n"
    supers = facts.all(iri, f"{RDFS}subClassOf")
    if supers:
        yield f"Subclass of {_codes(supers)}.\n"
    yield f"    {facts.one(iri, f'{SKOS}example')}\n"


def _property(facts: Facts, iri: str) -> Iterator[str]:
    domains = facts.all(iri, f"{RDFS}domain") + facts.all(iri, f"{SCHEMA}domainIncludes")
    least = facts.one(iri, f"{CASUS}minCount")
    most = facts.optional(iri, f"{CASUS}maxCount") or "n"
    count = least if least == most else f"{least}..{most}"
    yield f"### {_short(iri)}\n\n{facts.one(iri, f'{RDFS}comment')}\n"
    yield f"{_codes(domains)} → {_codes(facts.all(iri, f'{RDFS}range'))}, {count}\n"
    yield f"    {facts.one(iri, f'{SKOS}example')}\n"


def _scheme(facts: Facts, iri: str) -> Iterator[str]:
    yield f"### {facts.one(iri, f'{SKOS}notation')}\n\n{facts.one(iri, f'{SKOS}definition')}\n"
    yield from (f"{note}\n" for note in facts.all(iri, f"{SKOS}scopeNote"))
    yield "| notation | label | definition | elsewhere |\n| --- | --- | --- | --- |"
    for concept in facts.all(iri, f"{SKOS}hasTopConcept"):
        text = " ".join(facts.all(concept, f"{SKOS}definition") + facts.all(concept, f"{SKOS}scopeNote"))
        row = (
            f"`{facts.one(concept, f'{SKOS}notation')}`",
            facts.one(concept, f"{SKOS}prefLabel"),
            text,
            _outside(facts, concept),
        )
        yield f"| {' | '.join(row)} |"
    yield ""


def _outside(facts: Facts, concept: str) -> str:
    found = (iri for match in MATCHES for iri in facts.all(concept, f"{SKOS}{match}"))
    return ", ".join(_code_elsewhere(facts, iri) for iri in found)


def _code_elsewhere(facts: Facts, iri: str) -> str:
    scheme = iri.removeprefix(CONCEPTS).split("/")[0]
    return f"{scheme} {facts.one(iri, f'{SKOS}notation')}"


def _weapon(facts: Facts, iri: str, depth: int) -> Iterator[str]:
    names = facts.all(iri, f"{SKOS}altLabel")
    also = f" Also: {', '.join(names)}." if names else ""
    makers = [maker.rsplit("/", 1)[1] for maker in facts.all(iri, f"{CASUS}maker")]
    made = f" ({', '.join(makers)})" if makers else ""
    label, notation = facts.one(iri, f"{SKOS}prefLabel"), facts.one(iri, f"{SKOS}notation")
    yield f"{'  ' * depth}- **{label}** `{notation}`{made}: {facts.one(iri, f'{SKOS}definition')}{also}"
    for narrower in facts.having(f"{SKOS}broader", iri):
        yield from _weapon(facts, narrower, depth + 1)


def _codes(iris: Iterable[str]) -> str:
    return ", ".join(f"`{_short(iri)}`" for iri in iris)


def _short(iri: str) -> str:
    for namespace, prefix in PREFIXES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri
