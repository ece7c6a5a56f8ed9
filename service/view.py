"""A store's graphs for reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, serialize
from pyoxigraph import Store as Graphs

from service.errors import NoStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples


class View:
    """A store's graphs for reading: as they are in the writing process, or as they were at a checkpoint."""

    def __init__(self, graphs: Graphs, *, base: str, sequence: int) -> None:
        self.graphs = graphs
        self.base = base
        self._sequence = sequence

    @classmethod
    def at(cls, checkpoint: Path) -> View:
        """Open a checkpoint's folder; raise `NoStore` when it is none."""
        try:
            told = json.loads((checkpoint / "checkpoint.json").read_text(encoding="utf-8"))
            graphs = Graphs.read_only(str(checkpoint / "graphs"))
        except OSError as error:
            raise NoStore(f"{checkpoint} is no checkpoint of a store: {error}") from error
        return cls(graphs, base=told["base"], sequence=told["sequence"])

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that is seen."""
        return self._sequence

    def query(
        self, sparql: str, *, union: bool = True, prefixes: dict[str, str] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Evaluate a query; raise `SyntaxError` when it is none.

        The default graph is the union of all graphs, or the unnamed graph without `union`. Prefixes that are
        given need not be declared.
        """
        return self.graphs.query(sparql, use_default_graph_as_union=union, prefixes=prefixes)

    def quads(self, graph: str) -> Iterator[Quad]:
        """Yield the quads of one graph."""
        return self.graphs.quads_for_pattern(None, None, None, NamedNode(graph))

    def nquads(self, graph: str) -> str:
        """Return a graph as N-Quads."""
        written = serialize(self.quads(graph), format=RdfFormat.N_QUADS)
        assert written is not None
        return written.decode()

    def tells_of(self, subject: str, *, graph: str) -> bool:
        """Return whether a graph says anything of a subject."""
        found = self.graphs.quads_for_pattern(NamedNode(subject), None, None, NamedNode(graph))
        return next(found, None) is not None
