"""Changes that are written together: their graphs first, then the rows of the log that make them count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from service.log import Action, Content, Entry
from service.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Store as Graphs  # noqa: TID251 - handed over by service.store

    from service.log import Change, Log

# Graphs that are being rewritten under their own names: a start must know that they may be ahead of the log.
REWRITING: Final = "rewriting"
# Bytes of N-Quads, some 5,000 quads, from which on a bulk load beats a transaction: 38 against 75 ms; at a
# tenth of that it takes four times as long. It is not atomic, so only for graphs that a start may drop.
BULK: Final = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A change to come: its row of the log, its quads, and the graph that goes, if one does."""

    entry: Entry
    content: Content
    drop: str | None = None

    @property
    def rewrites(self) -> bool:
        """Return whether a graph is replaced by another of its name."""
        return self.entry.action is Action.REPLACE and self.drop == self.entry.graph

    @property
    def came(self) -> list[str]:
        """Return the quads that come, as N-Quads."""
        return [self.content.came, *(node.quads for node in self.content.shared)]


def doubtful(log: Log) -> list[str]:
    """Return the graphs that were being rewritten when the last writer stopped."""
    return (log.meta(REWRITING) or "").split()


def commit(graphs: Graphs, log: Log, planned: Sequence[Planned], *, time: str) -> list[Change]:
    """Write the graphs, then the rows, and return these; without them nothing counts.

    Raises:
        OSError: the graphs cannot be written; parts of them may be.
        StoreFailed: the log cannot.
    """
    rewritten = [one.entry.graph for one in planned if one.rewrites]
    if rewritten:
        log.set_meta(REWRITING, " ".join(rewritten))
    _write(graphs, planned)
    changes = log.append_all([(one.entry, one.content) for one in planned], time=time)
    if rewritten:
        log.set_meta(REWRITING, "")
    return changes


def _write(graphs: Graphs, planned: Iterable[Planned]) -> None:
    dropping = [one for one in planned if one.drop is not None]
    adding = "".join(text for one in planned if one.drop is None for text in one.came).encode()
    if dropping:
        drop = [one.drop for one in dropping if one.drop is not None]
        graphs.update(transaction(drop=drop, came=[text for one in dropping for text in one.came]))
    if len(adding) >= BULK:
        graphs.bulk_load(adding, RdfFormat.N_QUADS)
    elif adding:
        graphs.load(adding, RdfFormat.N_QUADS)
