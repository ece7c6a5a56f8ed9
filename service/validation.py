"""Whether a store is in order: SHACL over its article graphs, and no triple in two graphs, no blank node."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

import pyshacl
from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, serialize
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from loaders.iris import Iris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib.term import Node

    from service.store import View

VALIDATE: Final = cast("Callable[..., tuple[bool, object, str]]", pyshacl.validate)  # pyright: ignore[reportUnknownMemberType]
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
# Articles validated at a time: about 50,000 triples as rdflib holds them, some 100 MB.
BATCH: Final = 100
DOUBLED: Final = """
SELECT ?s ?p ?o (COUNT(*) AS ?graphs) WHERE { GRAPH ?g { ?s ?p ?o } }
GROUP BY ?s ?p ?o HAVING (COUNT(*) > 1) ORDER BY ?s ?p ?o
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """Something that is not as it must be: which node, what of it, and why."""

    node: str
    path: str | None
    message: str


def violations(view: View) -> Iterator[Violation]:
    """Yield what is not in order in a store, nothing when all is."""
    yield from misplaced(view)
    iris = Iris(view.base)
    shapes = _graph((files("ontology") / "shapes.ttl").read_bytes(), "turtle")
    graphs = [iris.local_graph, iris.run_graph, *_article_graphs(view, iris)]
    remaining = iter(graphs)
    while batch := list(islice(remaining, BATCH)):
        yield from _batch_violations(view, shapes, batch)


def misplaced(view: View) -> Iterator[Violation]:
    """Yield each triple that stands in more than one graph, and each blank node."""
    solutions = view.query(DOUBLED)
    assert isinstance(solutions, QuerySolutions)
    for found in solutions:
        message = f"stands in {found['graphs'].value} graphs: {found['o']}"
        yield Violation(node=found["s"].value, path=found["p"].value, message=message)
    for quad in view.graphs:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            yield Violation(node=str(quad.subject), path=quad.predicate.value, message="a blank node")


def _article_graphs(view: View, iris: Iris) -> list[str]:
    names = (name.value for name in view.graphs.named_graphs())
    return sorted(name for name in names if name.startswith(iris.article_graphs))


def _batch_violations(view: View, shapes: Graph, batch: list[str]) -> Iterator[Violation]:
    quads = [quad for graph in batch for quad in view.quads(graph)]
    subjects = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
    if not subjects:
        return
    outside = _outside(view, quads)
    data = _graph(_ntriples([*quads, *outside]), "nt")
    _, report, _ = VALIDATE(data, shacl_graph=shapes, focus_nodes=subjects, inplace=True)
    assert isinstance(report, Graph)
    yield from sorted(_told(report), key=lambda found: (found.node, found.path or "", found.message))


def _outside(view: View, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what other graphs say of the nodes that these quads refer to: their classes and schemes."""
    quads = list(quads)
    inside = {quad.subject for quad in quads}
    referred = {quad.object for quad in quads if isinstance(quad.object, NamedNode)} - inside
    for node in referred:
        assert isinstance(node, NamedNode)
        yield from view.graphs.quads_for_pattern(node, None, None)


def _told(report: Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        yield Violation(
            node=str(report.value(result, SH.focusNode)),
            path=None if path is None else str(path),
            message=_message(report, result),
        )


def _message(report: Graph, result: Node) -> str:
    return "; ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage)))


def _ntriples(quads: Iterable[Quad]) -> bytes:
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def _graph(content: bytes, name: str) -> Graph:
    graph = Graph()
    graph.parse(data=content, format=name)
    return graph
