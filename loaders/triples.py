"""Building RDF: an ordered set of triples that becomes the quads of one graph."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Value = str | bool | int | Decimal | date | datetime


@lru_cache(maxsize=4096)
def node(iri: str) -> NamedNode:
    """Return an IRI as an RDF term."""
    return NamedNode(iri)


def literal(value: Value) -> Literal:
    """Return a value as a typed literal in canonical form; a datetime is told in UTC."""
    match value:
        case bool() | int() | str():
            return Literal(value)
        case Decimal():
            return Literal(f"{value.normalize():f}", datatype=node(f"{XSD}decimal"))
        case datetime():
            return Literal(value.isoformat().replace("+00:00", "Z"), datatype=node(f"{XSD}dateTime"))
        case date():
            return Literal(value.isoformat(), datatype=node(f"{XSD}date"))


class Triples:
    """Triples in the order in which they were first said, each once."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, NamedNode, NamedNode | Literal], None] = {}

    def link(self, subject: str, predicate: NamedNode, *objects: str | NamedNode) -> None:
        """Say that the subject has each of these IRIs as a value."""
        for iri in objects:
            self._said[subject, predicate, node(iri) if isinstance(iri, str) else iri] = None

    def tell(
        self, subject: str, predicate: NamedNode, value: Value | None, *, language: str | None = None
    ) -> None:
        """Say that the subject has this literal value; None says nothing."""
        if value is None:
            return
        term = literal(value) if language is None else Literal(str(value), language=language)
        self._said[subject, predicate, term] = None

    def quads(self, graph: str) -> tuple[Quad, ...]:
        """Return what was said, in one graph."""
        return tuple(Quad(node(s), p, o, node(graph)) for s, p, o in self._said)
