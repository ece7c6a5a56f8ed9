"""Triples as the descriptions write them: prefixed names in, RDF terms out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES: Final = {
    **NAMESPACES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
MEDIA: Final = "https://www.iana.org/assignments/media-types/"
Value = str | int | ox.NamedNode | ox.Literal


def iri(name: str) -> ox.NamedNode:
    """Return what a prefixed name or an IRI stands for."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else name)


def told(subject: str, said: dict[str, Value | list[Value] | None]) -> Iterator[ox.Triple]:
    """Yield what is said of a subject by property; texts are in English, None says nothing."""
    for name, values in said.items():
        for value in values if isinstance(values, list) else [values]:
            if value is not None:
                yield ox.Triple(ox.NamedNode(subject), iri(name), _term(value))


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, str):
        return ox.Literal(value, language="en")
    return ox.Literal(value) if isinstance(value, int) else value


def typed(text: str, name: str) -> ox.Literal:
    """Return a literal of a datatype."""
    return ox.Literal(text, datatype=iri(name))
