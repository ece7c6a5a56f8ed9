"""Bringing the graphs in line with the log, after a process or a machine stopped between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from service.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pyoxigraph import Store as Graphs  # noqa: TID251 - handed over by service.store

    from loaders.iris import Iris
    from service.log import Log


def repair(graphs: Graphs, log: Log, iris: Iris, *, doubtful: Collection[str]) -> None:
    """Drop article graphs and shared nodes without a row in the log, and put back those that the log holds.

    Doubtful graphs are put back from the log whatever they hold.
    """
    _repair_articles(graphs, log, iris, doubtful)
    _repair_shared(graphs, log, iris)


def _repair_articles(graphs: Graphs, log: Log, iris: Iris, doubtful: Collection[str]) -> None:
    spare, lost = log.differing(_article_graphs(graphs, iris, doubtful))
    for graph in {*spare, *doubtful}:
        graphs.remove_graph(NamedNode(graph))
    for graph, seq in lost:
        graphs.update(transaction(drop=[graph], came=[log.content(seq).came]))


def _article_graphs(graphs: Graphs, iris: Iris, doubtful: Collection[str]) -> Iterator[str]:
    """Yield the article graphs that are there, but for the doubtful ones."""
    for name in graphs.named_graphs():
        is_article = isinstance(name, NamedNode) and name.value.startswith(iris.article_graphs)
        if is_article and name.value not in doubtful:
            yield name.value


def _repair_shared(graphs: Graphs, log: Log, iris: Iris) -> None:
    present = _subjects(graphs, iris.local_graph) | _subjects(graphs, iris.run_graph)
    authority = NamedNode(iris.authority_graph)
    wanted = {subject for subject in log.shared_subjects() if not _tells_of(graphs, subject, authority)}
    for graph in (iris.local_graph, iris.run_graph):
        for subject in sorted(present - wanted):
            for quad in list(graphs.quads_for_pattern(NamedNode(subject), None, None, NamedNode(graph))):
                graphs.remove(quad)
    missing = [log.shared_node(subject).quads for subject in sorted(wanted - present)]
    if missing:
        graphs.update(transaction(drop=[], came=missing))


def _tells_of(graphs: Graphs, subject: str, graph: NamedNode) -> bool:
    return next(graphs.quads_for_pattern(NamedNode(subject), None, None, graph), None) is not None


def _subjects(graphs: Graphs, graph: str) -> set[str]:
    found = graphs.quads_for_pattern(None, None, None, NamedNode(graph))
    return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
