"""Which graphs an export takes, and which of them leave as references only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loaders.iris import Iris
from ontology import terms
from service.rights import REFERENCE, Rights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from service.store import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What leaves of a store: its own graphs or some of its article graphs, the withheld as references.

    `articles` are the names of the article graphs that are taken, None for all. Graphs that outsiders wrote
    are theirs and do not leave.
    """

    iris: Iris
    articles: frozenset[str] | None
    withheld: frozenset[str]
    is_whole: bool

    @classmethod
    def of(cls, view: View, *, articles: Collection[str] | None = None, is_bare: bool = False) -> Selection:
        """Return the selection of some article graphs, or of all, by the rights that the store tells."""
        iris = Iris(view.base)
        withheld = frozenset(_withheld(view, Rights.of(view)))
        foreign = not is_bare and any(not _is_own(graph, iris) for graph in _graphs(view))
        return cls(
            iris=iris,
            articles=None if articles is None else frozenset(articles),
            withheld=withheld,
            is_whole=articles is None and not withheld and not foreign,
        )

    def takes(self, quad: ox.Quad) -> bool:
        """Return whether a quad leaves."""
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if graph in self.withheld and not _is_reference(quad, graph):
            return False
        if graph.startswith(self.iris.article_graphs):
            return self.articles is None or graph in self.articles
        return graph.startswith(f"{self.iris.base}graph/")

    def quads(self, view: View) -> Iterator[ox.Quad]:
        """Yield what leaves, graph by graph where some were chosen."""
        if self.articles is None:
            found = view.graphs.quads_for_pattern(None, None, None, None)
            yield from found if self.is_whole else filter(self.takes, found)
            return
        own = (name for name in _graphs(view) if not name.startswith(self.iris.article_graphs))
        for graph in (*sorted(self.articles), *own):
            yield from filter(self.takes, view.quads(graph))


def _is_reference(quad: ox.Quad, graph: str) -> bool:
    """Return whether a quad names its article: the graph of an article has the article's id in its name."""
    assert isinstance(quad.subject, ox.NamedNode)
    version = graph.rpartition("/")[0].rpartition("/")[2]
    return quad.subject.value.endswith(f"/article/{version}") and str(quad.predicate) in REFERENCE


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
