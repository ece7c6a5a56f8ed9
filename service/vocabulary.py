"""The graphs that come with the package: the ontology with its code lists, and the authority data."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from loaders.iris import Iris
from ontology.graphs import authority_triples, ontology_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from pyoxigraph import Store as Graphs  # noqa: TID251 - handed over by service.store
    from pyoxigraph import Triple

    from service.log import Log

VOCABULARY: Final = "vocabulary"


def refresh(graphs: Graphs, log: Log, base: str) -> None:
    """Write the package's ontology and authority graphs to a store that lacks them or has other ones.

    A start that was stopped in the middle does it again: the log is told last.
    """
    told = packaged()
    if log.meta(VOCABULARY) == told:
        return
    iris = Iris(base)
    _replace(graphs, iris.ontology_graph, ontology_triples(base))
    _replace(graphs, iris.authority_graph, authority_triples(base))
    log.set_meta(VOCABULARY, told)


@cache
def packaged() -> str:
    """Return a digest of the Turtle files that come with the package, and of the code that reads them."""
    sha = hashlib.sha256()
    for content in _contents(files("ontology")):
        sha.update(hashlib.sha256(content).digest())
    return sha.hexdigest()


def _replace(graphs: Graphs, graph: str, triples: Iterable[Triple]) -> None:
    name = NamedNode(graph)
    graphs.remove_graph(name)
    graphs.extend(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _contents(entry)
        elif entry.name.endswith((".ttl", ".py")):
            yield entry.read_bytes()
