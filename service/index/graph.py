"""Quads as they are asked for one node at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

CASUS: Final = "https://w3id.org/casus/ontology#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Graph:
    """Quads, found by subject and property; values as strings, in the order in which they were said."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            self._values[quad.subject.value][quad.predicate.value].append(quad.object.value)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, given by its local name in the ontology or its IRI."""
        known = self._values.get(subject)
        return [] if known is None else known.get(name if ":" in name else CASUS + name, [])

    def value(self, subject: str, name: str) -> str | None:
        """Return the first value of a property, None without one."""
        return next(iter(self.values(subject, name)), None)

    def number(self, subject: str, name: str) -> int | None:
        """Return the integer that a property has, None without one."""
        found = self.value(subject, name)
        return None if found is None else int(found)

    def of_type(self, name: str) -> list[str]:
        """Return the subjects of a class of the ontology."""
        return [subject for subject, known in self._values.items() if CASUS + name in known.get(RDF_TYPE, ())]


def local_id(iri: str) -> str:
    """Return the last segment of an IRI, as an id."""
    return unquote(iri.rpartition("/")[2])


def notation(iri: str | None) -> str | None:
    """Return the notation of a concept, from its IRI."""
    return None if iri is None else local_id(iri).replace("-", "_")
