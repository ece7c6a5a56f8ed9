"""Lists, series, map, search and unchanged answers over HTTP, against two peers that hold the same claims.

usage: python -m tests.bench.bench_rest [ARTICLES...]

The peers are `oxigraph serve`, asked for the same pages by SPARQL over the same graph, and Datasette on a
table of the same claims with an index for each column that is asked for. `CASUS_BENCH` names a folder that
keeps what is prepared for the next time: to make a hundred thousand articles takes long.
"""

from __future__ import annotations

import http.client
import os
import sys
import tempfile
from contextlib import ExitStack, closing
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from tests.bench.peers import PATIENCE, casus, datasette, oxigraph, prepared, starlette

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZES: Final = (1_000, 10_000)
MOST_WHOLE: Final = 10_000  # articles of which the engine is asked for all claims: it takes minutes for more
SECONDS: Final = 4.0  # of asking each question
SELECT: Final = """PREFIX casus: <https://w3id.org/casus/ontology#>
PREFIX status: <https://w3id.org/casus/concept/status/>
PREFIX id: <https://casus.example/id/actor/>
"""
ROWS: Final = """SELECT ?claim ?status ?published ?words ?article ?title WHERE {{
  ?claim a casus:{class_} ; casus:status status:{status} ; casus:{role} id:{actor} ;
    casus:inArticle ?article ; casus:evidenceText ?words .
  ?article casus:title ?title . OPTIONAL {{ ?claim casus:publishedOn ?published }}
}} ORDER BY DESC(?published) ?claim LIMIT 50"""
SERIES: Final = """SELECT ?month (COUNT(?claim) AS ?n) WHERE {{
  ?claim a casus:Claim ; casus:earliest ?day . {more} BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
}} GROUP BY ?month ORDER BY ?month"""
MAP: Final = """SELECT ?lat ?lon (COUNT(?claim) AS ?n) WHERE {{
  ?claim a casus:Claim ; casus:place ?place . {more} ?place casus:lat ?lat ; casus:lon ?lon
}} GROUP BY ?lat ?lon"""
AMOUNT: Final = (
    "?claim casus:low ?low . OPTIONAL {{ ?claim casus:high ?high }} FILTER(COALESCE(?high, ?low) >= {least})"
)
ACTORS: Final = ("RUS", "UKR", "USA", "PRK", "ISR", "IRN", "DEU")
KINDS: Final = (
    ("casualties", "CasualtyClaim", "victim"),
    ("deployment", "DeploymentClaim", "force"),
    ("weapons_transfer", "TransferClaim", "supplier"),
    ("armed_action", "ActionClaim", "attacker"),
)
STATUSES: Final = ("claimed", "denied", "confirmed")


class Asked:
    """How long the answers to a question took, in seconds, and how many there were in how long."""

    def __init__(self, waits: list[float], seconds: float) -> None:
        self.waits = sorted(waits)
        self.rate = len(waits) / seconds

    def at(self, share: float) -> float:
        """Return the milliseconds that this share of the answers stayed under."""
        return 1000 * self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)]


def main() -> None:
    """Print latencies and rates at one connection, and how many times those of the peers they are."""
    for articles in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        with ExitStack() as stack:
            kept = os.environ.get("CASUS_BENCH")
            root = Path(kept or stack.enter_context(tempfile.TemporaryDirectory()), str(articles))
            root.mkdir(parents=True, exist_ok=True)
            took = prepared(root, articles, {kind: role for kind, _, role in KINDS})
            told = "" if took is None else f", indexed in {1000 * took / articles:.2f} ms each"
            sys.stdout.write(f"{articles:,} reports of eight claims{told}\n")
            ours, engine, table = (stack.enter_context(serve(root)) for serve in (casus, oxigraph, datasette))
            _pages(ours, engine, table)
            _layers(ours, engine, is_whole=articles <= MOST_WHOLE)
            _search(ours)
            _unchanged(ours)


