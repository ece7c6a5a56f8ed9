"""Stores of many made-up reports, quickly: whole ones, and logs alone, for what reads no graph."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from typing_extensions import override

from service.log import Action, Content, Entry
from service.store import Store
from tests.bench.reports import as_arrival, report

if TYPE_CHECKING:
    from collections.abc import Generator

    from service.store import Arrival

BASE: Final = "https://casus.example/id/"
TIME: Final = "2025-01-02T03:04:05.678Z"
BATCH: Final = 500
QUADS: Final = 320  # of a report
DISTINCT: Final = 2_000  # reports that are mapped; others are these under other names, which is much quicker


class Logged(Store):
    """A store whose log is written past it."""

    @property
    @override
    def sequence(self) -> int:
        """Return the number of the newest change that is logged."""
        return self.log.sequence


def filled(folder: Path, articles: int, *, nquads: Path) -> Store:
    """Return a store whose log holds so many reports, and write the graph that it would hold to a file.

    The shared nodes are in the graph, which the index reads names from; a store that is closed must not be
    opened again, it would put back all the rest.
    """
    store = Logged.open(folder, base=BASE)
    seen: set[str] = set()
    with nquads.open("w", encoding="utf-8") as file:
        file.writelines(store.nquads(name.value) for name in _own_graphs(store))
        for start in range(0, articles, BATCH):
            arrivals = [arrival(n) for n in range(start, min(start + BATCH, articles))]
            rows = [row(each, seen) for each in arrivals]
            store.log.append_all(rows, time=TIME)
            shared = "".join(node.quads for _, content in rows for node in content.shared)
            store.graphs.load(shared.encode(), ox.RdfFormat.N_QUADS)
            file.writelines((*(each.quads for each in arrivals), shared))
    return store


@contextmanager
def kept() -> Generator[Path]:
    """Give a folder: that of `CASUS_BENCH`, whose stores are used again, or one that goes away."""
    told = os.environ.get("CASUS_BENCH")
    if told is not None:
        yield Path(told)
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def of_quads(folder: Path, quads: int) -> int:
    """Bring a store up to about so many quads, and return how many there are."""
    grown(folder, -(-quads // QUADS))
    with closing(Store.open(folder)) as store:
        return len(store.graphs)


def grown(folder: Path, articles: int) -> None:
    """Bring a store up to so many reports, whole as if they had been loaded, but much quicker.

    Killed on the way it goes on where it was.
    """
    store = Logged.open(folder, base=BASE)
    seen = set(store.log.shared_subjects())
    for start in range(store.sequence, articles, BATCH):
        arrivals = [arrival(n) for n in range(start, min(start + BATCH, articles))]
        rows = [row(each, seen) for each in arrivals]
        shared = "".join(node.quads for _, content in rows for node in content.shared)
        quads = "".join((*(each.quads for each in arrivals), shared))
        store.graphs.bulk_load(quads.encode(), ox.RdfFormat.N_QUADS)
        store.log.append_all(rows, time=TIME)
    store.graphs.optimize()
    store.close()


@lru_cache(maxsize=DISTINCT)
def _mapped(number: int) -> Arrival:
    return as_arrival(report(number), base=BASE)


def arrival(number: int) -> Arrival:
    """Return the report of a number as the store takes it, quickly: from some on those before, renamed."""
    copy, original = divmod(number, DISTINCT)
    found = _mapped(original)
    if copy == 0:
        return found
    mark = f"{copy:03x}"

    def renamed(text: str) -> str:
        for kind in ("article", "statement", "claim"):
            text = text.replace(f"/{kind}/", f"/{kind}/{mark}")
        return text

    return replace(
        found,
        key=mark + found.key,
        article=renamed(found.article),
        graph=renamed(found.graph),
        quads=renamed(found.quads),
        shared=(),
    )


def _own_graphs(store: Store) -> list[ox.NamedNode]:
    return [name for name in store.graphs.named_graphs() if isinstance(name, ox.NamedNode)]


def row(arrival: Arrival, seen: set[str]) -> tuple[Entry, Content]:
    shared = tuple(node for node in arrival.shared if node.subject not in seen)
    seen.update(node.subject for node in shared)
    entry = Entry(
        action=Action.LOAD,
        key=arrival.key,
        article=arrival.article,
        graph=arrival.graph,
        run=arrival.run,
        digest=arrival.digest,
        text_hash=arrival.digest,
    )
    return entry, Content(came=arrival.quads, shared=shared)
