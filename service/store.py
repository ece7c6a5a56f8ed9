"""The store: article graphs in an embedded Oxigraph, written by one process, each change logged."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import Store as Graphs

from loaders.iris import Iris, article_key
from service.arrivals import Arrival, Outcome
from service.base import is_bare, keep_bare, kept_base
from service.commit import REWRITING, commit, doubtful
from service.errors import AlreadyWithdrawn, ReadOnlyCopy, StoreFailed, UnknownArticle
from service.inputs import Inputs
from service.likenesses import Likenesses
from service.lock import WriterLock
from service.log import Action, Change, Log
from service.planning import Planner, apart
from service.recollection import Recollection
from service.repair import repair
from service.republication import see
from service.texts import Texts
from service.view import View
from service.vocabulary import refresh
from service.writes import FLUSHED, UNFLUSHED, catch_up, net

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from service.commit import Planned
    from service.inputs import Input, Summary
    from service.log import Content, Entry
    from service.writes import Net, Write

__all__ = ["Arrival", "Outcome", "Store", "View"]

# The address of the service whose store this one is a copy of.
ORIGIN: Final = "origin"


class Store(View):
    """A store opened for writing; `open` makes one where there is none. Safe to use from several threads."""

    def __init__(  # noqa: PLR0913 - its files
        self,
        folder: Path,
        graphs: Graphs,
        log: Log,
        texts: Texts,
        *,
        inputs: Inputs,
        likenesses: Likenesses,
        base: str,
    ) -> None:
        super().__init__(graphs, base=base, sequence=log.sequence)
        self._recollection = Recollection(log, inputs)
        self.folder = folder
        self.log = log
        self.texts = texts
        self.is_bare = is_bare(log)
        self.origin = log.meta(ORIGIN)
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._iris = Iris(base)
        self._likenesses = likenesses
        # A view of its own: the engine closes its files when the last reference to it goes.
        view = View(graphs, base=base, sequence=log.sequence)
        self._planner = Planner(view, log, texts, likenesses, self._iris)
        self._is_behind = False
        self._written = 0
        self._files = ExitStack()
        self._writing = RLock()

    @classmethod
    def open(cls, folder: Path, *, base: str | None = None, bare: bool = False) -> Self:
        """Open the store in a folder for writing, making it when it is not there.

        A store that was left in the middle of a change is put in order; its ontology and authority graphs are
        replaced when the package's have changed. One that is made `bare` has no graphs of its own.

        Raise `StoreLocked` when another process writes to it, `BaseMismatch` when it has another base or is
        no bare one, `StoreFailed` when its files cannot be used.
        """
        with failures(folder), ExitStack() as files:
            folder.mkdir(parents=True, exist_ok=True)
            files.callback(WriterLock(folder).release)
            log = Log(folder / "log.sqlite")
            files.callback(log.close)
            texts = Texts(folder / "texts.sqlite")
            files.callback(texts.close)
            inputs = Inputs(folder / "inputs.sqlite")
            files.callback(inputs.close)
            likenesses = Likenesses(folder / "likenesses.sqlite")
            files.callback(likenesses.close)
            keep_bare(log, asked=bare)
            kept = kept_base(log, base)
            store = cls(
                folder,
                Graphs(str(folder / "graphs")),
                log,
                texts,
                inputs=inputs,
                likenesses=likenesses,
                base=kept,
            )
            if not store.is_bare:
                refresh(store.graphs, log, kept)
                store.repair()
            catch_up(store.graphs, log)
            see(likenesses, log, texts)
            store._files = files.pop_all()
        return store

    def owns(self, graph: str) -> bool:
        """Return whether a graph is the service's own, which outsiders do not write."""
        return not self.is_bare and graph.startswith(self.base)

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this: article version, run and all that was told of it."""
        held = self._planner.held(key)
        return held is not None and (held.graph, held.digest) == (graph, digest)

    def put(self, arrival: Arrival) -> Outcome:
        """Store an article in place of any other version of it, and log it; raise `StoreFailed` if not."""
        return self.put_all([arrival])[0]

    def put_all(self, arrivals: Iterable[Arrival]) -> list[Outcome]:
        """Store articles as `put` does, one after the other, but in as few transactions as can be.

        What a process that dies leaves is some of the first of them, each whole. Raise `StoreFailed` when one
        cannot be stored: those before it may be.
        """
        with self._writing, failures(self.folder):
            self._refuse_on_a_copy()
            return [
                outcome for group in apart(arrivals, key=attrgetter("key")) for outcome in self._put(group)
            ]

    def recall(self, name: str) -> Summary | None:
        """Return what an input holds, if an earlier load took it in and all is held as it came; else None."""
        with failures(self.folder):
            return self._recollection.recall(name)

    def remember(self, inputs: Iterable[Input]) -> None:
        """Keep in mind which inputs were taken in whole."""
        with self._writing, failures(self.folder):
            self._recollection.remember(inputs, sequence=self._sequence)

    def withdraw(self, name: str, reason: str) -> Change:
        """Take an article, named by IRI or address, out of the graph, and return the log's row.

        Raise `UnknownArticle` when it was never held, `AlreadyWithdrawn` when it is held no more.
        """
        with self._writing, failures(self.folder):
            self._refuse_on_a_copy()
            last = self.log.last(self.log.key_of(name) or _key(name))
            if last is None:
                raise UnknownArticle(f"no article is or was held as {name}")
            if last.action is Action.WITHDRAW:
                raise AlreadyWithdrawn(f"{name} was withdrawn on {last.time[:10]}: {last.reason}")
            with self._likenesses.changing():
                return self._commit(self._planner.withdrawal(last, reason))[0]

    def write_graphs(self, write: Write, *, reason: str) -> tuple[int, Net]:
        """Write graphs of outsiders; return the number of the newest change then, and what was changed.

        Raise `OwnGraph` or `WriteTooLarge` when nothing is written, `StoreFailed` when the next write or the
        next start has to do it.
        """
        with self._writing, failures(self.folder):
            self._refuse_on_a_copy()
            if self._is_behind:
                catch_up(self.graphs, self.log)
                self._is_behind = False
            write.condition()
            found = net(self.graphs, write, owns=self.owns)
            if found:
                change = self.log.append_write(found.content(), found.fates, reason=reason, time=self._now())
                self._is_behind = True
                self._sequence = change.seq
                found.apply(self.graphs)
                self._is_behind = False
                self._flush_now_and_then()
            return self._sequence, found

    def copy_from(self, origin: str) -> None:
        """Make this store a copy, for good, of the one that a service serves.

        Raise `ReadOnlyCopy` when it is a copy of another, or holds articles of its own.
        """
        with self._writing, failures(self.folder):
            if self.origin is None and self.sequence > 0:
                raise ReadOnlyCopy("the store holds articles of its own: a copy begins with an empty store")
            if self.origin not in {None, origin}:
                raise ReadOnlyCopy(f"the store is a copy of {self.origin}, not of {origin}")
            self.log.set_meta(ORIGIN, origin)
            self.origin = origin

    def replay(self, changes: Iterable[tuple[Entry, Content]]) -> None:
        """Take over changes of the store that this one is a copy of, as their rows tell them.

        What a process that dies leaves is some of the first of them, each whole. Those that are there already
        are passed over. Raise `ReadOnlyCopy` when this is no copy, `StoreFailed` when one cannot be stored.
        """
        with self._writing, failures(self.folder):
            if self.origin is None:
                raise ReadOnlyCopy("the store is no copy: it takes no changes of another")
            new = (one for one in changes if (one[0].seq or 0) > self._sequence)
            for group in apart(new, key=lambda one: one[0].key):
                self._commit([self._planner.copied(entry, content) for entry, content in group])

    def repair(self) -> None:
        """Make the graphs what the log says: drop what has no row, put back what is missing."""
        self._planner.forget()
        repair(self.graphs, self.log, self._iris, doubtful=doubtful(self.log))
        if doubtful(self.log):
            self.log.set_meta(REWRITING, "")

    def checkpoint(self, folder: Path) -> None:
        """Write what the store holds now to a new folder that `View.at` opens; hard links, so quick."""
        with self._writing, failures(self.folder):
            folder.mkdir(parents=True)
            self.graphs.backup(folder / "graphs")
            told = {"base": self.base, "sequence": self.sequence}
            (folder / "checkpoint.json").write_text(json.dumps(told), encoding="utf-8")

    def close(self) -> None:
        """Close the files and give the lock back."""
        with self._writing, self._files, failures(self.folder):
            self._flush()
            # The engine closes its files when the last reference goes.
            del self.graphs, self._planner

    def _refuse_on_a_copy(self) -> None:
        if self.origin is not None:
            raise ReadOnlyCopy(f"the store is a read-only copy of {self.origin}: write there")

    def _flush(self) -> None:
        self.graphs.flush()
        if not self._is_behind:
            self.log.set_meta(FLUSHED, str(self._sequence))

    def _flush_now_and_then(self) -> None:
        self._written += 1
        if self._written % UNFLUSHED == 0:
            self._flush()

    def _now(self) -> str:
        return self.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _put(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """Store articles of different keys together."""
        with self._likenesses.changing():
            planned, outcomes = self._planner.arrivals(arrivals)
            if planned:
                self._commit(planned)
        return outcomes

    def _commit(self, planned: Sequence[Planned]) -> list[Change]:
        try:
            changes = commit(self.graphs, self.log, planned, time=self._now())
        except (OSError, StoreFailed):
            # Without its row no change counts. If this fails too, the next start does it.
            with suppress(OSError, StoreFailed):
                self.repair()
            raise
        self._sequence = changes[-1].seq
        self._likenesses.seen(self._sequence)
        return changes


@contextmanager
def failures(folder: Path) -> Generator[None]:
    """Tell a failure of the store's files as `StoreFailed`."""
    try:
        yield
    except OSError as error:
        raise StoreFailed(f"the store {folder} could not be used: {error}") from error


def _key(address: str) -> str:
    try:
        return article_key(address, "")
    except ValueError:
        raise UnknownArticle(f"{address!r} is neither an article's IRI nor an address") from None
