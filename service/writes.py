"""What outsiders write: quads that come to and go from graphs that are not the service's own.

The row of the log comes first and holds all of it; graphs that are behind their rows are brought up to them
when the store is opened, or before the next write.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.errors import CasusError
from service.log import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pyoxigraph import Store as Graphs  # noqa: TID251 - handed over by service.store

    from service.log import Log

UNNAMED: Final = ""
# Quads of one write. Measured: each takes 1 kB and 16 µs to come, 40 µs to go, while the store is locked.
MOST_QUADS: Final = 250_000
# From here on a bulk load beats a transaction; the log makes up for its not being one.
BULK: Final = 5_000
# What the graphs hold is known to be on disk up to this row.
FLUSHED: Final = "flushed"
# Rows that a start has to do again at most.
UNFLUSHED: Final = 100


class OwnGraph(CasusError):
    """The write would change a graph of the service's own."""

    status = 403
    title = "The graph is the service's own"


class WriteTooLarge(CasusError):
    """The write changes more quads than one may."""

    status = 413
    title = "The write is too large"


class Fate(StrEnum):
    """What a write did to a graph."""

    MADE = "made"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """What is to be held afterwards and what is not, as N-Quads; the unnamed graph's name is empty.

    Of the graphs that are `emptied` or `dropped` all goes but what comes. `condition` is looked at when
    nothing can come in between, and raises to call the write off.
    """

    came: bytes = b""
    went: bytes = b""
    emptied: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    condition: Callable[[], None] = lambda: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Net:
    """What a write changes, given what is held: quads that are new, quads that are there and go.

    `cleared` are graphs of which nothing stays, so that it need not go quad by quad.
    """

    came: Collection[ox.Quad]
    went: Collection[ox.Quad]
    fates: Mapping[str, Fate]
    cleared: Collection[str] = ()

    def __bool__(self) -> bool:
        """Return whether it changes anything."""
        return bool(self.came or self.went or self.fates)

    def content(self) -> Content:
        """Return the quads as the log keeps them."""
        return Content(came=nquads(self.came).decode(), went=nquads(self.went).decode())

    def apply(self, graphs: Graphs) -> None:
        """Change the graphs; doing it again changes nothing."""
        dropped = {name for name, fate in self.fates.items() if fate is Fate.DROPPED}
        for quad in self.went:
            if name_of(quad.graph_name) not in {*dropped, *self.cleared}:
                graphs.remove(quad)
        for name in dropped:
            graphs.remove_graph(node(name))
        for name in self.cleared:
            graphs.clear_graph(node(name))
        for name, fate in self.fates.items():
            if fate is Fate.MADE:
                graphs.add_graph(node(name))
        if len(self.came) < BULK:
            graphs.extend(self.came)
        else:
            graphs.bulk_extend(self.came)


def net(graphs: Graphs, write: Write, *, owns: Callable[[str], bool]) -> Net:
    """Return what a write changes.

    Raises:
        OwnGraph: it names a graph that outsiders do not write.
        WriteTooLarge: it changes more than `MOST_QUADS` quads.
    """
    coming = set(_parsed(write.came))
    going = {quad for quad in _parsed(write.went) if quad in graphs}
    for name in {*write.emptied, *write.dropped}:
        for quad in graphs.quads_for_pattern(None, None, None, node(name)):
            if quad not in coming:
                going.add(quad)
            _check(len(going))
    came = [quad for quad in coming if quad not in graphs]
    _check(len(came) + len(going))
    touched = {name_of(quad.graph_name) for quad in (*came, *going)}
    for name in {*touched, *write.emptied, *write.made, *write.dropped}:
        if owns(name):
            raise OwnGraph(f"<{name}> is a graph of the service's own, which a key does not open")
    staying = {name_of(quad.graph_name) for quad in coming if quad in graphs}
    return Net(
        came=came,
        went=going,
        fates=_fates(graphs, write, touched),
        cleared=touched & {*write.emptied} - staying,
    )


def logged(log: Log, seq: int) -> Net:
    """Return what a row of the log changed."""
    content = log.content(seq)
    fates = {graph: Fate(fate) for graph, fate in log.fates(seq).items()}
    came, went = _parsed(content.came.encode()), _parsed(content.went.encode())
    return Net(came=list(came), went=list(went), fates=fates)


def catch_up(graphs: Graphs, log: Log) -> None:
    """Do again the writes of which it is not known that they are on disk."""
    for seq in log.writes(after=int(log.meta(FLUSHED) or 0)):
        logged(log, seq).apply(graphs)


def node(name: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return a graph by its name."""
    return ox.DefaultGraph() if name == UNNAMED else ox.NamedNode(name)


def name_of(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
    """Return the name of a graph."""
    return UNNAMED if isinstance(graph, ox.DefaultGraph) else graph.value


def _fates(graphs: Graphs, write: Write, touched: Iterable[str]) -> dict[str, Fate]:
    fates = {
        name: Fate.CHANGED
        if name == UNNAMED or graphs.contains_named_graph(ox.NamedNode(name))
        else Fate.MADE
        for name in touched
    }
    for name in write.made:
        if not graphs.contains_named_graph(ox.NamedNode(name)):
            fates[name] = Fate.MADE
    for name in write.dropped:
        if graphs.contains_named_graph(ox.NamedNode(name)):
            fates[name] = Fate.DROPPED
    return fates


def _check(count: int) -> None:
    if count > MOST_QUADS:
        raise WriteTooLarge(f"one write may change {MOST_QUADS:,} quads: do it in parts")


def _parsed(text: bytes) -> Iterable[ox.Quad]:
    return ox.parse(text, format=ox.RdfFormat.N_QUADS)


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