def _pages(casus: int, oxigraph: int, datasette: int) -> None:
    asked = [(kind, status, actor) for kind in KINDS for status in STATUSES for actor in ACTORS]
    _tell("page of 50, first time asked", _ask(casus, (_page(*each) for each in asked)))
    ours = _ask(casus, (_page(*each) for each in cycle(asked)))
    _tell("page of 50, three filters", ours)
    theirs = _ask(oxigraph, (_rows(*each) for each in cycle(asked)))
    _tell("  oxigraph serve", theirs, ours)
    theirs = _ask(datasette, (_table(*each) for each in cycle(asked)))
    _tell("  datasette", theirs, ours)


def _layers(casus: int, oxigraph: int, *, is_whole: bool) -> None:
    by_actor = "?claim casus:victim id:RUS ."
    by_amount = AMOUNT.format(least=500)
    for title, path, query in (
        ("timeline, unfiltered", "timeline", SERIES.format(more="")),
        ("timeline by status of one type", "timeline?type=casualties&split=status", SERIES.format(more="")),
        ("timeline of one actor", "timeline?actor=RUS&role=victim", SERIES.format(more=by_actor)),
        ("timeline of great numbers", "timeline?min_quantity=500", SERIES.format(more=by_amount)),
        ("map, unfiltered", "map", MAP.format(more="")),
        ("map of one type", "map?type=casualties", MAP.format(more="?claim a casus:CasualtyClaim .")),
        ("map of one actor", "map?actor=RUS&role=victim", MAP.format(more=by_actor)),
        ("map of great numbers", "map?min_quantity=500", MAP.format(more=by_amount)),
    ):
        ours = _ask(casus, cycle([f"/api/v1/{path}"]))
        _tell(title, ours)
        if is_whole or by_actor in query or by_amount in query:
            _tell("  oxigraph serve", _ask(oxigraph, cycle([_sparql(query)])), ours)


def _search(casus: int) -> None:
    questions = ("brak", "RUS dluk", "Brigade 3", "kram grop")
    _tell("search", _ask(casus, cycle([f"/api/v1/search?q={quote(question)}" for question in questions])))
    _tell("list by q", _ask(casus, cycle([f"/api/v1/claims?q={quote(question)}" for question in questions])))


def _unchanged(casus: int) -> None:
    path = "/api/v1/claims?type=casualties&status=claimed&actor=RUS"
    with closing(http.client.HTTPConnection("127.0.0.1", casus)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    ours = _ask(casus, cycle([path]), headers={"If-None-Match": answer.headers["etag"]})
    _tell("304", ours)
    with starlette() as port:
        _tell("  a bare Starlette route", _ask(port, cycle(["/"])), ours)


def _ask(port: int, paths: Iterable[str], *, headers: dict[str, str] | None = None) -> Asked:
    """Ask one question after the other over one connection."""
    waits: list[float] = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        began = perf_counter()
        for path in paths:
            start = perf_counter()
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            answer.read()
            assert answer.status in {200, 304}, (path, answer.status)
            waits.append(perf_counter() - start)
            if perf_counter() - began > SECONDS:
                break
    return Asked(waits, perf_counter() - began)


def _tell(title: str, asked: Asked, ours: Asked | None = None) -> None:
    ratio = "" if ours is None else f"  casus is {ours.rate / asked.rate:,.1f} times as fast"
    latency = f"p50 {asked.at(0.5):9.2f} ms  p99 {asked.at(0.99):9.2f} ms  {asked.rate:9.1f}/s"
    sys.stdout.write(f"{title:<32} {latency}{ratio}\n")
    sys.stdout.flush()


def _page(kind: tuple[str, str, str], status: str, actor: str) -> str:
    asked = {"type": kind[0], "status": status, "actor": actor, "role": kind[2]}
    return f"/api/v1/claims?{urlencode(asked)}"


def _rows(kind: tuple[str, str, str], status: str, actor: str) -> str:
    return _sparql(ROWS.format(class_=kind[1], status=status, role=kind[2], actor=actor))


def _table(kind: tuple[str, str, str], status: str, actor: str) -> str:
    asked = {"type": kind[0], "status": status, "actor": actor, "_sort_desc": "published", "_size": 50}
    return f"/claims/claims.json?{urlencode(asked)}&_shape=objects&_nofacet=1&_nosuggest=1"


def _sparql(query: str) -> str:
    return f"/query?union-default-graph&query={quote(SELECT + query)}"


if __name__ == "__main__":
    main()
