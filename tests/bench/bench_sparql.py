"""The SPARQL endpoint against the engine's own server, or rdflib-endpoint, over one store, in one run.

The store is of made-up articles: of a million quads, or as many as the first argument says, made in the
folder that `--store` names, where it stays for the next run, or in one that goes. With `--rdflib` the peer is
rdflib-endpoint, which reads the whole store into memory first.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.arrivals import BASE, CLAIMS
from tests.bench.http_load import Measured, asking, each_in_turn, first_and_last, measure
from tests.bench.servers import QUADS_EACH, casus, make_store, memory, oxigraph, rdflib_endpoint

QUADS: Final = 1_000_000
SECONDS: Final = 3.0
CONNECTIONS: Final = (1, 8, 32)
ROUNDS: Final = 3
CASUS: Final = "PREFIX casus: <https://w3id.org/casus/ontology#> "
LOOKUP: Final = "SELECT ?p ?o {{ <{claim}> ?p ?o }}"
PAGE: Final = (
    CASUS
    + "SELECT ?title ?claim ?low {{ ?claim casus:inArticle ?article ; casus:low ?low ; casus:high ?high . "
    "?article casus:title ?title FILTER(?low >= 8 && ?high != {number}) }} ORDER BY ?title ?claim LIMIT 50"
)
AGGREGATE: Final = (
    CASUS + "SELECT ?low (COUNT(*) AS ?n) (SUM(?high) AS ?all) {{ ?claim casus:low ?low ; casus:high ?high "
    "FILTER(?high != {number}) }} GROUP BY ?low"
)
ROWS: Final = "SELECT ?s ?p ?o {{ ?s ?p ?o }} OFFSET {number} LIMIT 100000"


def main() -> None:
    """Print rates, times and memory of both, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quads", type=int, nargs="?", default=QUADS)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--rdflib", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder: Path = given.store or Path(name)
        if not (folder / "copy").exists():
            make_store(folder, given.quads)
        articles = given.quads // QUADS_EACH
        if given.rdflib:
            _against_rdflib(folder, articles)
        else:
            _against_oxigraph(folder, articles)


def _against_oxigraph(folder: Path, articles: int) -> None:
    with oxigraph(folder) as (their_port, their_process), casus(folder) as (port, process):
        bench = _Bench(port, their_port, articles, "oxigraph")
        for connections in CONNECTIONS:
            bench.rates(f"lookup, {connections} connections", bench.lookups(), connections)
            bench.rates(f"the same lookup, {connections} connections", bench.lookups(1), connections)
        for title, query in (("filtered page", PAGE), ("aggregate", AGGREGATE)):
            bench.rates(title, [query.format(number=-number) for number in range(2_000)], 1)
            bench.rates(f"the same {title}", [query.format(number=-1)], 1)
        bench.long_result()
        ours, theirs = memory(process), memory(their_process)
        _line("memory, two readers (MB)", ours / 1e6, "oxigraph", theirs / 1e6)


def _against_rdflib(folder: Path, articles: int) -> None:
    with rdflib_endpoint(folder) as (their_port, their_process), casus(folder) as (port, process):
        bench = _Bench(port, their_port, articles, "rdflib-endpoint", path="/")
        bench.rates("lookup, 1 connection", bench.lookups(), 1)
        for title, query in (("filtered page", PAGE), ("aggregate", AGGREGATE)):
            bench.rates(title, [query.format(number=-number) for number in range(2_000)], 1)
        _line("memory (MB)", memory(process) / 1e6, "rdflib-endpoint", memory(their_process) / 1e6)


class _Bench:
    """What is asked of both servers, in turn."""

    def __init__(self, port: int, their_port: int, articles: int, peer: str, path: str = "/query") -> None:
        self._peer = peer
        self._path = path
        self._port = port
        self._their_port = their_port
        self._articles = articles
        self._random = random.Random(1)  # noqa: S311 - the same claims in each run

    def lookups(self, count: int = 20_000) -> list[str]:
        """Return queries for so many claims, other ones each time."""
        return [LOOKUP.format(claim=self._claim()) for _ in range(count)]

    def rates(self, title: str, queries: list[str], connections: int) -> None:
        """Print how many answers a second both give."""
        ours = each_in_turn([asking(query) for query in queries])
        theirs = each_in_turn([asking(query, path=self._path) for query in queries])
        rates = [
            (
                _rate(measure(self._port, ours, connections=connections, seconds=SECONDS / ROUNDS)),
                _rate(measure(self._their_port, theirs, connections=connections, seconds=SECONDS / ROUNDS)),
            )
            for _ in range(ROUNDS)
        ]
        our_rate, their_rate = (max(each) for each in zip(*rates, strict=True))
        _line(f"{title} (answers/s)", our_rate, self._peer, their_rate)

    def long_result(self) -> None:
        """Print after how long the first and the last byte of many rows come."""
        times: list[tuple[float, float, float, float]] = []
        for number in range(ROUNDS):
            query = ROWS.format(number=number)
            ours = first_and_last(self._port, asking(query))
            theirs = first_and_last(self._their_port, asking(query, path=self._path))
            times.append((*ours, *theirs))
        first, last, their_first, their_last = (median(each) for each in zip(*times, strict=True))
        _line("100 k rows, first byte (ms)", first * 1e3, self._peer, their_first * 1e3)
        _line("100 k rows, all (ms)", last * 1e3, self._peer, their_last * 1e3)

    def _claim(self) -> str:
        article = self._random.randrange(self._articles)
        key = hashlib.sha256(f"article {article}".encode()).hexdigest()[:16]
        return f"{BASE}claim/{key}{self._random.randrange(CLAIMS):04}"


def _rate(measured: Measured) -> float:
    assert set(measured.statuses) == {200}, measured.statuses
    return measured.rate


def _line(title: str, ours: float, peer: str, theirs: float) -> None:
    sys.stdout.write(
        f"{title:<42} casus {ours:>10,.1f}   {peer} {theirs:>10,.1f}   ratio {ours / theirs:>8.2f}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
