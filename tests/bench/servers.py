"""Servers under measurement: started on a store of made-up articles, weighed, and stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from service.store import Store
from tests.bench.arrivals import BASE, arrival

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

QUADS_EACH: Final = 122
BATCH: Final = 2_000
OXIGRAPH: Final = str(Path(sys.executable).with_name("oxigraph"))
# Graphs outside the service's own, so that no start looks for them in the log.
OUTSIDE: Final = (f"{BASE}graph/article/", "https://bench.example/graph/")


def make_store(folder: Path, quads: int) -> int:
    """Make a store of so many quads, and a copy of its graphs for other engines; return how many articles."""
    articles = quads // QUADS_EACH
    with closing(Store.open(folder / "store", base=BASE)) as store:
        for start in range(0, articles, BATCH):
            numbers = range(start, min(start + BATCH, articles))
            text = "".join(arrival(number).quads.replace(*OUTSIDE) for number in numbers)
            store.graphs.bulk_load(text.encode(), RdfFormat.N_QUADS)
        store.graphs.optimize()
        store.graphs.flush()
        store.graphs.backup(folder / "copy")
    return articles


@contextmanager
def casus(folder: Path, **settings: str) -> Generator[tuple[int, int]]:
    """Serve the store by Casus with two readers; give the port and the number of its process."""
    command = [sys.executable, "-m", "service.cli", "serve", "--store", str(folder / "store"), "--port"]
    with _served(command, settings=settings) as served:
        yield served


@contextmanager
def oxigraph(folder: Path) -> Generator[tuple[int, int]]:
    """Serve the copy by the engine's own server."""
    command = [OXIGRAPH, "serve-read-only", "--union-default-graph", "--location", str(folder / "copy")]
    with _served([*command, "--bind"], address="127.0.0.1:{port}") as served:
        yield served


@contextmanager
def rdflib_endpoint(folder: Path) -> Generator[tuple[int, int]]:
    """Serve the copy by rdflib-endpoint, which answers once it has read all of it."""
    file = folder / "copy.nq"
    if not file.exists():
        with file.open("wb") as opened:
            # Copied by the engine's own program: nothing but the store's module opens a store.
            subprocess.run(
                [OXIGRAPH, "dump", "--location", str(folder / "copy"), "--format", "nq"],
                stdout=opened,
                check=True,
            )
    with _served(
        [
            str(Path(OXIGRAPH).with_name("rdflib-endpoint")),
            "serve",
            str(file),
            "--host",
            "127.0.0.1",
            "--port",
        ]
    ) as served:
        yield served


@contextmanager
def _served(
    command: list[str], *, address: str = "{port}", settings: Mapping[str, str] | None = None
) -> Generator[tuple[int, int]]:
    port = free_port()
    with subprocess.Popen(
        [*command, address.format(port=port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(settings or {})},
    ) as process:
        try:
            wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return


def memory(process: int) -> int:
    """Return the bytes that a process and all that it has started hold, what they share counted once."""
    return sum(map(_proportional, family(process)))


def family(process: int) -> list[int]:
    """Return a process and all that it has started."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _proportional(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
