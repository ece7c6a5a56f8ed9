"""Articles stored one by one, durably and with log and text, against two peers that keep neither.

The peers are the bare engine, one transaction an article on the same disk, and rdflib, in memory.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Engine  # noqa: TID251 - the peer
from rdflib import Dataset

from service.store import Arrival, Store
from tests.bench.arrivals import arrival
from tests.bench.rates import compare

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES: Final = 100


def main() -> None:
    """Print how many quads a second each takes in."""
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder, "store"))) as store:
        engine, dataset = Engine(str(Path(folder, "engine"))), Dataset()
        ours = _batches(store.put)
        bare = _batches(lambda each: engine.load(each.quads.encode(), RdfFormat.N_QUADS))
        memory = _batches(lambda each: dataset.parse(data=each.quads, format="nquads"))

        compare("store against its engine", "quads", ours, "pyoxigraph alone, on disk", bare)
        compare("store against rdflib", "quads", ours, "rdflib, in memory", memory)


def _batches(take: Callable[[Arrival], object]) -> Callable[[], int]:
    """Return a function that hands on the next articles, and returns how many quads those were."""
    articles = map(arrival, count())

    def batch() -> int:
        quads = 0
        for each in islice(articles, ARTICLES):
            take(each)
            quads += each.quads.count("\n")
        return quads

    return batch


if __name__ == "__main__":
    main()
