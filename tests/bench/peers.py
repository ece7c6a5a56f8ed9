"""Servers that hold the same claims: Casus itself, the engine's own server, and Datasette on a table."""

from __future__ import annotations

import http.client
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from service.index import Index
from tests.bench.corpus import BASE, Logged, filled
from tests.bench.servers import OXIGRAPH, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

PATIENCE: Final = 300.0  # seconds that a peer has for one answer, or to begin
DATASETTE: Final = str(Path(sys.executable).with_name("datasette"))
TABLE: Final = """CREATE TABLE claims (id TEXT PRIMARY KEY, type TEXT, status TEXT, actor TEXT, role TEXT,
  published TEXT, words TEXT, article TEXT, title TEXT)"""
# As `casus serve` does, but for the graph, which is not there to be put in order.
SERVE: Final = """
import sys
from service.cli import run
from service.store import Store
Store.repair = lambda store: None
sys.exit(run(["serve", "--store", sys.argv[1], "--port", sys.argv[2], "--readers", "1"]))
"""
BARE: Final = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def nothing(request):
    return PlainTextResponse("")
uvicorn.run(Starlette(routes=[Route("/", nothing)]), port=int(sys.argv[1]), log_level="critical")
"""


class Kept(Logged):
    """A store that may be opened again: nobody misses the graphs that its log tells of."""

    @override
    def repair(self) -> None:
        pass


def prepared(root: Path, articles: int, roles: Mapping[str, str]) -> float | None:
    """Make what the servers need and is not there yet; return the seconds that the index took, if it did.

    `roles` are those of the actor that the table for Datasette tells, by type of claim.
    """
    if not (root / "filled").exists():
        filled(root / "store", articles, nquads=root / "graph.nq").close()
        (root / "filled").touch()
    took = None
    with closing(Kept.open(root / "store", base=BASE)) as store:
        start = perf_counter()
        index = Index.open(store)
        if not (root / "claims.db").exists():
            took = perf_counter() - start
            _copy(store.folder / "index.sqlite", root / "claims.db", roles)
        index.close()
    if not (root / "oxigraph").exists():
        load = [OXIGRAPH, "load", "--location", str(root / "oxigraph"), "--file", str(root / "graph.nq")]
        subprocess.run(load, check=True, capture_output=True)
    return took


@contextmanager
def casus(root: Path) -> Generator[int]:
    """Serve the store; give the port."""
    port = free_port()
    with _running([sys.executable, "-c", SERVE, str(root / "store"), str(port)], port):
        yield port


@contextmanager
def oxigraph(root: Path) -> Generator[int]:
    """Serve the graph by the engine's own server."""
    port = free_port()
    command = [OXIGRAPH, "serve-read-only", "--location", str(root / "oxigraph")]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], port):
        yield port


@contextmanager
def datasette(root: Path) -> Generator[int]:
    """Serve the table of claims."""
    port = free_port()
    command = [DATASETTE, "serve", str(root / "claims.db"), "--port", str(port)]
    limits = ["--setting", "suggest_facets", "off", "--setting", "sql_time_limit_ms", "60000"]
    with _running([*command, *limits], port):
        yield port


@contextmanager
def starlette() -> Generator[int]:
    """Serve a route that does nothing."""
    port = free_port()
    with _running([sys.executable, "-c", BARE, str(port)], port):
        yield port


@contextmanager
def _running(command: list[str], port: int) -> Generator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
            yield
        finally:
            process.kill()


def _copy(index: Path, file: Path, roles: Mapping[str, str]) -> None:
    """Write the claims that the index holds to a table for Datasette, with an index for each filter."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("ATTACH ? AS index_", (str(index),))
        db.execute(TABLE)
        cases = (
            "CASE type " + " ".join(f"WHEN '{kind}' THEN '{role}'" for kind, role in roles.items()) + " END"
        )
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
