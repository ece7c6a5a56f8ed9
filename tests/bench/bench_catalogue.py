"""Every catalogued query, as it stands, over the seeds told again and again on other days."""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Graphs  # noqa: TID251 - copies of the seeds, of which there is no log

from queries import catalogue
from service.ingest import Options, Watcher, load
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS: Final = Path(__file__).parents[2] / "seeds"
QUADS: Final = 1_000_000
SHOWN: Final = 12
DAYS: Final = 700  # that a copy is moved to the past or the future at most
NAMES: Final = re.compile(r"/id/((?:graph/)?article|claim|statement)/([0-9a-f-]+)")
DAY: Final = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
SCAN: Final = """
PREFIX casus: <https://w3id.org/casus/ontology#>
SELECT ?claim ?words ?day
WHERE {
  ?claim a casus:Claim ; casus:evidenceText ?words .
  OPTIONAL { ?claim casus:publishedOn ?day }
}
"""


def main() -> None:
    """Print the slowest queries, in processor seconds, and against reading every claim's words and day."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else QUADS
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder, "seeds"))) as seeds:
        load([str(SEEDS)], seeds, Options(), Watcher())
        graphs = Graphs(str(Path(folder, "graphs")))
        graphs.bulk_load("".join(_told(seeds, size)).encode(), format=RdfFormat.N_QUADS)
        graphs.optimize()
        scan = _seconds(graphs, SCAN)
        taken = {
            name: _seconds(graphs, query.bind({}, base=seeds.base)) for name, query in catalogue().items()
        }
        sys.stdout.write(f"{len(catalogue())} catalogued queries over {len(graphs):,} quads\n")
    sys.stdout.write(f"  {'every claim with its words and day':<40} {scan:>8.3f} s\n")
    for name in sorted(taken, key=taken.__getitem__, reverse=True)[:SHOWN]:
        sys.stdout.write(f"  {name:<40} {taken[name]:>8.3f} s {taken[name] / scan:>8.2f} times that\n")


def _told(seeds: Store, size: int) -> Iterator[str]:
    """Yield the seeds' quads, and copies of their articles under other names and days, up to a size."""
    found = seeds.graphs.named_graphs()
    whole = {graph.value: seeds.nquads(graph.value) for graph in found if hasattr(graph, "value")}
    articles = [text for graph, text in whole.items() if "/graph/article/" in graph]
    yield from whole.values()
    copies = (size - len(seeds.graphs)) // sum(text.count("\n") for text in articles)
    random = Random(copies)  # noqa: S311 - no secret
    for number in range(copies):
        moved = timedelta(days=random.randrange(-DAYS, DAYS))
        for text in articles:
            yield _copied(text, number, moved)


def _copied(text: str, number: int, moved: timedelta) -> str:
    renamed = NAMES.sub(lambda found: f"/id/{found[1]}/{found[2]}{number:04x}", text)
    return DAY.sub(
        lambda found: found[0].replace(found[1], str(date.fromisoformat(found[1]) + moved)), renamed
    )


def _seconds(graphs: Graphs, query: str) -> float:
    start = process_time()
    for _ in graphs.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
        pass
    return process_time() - start


if __name__ == "__main__":
    main()
