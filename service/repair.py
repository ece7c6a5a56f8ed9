"""Bringing the graphs in line with the log, after a process or a machine stopped between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from service.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Collection

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
    counted = {change.graph: change.seq for change in log.held()}
    present = {
        name.value
        for name in graphs.named_graphs()
        if isinstance(name, NamedNode) and name.value.startswith(iris.article_graphs)
    }
    sound = (present & counted.keys()) - set(doubtful)
    for graph in sorted(present - sound):
        graphs.remove_graph(NamedNode(graph))
    for graph in sorted(counted.keys() - sound):
        graphs.update(transaction(drop=[graph], came=[log.content(counted[graph]).came]))


def _repair_shared(graphs: Graphs, log: Log, iris: Iris) -> None:
    counted = {node.subject: node for node in log.shared()}
    present = _subjects(graphs, iris.local_graph) | _subjects(graphs, iris.run_graph)
    authority = NamedNode(iris.authority_graph)
    wanted = {subject for subject in counted if not _tells_of(graphs, subject, authority)}
    for graph in (iris.local_graph, iris.run_graph):
        for subject in sorted(present - wanted):
            for quad in list(graphs.quads_for_pattern(NamedNode(subject), None, None, NamedNode(graph))):
                graphs.remove(quad)
    missing = [counted[subject].quads for subject in sorted(wanted - present)]
    if missing:
        graphs.update(transaction(drop=[], came=missing))


def _tells_of(graphs: Graphs, subject: str, graph: NamedNode) -> bool:
    return next(graphs.quads_for_pattern(NamedNode(subject), None, None, graph), None) is not None


def _subjects(graphs: Graphs, graph: str) -> set[str]:
    found = graphs.quads_for_pattern(None, None, None, NamedNode(graph))
    return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
