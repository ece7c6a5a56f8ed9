"""The namespaces that a query need not declare."""

from __future__ import annotations

from typing import Final

from service.sparql.tokens import Token, tokens

CASUS: Final = "https://w3id.org/casus/ontology#"
NAMESPACES: Final = {
    "casus": CASUS,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


WRITTEN: Final = tuple(f"{prefix}:" for prefix in NAMESPACES)


def may_use_prefixes(query: str) -> bool:
    """Return whether a query may hold a prefix that need not be declared; quick, and seldom wrong."""
    return any(prefix in query for prefix in WRITTEN) or "\\" in query


def predeclared(query: str) -> list[str]:
    """Return the prefixes that a query uses without declaring them, in order."""
    if not may_use_prefixes(query):
        return []
    found = list(tokens(query))
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    return sorted((used & NAMESPACES.keys()) - declared(found).keys())


def declared(found: list[Token]) -> dict[str, str]:
    """Return the prefixes that a query declares, and the IRIs that they stand for."""
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.text.endswith(":") and iri.kind == "iri"
    }
