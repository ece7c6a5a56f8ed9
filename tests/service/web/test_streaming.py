"""Long results over real connections: they stream, are never cut unnoticed, and stop when nobody listens."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from contextlib import closing, contextmanager
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn

from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from fastapi import FastAPI

    from service.store import Store

PAIRS = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNTED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BROKEN = """
SELECT ?c {
  { SELECT ?c { ?a ?b ?c } LIMIT 9000 } UNION { BIND("\\u0001" AS ?c) }
} ORDER BY DESC(STR(?c))
"""
SECONDS = 5


@pytest.fixture
def app(store: Store) -> FastAPI:
    """An app with one reader and little patience."""
    return create_app(store, Settings(readers=1, query_timeout=SECONDS))


@pytest.fixture
def port(app: FastAPI) -> Generator[int]:
    """Serve the app."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield bound.getsockname()[1]
        server.should_exit = True
        thread.join()


@contextmanager
def _asked(port: int, query: str, name: str = "csv") -> Generator[http.client.HTTPResponse]:
    """Ask a query, and go away when the block ends."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", f"/sparql?format={name}&query={quote(query)}")
        with connection.getresponse() as answer:
            yield answer


def _read_all(answer: http.client.HTTPResponse) -> None:
    while answer.read(1_000_000):
        pass


def test_a_long_result_comes_whole(port: int) -> None:
    with _asked(port, PAIRS) as answer:
        lines = sum(1 for _ in answer)
        encoding = answer.headers["transfer-encoding"]

    assert (encoding, lines) == ("chunked", 50_001)


def test_a_result_that_runs_out_of_time_does_not_look_whole(port: int) -> None:
    with _asked(port, ENDLESS) as answer, pytest.raises(http.client.IncompleteRead):
        _read_all(answer)
    with _asked(port, "ASK {}") as after:
        assert after.read() == b"true"


def test_a_result_that_fails_in_the_middle_does_not_look_whole(port: int) -> None:
    with _asked(port, BROKEN, name="xml") as answer, pytest.raises(http.client.IncompleteRead):
        _read_all(answer)


def test_a_result_whose_reader_dies_does_not_look_whole(port: int, app: FastAPI) -> None:
    with _asked(port, ENDLESS) as answer:
        answer.read(1_000)
        for reader in app.state.readers.running:
            os.kill(reader, signal.SIGKILL)
        with pytest.raises(http.client.IncompleteRead):
            _read_all(answer)


def _soon(is_so: Callable[[], bool], *, within: float) -> bool:
    end = time.monotonic() + within
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


@pytest.mark.parametrize(
    "query", [ENDLESS, COUNTED], ids=["while it streams", "before it has found anything"]
)
def test_a_query_whose_client_went_away_is_stopped(port: int, app: FastAPI, query: str) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        began = _soon(lambda: app.state.readers.under_way == 1, within=10)

    assert began
    assert _soon(lambda: app.state.readers.under_way == 0, within=SECONDS - 2)
