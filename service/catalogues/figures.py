"""How much the graph holds of what, counted anew when it has changed, but not all the time."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology.terms import CASUS
from service.exports.sources import sources

if TYPE_CHECKING:
    from service.exports.sources import Source
    from service.store import Store

CLASSES: Final = "SELECT ?of (COUNT(*) AS ?n) WHERE { ?thing a ?of } GROUP BY ?of ORDER BY ?of"
PROPERTIES: Final = "SELECT ?of (COUNT(*) AS ?n) WHERE { ?thing ?of ?value } GROUP BY ?of ORDER BY ?of"
# Those that no other of them is a kind of.
DESCRIBED: Final = ("Article", "Statement", "Claim", "Quantity", "Evidence", "Actor", "Place")
# Counting reads the whole graph.
SHARE: Final = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How many triples, and how many of each class and with each property, after which change."""

    sequence: int
    modified: str | None
    triples: int
    classes: dict[str, int]
    properties: dict[str, int]
    sources: tuple[Source, ...]

    @property
    def entities(self) -> int:
        """Return how many things are described."""
        return sum(self.classes.get(f"{CASUS}{name}", 0) for name in DESCRIBED)


class Counted:
    """The figures of one store, kept for as long as they hold; safe to use from several threads.

    Counting takes the share of the time at most.
    """

    def __init__(self, store: Store, *, share: float = SHARE) -> None:
        self._store = store
        self._share = share
        self._lock = Lock()
        self._figures: Figures | None = None
        self._rest = 0.0

    def figures(self) -> Figures:
        """Return the figures; of a store that changes all the time, those of a little while ago."""
        with self._lock:
            known = self._figures
            if known is None or (known.sequence != self._store.sequence and monotonic() > self._rest):
                start = monotonic()
                known = self._figures = count(self._store)
                end = monotonic()
                self._rest = end + (end - start) / self._share
            return known


def count(store: Store) -> Figures:
    """Return the figures of a store as it is now."""
    sequence = store.sequence
    newest = store.log.changes(after=sequence - 1, most=1) if sequence else []
    return Figures(
        sequence=sequence,
        modified=newest[0].time if newest else None,
        triples=len(store.graphs),
        classes=_counts(store, CLASSES),
        properties=_counts(store, PROPERTIES),
        sources=tuple(sources(store)),
    )


def _counts(store: Store, query: str) -> dict[str, int]:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return {_value(solution["of"]): int(_value(solution["n"])) for solution in found}


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value
