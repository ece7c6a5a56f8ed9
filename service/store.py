"""The store: article graphs in an embedded Oxigraph, written by one process, each change logged."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import RLock
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import NamedNode, RdfFormat, serialize
from pyoxigraph import Store as Graphs

from service.errors import AlreadyWithdrawn, NoStore, StoreFailed, UnknownArticle
from service.lock import WriterLock
from service.log import Action, Change, Content, Entry, Log, SharedNode
from service.texts import Texts, text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples

DEFAULT_BASE: Final = "https://w3id.org/casus/id/"


class Outcome(StrEnum):
    """What a store did with an arrival."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One article version as one run read it, ready to be stored; quads are N-Quads in the article's graph.

    `digest` covers all that the extraction was given, so that an equal one means equal quads.
    """

    key: str
    article: str
    graph: str
    run: str
    digest: str
    text: str
    quads: str
    shared: tuple[SharedNode, ...] = ()


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

    def query(self, sparql: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Evaluate a query; raise `SyntaxError` when it is none.

        The default graph is the union of all graphs, or the unnamed graph without `union`.
        """
        return self.graphs.query(sparql, use_default_graph_as_union=union)

    def quads(self, graph: str) -> Iterator[Quad]:
        """Yield the quads of one graph."""
        return self.graphs.quads_for_pattern(None, None, None, NamedNode(graph))


class Store(View):
    """A store opened for writing; `open` makes one where there is none. Safe to use from several threads."""

    def __init__(self, folder: Path, lock: WriterLock, graphs: Graphs, log: Log, base: str) -> None:
        super().__init__(graphs, base=base, sequence=log.sequence)
        self.folder = folder
        self.log = log
        self.texts = Texts(folder / "texts.sqlite")
        self._lock = lock
        self._writing = RLock()

    @classmethod
    def open(cls, folder: Path, *, base: str | None = None) -> Self:
        """Open the store in a folder for writing, making it when it is not there.

        Raise `StoreLocked` when another process writes to it, `BaseMismatch` when it has another base.
        """
        folder.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(folder)
        log = Log(folder / "log.sqlite")
        kept = log.meta("base") or base or DEFAULT_BASE
        log.set_meta("base", kept)
        return cls(folder, lock, Graphs(str(folder / "graphs")), log, kept)

    @property
    def sequence(self) -> int:
        """Return the number of the newest change."""
        return self.log.sequence

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this: article version, run and all that was told of the article."""
        last = self.log.last(key)
        return last is not None and last.action is not Action.WITHDRAW and (last.graph, last.digest) == (graph, digest)

    def put(self, arrival: Arrival) -> Outcome:
        """Store an article in place of any other version of it, and log it; raise `StoreFailed` when it cannot."""
        raise NotImplementedError

    def withdraw(self, name: str, reason: str) -> Change:
        """Take an article, named by IRI or address, out of the graph and log why.

        Raise `UnknownArticle` when it was never held, `AlreadyWithdrawn` when it is held no more.
        """
        raise NotImplementedError

    def checkpoint(self, folder: Path) -> None:
        """Write what the store holds now to a new folder that `View.at` opens; hard links, so quick and small."""
        with self._writing:
            folder.mkdir(parents=True)
            self.graphs.backup(folder / "graphs")
            told = {"base": self.base, "sequence": self.sequence}
            (folder / "checkpoint.json").write_text(json.dumps(told), encoding="utf-8")

    def close(self) -> None:
        """Close the files and give the lock back."""
        self.log.close()
        self.texts.close()
        self._lock.release()
