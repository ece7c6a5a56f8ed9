"""Which graphs an export of the whole takes, and which of them leave as references only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loaders.iris import Iris
from ontology import terms
from service.rights import Rights, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.store import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What leaves of a whole store: its own graphs, those of withheld articles as references.

    Graphs that outsiders wrote are theirs and do not leave.
    """

    iris: Iris
    withheld: frozenset[str]
    is_whole: bool

    @classmethod
    def of(cls, view: View, *, is_bare: bool = False) -> Selection:
        """Return the selection by the rights that the store tells."""
        iris = Iris(view.base)
        withheld = frozenset(_withheld(view, Rights.of(view)))
        foreign = not is_bare and any(not _is_own(graph, iris) for graph in _graphs(view))
        return cls(iris=iris, withheld=withheld, is_whole=not withheld and not foreign)

    def takes(self, quad: ox.Quad) -> bool:
        """Return whether a quad leaves as it is."""
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        return self.is_whole or (_is_own(graph, self.iris) and graph not in self.withheld)

    def quads(self, view: View) -> Iterator[ox.Quad]:
        """Yield what leaves."""
        yield from filter(self.takes, view.graphs.quads_for_pattern(None, None, None, None))
        for graph in sorted(self.withheld):
            yield from ox.parse(reference(view.nquads(graph)).encode(), ox.RdfFormat.N_QUADS)


def _withheld(view: View, rights: Rights) -> Iterator[str]:
    for source in sorted(rights.reference_only):
        for quad in view.graphs.quads_for_pattern(None, terms.publisher, ox.NamedNode(source), None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value


def _graphs(view: View) -> Iterator[str]:
    for name in view.graphs.named_graphs():
        if isinstance(name, ox.NamedNode):
            yield name.value
    if next(view.graphs.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
        yield ""


def _is_own(graph: str, iris: Iris) -> bool:
    return graph.startswith(f"{iris.base}graph/")
