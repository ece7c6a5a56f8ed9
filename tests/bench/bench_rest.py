"""Lists, series, map, search and unchanged answers over HTTP, against two peers that hold the same claims.

The peers are `oxigraph serve`, asked for the same pages by SPARQL over the same graph, and Datasette on a
table of the same claims with an index for each column that is asked for. A number of reports other than the
usual one is told as an argument.
"""

from __future__ import annotations

import http.client
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from service.app import create_app
from service.index import Index
from service.settings import Settings
from tests.bench.corpus import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from service.store import Store

ARTICLES: Final = 10_000
SECONDS: Final = 4.0  # of asking each question
PATIENCE: Final = 300.0  # seconds that a peer has for one answer
PROGRAMS: Final = Path(sys.executable).parent
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
ACTORS: Final = ("RUS", "UKR", "USA", "PRK", "ISR", "IRN", "DEU")
KINDS: Final = (
    ("casualties", "CasualtyClaim", "victim"),
    ("deployment", "DeploymentClaim", "force"),
    ("weapons_transfer", "TransferClaim", "supplier"),
    ("armed_action", "ActionClaim", "attacker"),
)
STATUSES: Final = ("claimed", "denied", "confirmed")
TABLE: Final = """CREATE TABLE claims (id TEXT PRIMARY KEY, type TEXT, status TEXT, actor TEXT, role TEXT,
  published TEXT, words TEXT, article TEXT, title TEXT)"""


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
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory(dir=os.environ.get("CASUS_BENCH")) as folder:
        root = Path(folder)
        store = filled(root / "store", articles, nquads=root / "graph.nq")
        start = perf_counter()
        Index.open(store).close()
        sys.stdout.write(
            f"{articles} reports, indexed in {1000 * (perf_counter() - start) / articles:.2f} ms each\n"
        )
        measure(store, root)


def measure(store: Store, root: Path) -> None:
    """Print what is measured of a store that is indexed, and of its peers."""
    app = create_app(store, Settings(readers=1))
    with _served(app) as casus, _oxigraph(root) as oxigraph, _datasette(store, root) as datasette:
        _pages(casus, oxigraph, datasette)
        _layers(casus, oxigraph)
        _search(casus)
        _unchanged(casus)


def _pages(casus: int, oxigraph: int, datasette: int) -> None:
    asked = [(kind, status, actor) for kind in KINDS for status in STATUSES for actor in ACTORS]
    ours = _ask(casus, (_page(kind, status, actor) for kind, status, actor in cycle(asked)))
    _tell("page of 50, three filters", ours)
    theirs = _ask(oxigraph, (_rows(kind, status, actor) for kind, status, actor in cycle(asked)))
    _tell("  oxigraph serve", theirs, ours)
    theirs = _ask(datasette, (_table(kind, status, actor) for kind, status, actor in cycle(asked)))
    _tell("  datasette", theirs, ours)


def _layers(casus: int, oxigraph: int) -> None:
    by_actor = "?claim casus:victim id:RUS ."
    for title, path, query in (
        ("timeline, unfiltered", "timeline", SERIES.format(more="")),
        ("timeline by status of one type", "timeline?type=casualties&split=status", SERIES.format(more="")),
        ("timeline of one actor", "timeline?actor=RUS&role=victim", SERIES.format(more=by_actor)),
        ("map, unfiltered", "map", MAP.format(more="")),
        ("map of one type", "map?type=casualties", MAP.format(more="?claim a casus:CasualtyClaim .")),
        ("map of one actor", "map?actor=RUS&role=victim", MAP.format(more=by_actor)),
    ):
        ours = _ask(casus, cycle([f"/api/v1/{path}"]))
        _tell(title, ours)
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
    bare = Starlette(routes=[Route("/", _nothing)])
    with _served(bare) as port:
        _tell("  a bare Starlette route", _ask(port, cycle(["/"])), ours)


def _nothing(_: Request) -> PlainTextResponse:
    return PlainTextResponse("")


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


@contextmanager
def _served(app: ASGIApp) -> Generator[int]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.05)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _oxigraph(root: Path) -> Generator[int]:
    program, folder, port = str(PROGRAMS / "oxigraph"), str(root / "oxigraph"), 17_878
    if not Path(folder).exists():
        load = [program, "load", "--location", folder, "--file", str(root / "graph.nq")]
        subprocess.run(load, check=True, capture_output=True)
    with _running([program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"], port):
        yield port


@contextmanager
def _datasette(store: Store, root: Path) -> Generator[int]:
    file, port = root / "claims.db", 18_001
    if not file.exists():
        _copy(store.folder / "index.sqlite", file)
    command = [str(PROGRAMS / "datasette"), "serve", str(file), "--port", str(port)]
    with _running(
        [*command, "--setting", "suggest_facets", "off", "--setting", "sql_time_limit_ms", "60000"], port
    ):
        yield port


@contextmanager
def _running(command: list[str], port: int) -> Generator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(lambda: _answers(port))
            yield
        finally:
            process.kill()


def _wait(is_so: Callable[[], bool]) -> None:
    until = perf_counter() + PATIENCE
    while not is_so():
        assert perf_counter() < until
        sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/")
            connection.getresponse().read()
    except OSError:
        return False
    return True


def _copy(index: Path, file: Path) -> None:
    """Write the claims that the index holds to a table for Datasette, with an index for each filter."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("ATTACH ? AS index_", (str(index),))
        db.execute(TABLE)
        cases = "CASE type " + " ".join(f"WHEN '{kind}' THEN '{role}'" for kind, _, role in KINDS) + " END"
        paths = ("article.published", "evidence.text", "article.id", "article.title")
        told = ", ".join(f"json_extract(item, '$.{path}')" for path in paths)
        db.execute(
            "INSERT INTO claims SELECT id, type, status, "  # noqa: S608
            f"json_extract(item, '$.' || {cases} || '[0].id'), {cases}, {told} FROM index_.claims"
        )
        for column in ("type", "status", "actor", "published"):
            db.execute(f"CREATE INDEX by_{column} ON claims ({column})")
        db.commit()
        db.execute("ANALYZE")


if __name__ == "__main__":
    main()
