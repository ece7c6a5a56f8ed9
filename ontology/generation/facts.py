"""The values of each property of each node of some Turtle files, as strings in the order of the files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology import read_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CASUS: Final = "https://w3id.org/casus/ontology#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "http://schema.org/"
DCTERMS: Final = "http://purl.org/dc/terms/"


class Facts:
    """What some Turtle files say of each node."""

    def __init__(self, names: Iterable[str]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name in names:
            for triple in read_turtle(name):
                self._values[_text(triple.subject)][triple.predicate.value].append(_text(triple.object))

    def all(self, node: str, predicate: str) -> list[str]:
        """Return the values of a property of a node, in the order of the files."""
        return list(self._values[node][predicate]) if self._has(node, predicate) else []

    def one(self, node: str, predicate: str) -> str:
        """Return the one value of a property of a node.

        Raises:
            ValueError: there is none, or more than one.
        """
        values = self.all(node, predicate)
        if len(values) != 1:
            raise ValueError(f"{node} has {len(values)} values of {predicate}")
        return values[0]

    def optional(self, node: str, predicate: str) -> str | None:
        """Return the one value of a property of a node, None where there is none.

        Raises:
            ValueError: there is more than one.
        """
        return self.one(node, predicate) if self._has(node, predicate) else None

    def having(self, predicate: str, value: str) -> Iterator[str]:
        """Yield the nodes with this value of a property, in the order of the files."""
        return (node for node, about in self._values.items() if value in about.get(predicate, ()))

    def _has(self, node: str, predicate: str) -> bool:
        return node in self._values and predicate in self._values[node]


def _text(term: NamedNode | Literal | BlankNode | Triple) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    raise ValueError(f"{term} is neither an IRI nor a literal")
