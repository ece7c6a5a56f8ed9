"""The quads that a template of an update stands for, given a solution of its pattern."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pyoxigraph as ox

from service.sparql.namespaces import NAMESPACES
from service.sparql.update_syntax import TOKEN

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

# No IRI of an update begins so: what does stands in the place of a variable.
MARK: Final = f"urn:uuid:{uuid4()}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Prologue:
    """What IRIs of an update are resolved with: its declarations so far, and the service's own."""

    text: str
    base: str

    def data(self, template: str) -> list[ox.Quad]:
        """Return the quads of a template without variables; its blank nodes are new ones.

        Raises:
            SyntaxError: it has variables, or is no template.
        """
        parsed = ox.Store()  # noqa: TID251 - in memory: the engine's parser fills nothing else
        parsed.update(f"{self.text} INSERT DATA {{ {template}\n}}", base_iri=self.base, prefixes=NAMESPACES)
        return list(parsed)

    def iri(self, written: str) -> ox.NamedNode:
        """Return an IRI that is written in full or short."""
        (quad,) = self.data(f"{written} {written} {written}")
        assert isinstance(quad.subject, ox.NamedNode)
        return quad.subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """Quads in which marked IRIs stand for variables."""

    quads: list[ox.Quad]
    variables: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def read(cls, prologue: Prologue, written: str, *, graph: ox.NamedNode | None) -> Template:
        """Return what is written; quads outside of GRAPH belong to the graph, if one is given."""
        marks: dict[str, str] = {}

        def marked(match: re.Match[str]) -> str:
            if match.lastgroup != "variable":
                return match.group()
            return f"<{marks.setdefault(match.group()[1:], f'{MARK}{len(marks)}')}>"

        quads = prologue.data(TOKEN.sub(marked, written))
        return cls(
            quads=[_inside(quad, graph) for quad in quads],
            variables={mark: name for name, mark in marks.items()},
        )

    def filled(self, value_of: Callable[[str], Term | None]) -> Iterator[ox.Quad]:
        """Yield the quads of one solution, without those that are none because of it."""
        fresh: dict[ox.BlankNode, ox.BlankNode] = {}

        def fill(term: Term | Graph) -> Term | Graph | None:
            if isinstance(term, ox.NamedNode):
                name = self.variables.get(term.value)
                return term if name is None else value_of(name)
            if isinstance(term, ox.BlankNode):
                return fresh.setdefault(term, ox.BlankNode())
            if isinstance(term, ox.Triple):
                return _triple(fill(term.subject), fill(term.predicate), fill(term.object))
            return term

        for quad in self.quads:
            triple = _triple(fill(quad.subject), fill(quad.predicate), fill(quad.object))
            graph = fill(quad.graph_name)
            if triple is not None and isinstance(graph, ox.NamedNode | ox.DefaultGraph):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _inside(quad: ox.Quad, graph: ox.NamedNode | None) -> ox.Quad:
    if graph is None or not isinstance(quad.graph_name, ox.DefaultGraph):
        return quad
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _triple(subject: object, predicate: object, object_: object) -> ox.Triple | None:
    """Return a triple, None when it would not be one: an unbound part, a literal subject and the like."""
    if (
        isinstance(subject, ox.NamedNode | ox.BlankNode)
        and isinstance(predicate, ox.NamedNode)
        and isinstance(object_, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple)
    ):
        return ox.Triple(subject, predicate, object_)
    return None
