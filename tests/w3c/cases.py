"""The cases of the W3C's SPARQL test suites, read from their manifests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
DAWGT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
# Where the files are published: what relative IRIs in them are resolved with.
BASE: Final = "http://www.w3.org/rdf-tests/"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One test: its kind, and its node in the manifest's graph."""

    name: str
    kind: str
    node: Node
    graph: rdflib.Graph
    root: Path

    @cached_property
    def action(self) -> Node:
        """Return what is to be done."""
        return self.need(self.node, MF.action)

    @property
    def result(self) -> Node | None:
        """Return what is to come of it."""
        return self.one(self.node, MF.result)

    def one(self, subject: Node, predicate: Node) -> Node | None:
        """Return the value of a property, None where there is none."""
        return self.graph.value(subject, predicate)

    def need(self, subject: Node, predicate: Node) -> Node:
        """Return the value that a property must have."""
        found = self.one(subject, predicate)
        assert found is not None, (self.name, predicate)
        return found

    def all(self, subject: Node, predicate: Node) -> list[Node]:
        """Return the values of a property."""
        return list(self.graph.objects(subject, predicate))

    def items(self, subject: Node, predicate: Node) -> list[Node]:
        """Return the items of a list that is the value of a property."""
        found = self.one(subject, predicate)
        return [] if found is None else list(Collection(self.graph, found))

    def path(self, node: Node) -> Path:
        """Return where a file lies."""
        return self.root / str(node).removeprefix(BASE)

    def text(self, node: Node) -> str:
        """Return what a file holds."""
        with self.path(node).open(encoding="utf-8", newline="") as file:
            return file.read()


@dataclass(frozen=True, kw_only=True)
class Data:
    """What a store holds before or after: files for the unnamed graph, and for graphs by their names."""

    unnamed: tuple[Path, ...]
    named: tuple[tuple[str, Path], ...]


def cases(root: Path, manifest: str) -> Iterator[Case]:
    """Yield the cases of a manifest and of those that it includes."""
    address = rdflib.URIRef(BASE + manifest)
    graph = rdflib.Graph()
    graph.parse(root / manifest, format="turtle", publicID=str(address))
    for list_ in graph.objects(address, MF.include):
        for included in Collection(graph, list_):
            yield from cases(root, str(included).removeprefix(BASE))
    for list_ in graph.objects(None, MF.entries):
        for node in Collection(graph, list_):
            kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
            name = f"{manifest.rpartition('/')[0]}: {graph.value(node, MF.name)}"
            if graph.value(node, DAWGT.approval) not in {DAWGT.Deprecated, DAWGT.Withdrawn}:
                yield Case(name=name, kind=kind, node=node, graph=graph, root=root)


def query_data(case: Case) -> Data:
    """Return what is to be held for a query."""
    named = [(str(node), case.path(node)) for node in case.all(case.action, QT.graphData)]
    return Data(unnamed=_files(case, case.action, QT.data), named=tuple(named))


def update_data(case: Case, node: Node) -> Data:
    """Return what is to be held before or after an update."""
    named = [
        (str(case.need(about, RDFS.label)), case.path(case.need(about, UT.graph)))
        for about in case.all(node, UT.graphData)
    ]
    return Data(unnamed=_files(case, node, UT.data), named=tuple(named))


def _files(case: Case, node: Node, predicate: Node) -> tuple[Path, ...]:
    return tuple(case.path(found) for found in case.all(node, predicate))
