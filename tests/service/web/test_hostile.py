"""Queries and clients that mean no good: each gets its answer in time, and so does everybody else."""

from __future__ import annotations

import gzip
import http.client
import io
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn

from service.app import create_app
from service.settings import Settings
from tests.service.web.runaways import RUNAWAYS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from fastapi import FastAPI

    from service.store import Store

SECONDS = 4
MANY = 10_000
QUERY = {"Content-Type": "application/sparql-query"}
# This machine may be drowned in other work: a bench measures with tighter bounds.
GRACE = 8
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sparql>&b;</sparql>'


@pytest.fixture(scope="module")
def app(store: Store) -> FastAPI:
    """An app with little patience."""
    return create_app(store, Settings(readers=2, query_timeout=SECONDS, query_memory=400_000_000))


@pytest.fixture(scope="module")
def port(app: FastAPI) -> Generator[int]:
    """Serve the app."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        number: int = bound.getsockname()[1]
        while not _is_answered(number):  # until the first reader is there
            time.sleep(0.1)
        yield number
        server.should_exit = True
        thread.join()


def _posted(
    port: int, body: bytes | Iterator[bytes], headers: dict[str, str], source: str = "127.0.0.1"
) -> int:
    """Return the status that a body is answered with."""
    with closing(
        http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
    ) as connection:
        with suppress(ConnectionError):  # it may have read enough, and answered
            connection.request("POST", "/sparql", body=body, headers=headers)
        with connection.getresponse() as answer:
            try:
                answer.read()
            except http.client.IncompleteRead:
                return 0
            return answer.status


def _is_answered(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", "/sparql?query=" + quote("SELECT (1 AS ?x) {}"))
        with connection.getresponse() as answer:
            return answer.status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * MANY + "}" * MANY,
        "SELECT * { FILTER(" + "(" * MANY + "1" + ")" * MANY + ") }",
        "SELECT * { FILTER(" + "!" * MANY + "?x) }",
        "SELECT (1" + "+1" * MANY + " AS ?x) {}",
        "SELECT * { {}" + " UNION {}" * MANY + " }",
        "SELECT * { ?s ?p " + "(" * MANY + ")" * MANY + " }",
        "SELECT * { ?s ?p " + "[ ?p " * MANY + "]" * MANY + " }",
        "SELECT * { ?s " + "^" * MANY + "<p> ?o }",
        "SELECT * { ?s <p>" + "/<p>" * MANY + " ?o }",
        "SELECT * { ?s <p>" + "|<p>" * MANY + " ?o }",
        "SELECT * { " + "<< " * MANY + " }",
        "SELECT * { " + "OPTIONAL { " * MANY + "}" * MANY + " }",
        "SELECT (" + "STR(" * MANY + "1" + ")" * MANY + " AS ?x) {}",
        "SELECT (" + "-" * MANY + "1 AS ?x) {}",
        "SELECT * { FILTER(1 " + "= 1 " * MANY + ") }",
        "SELECT * { FILTER(1 IN " + "(1 IN " * MANY + ") }",
        "SELECT * { { SELECT * " * 3_000 + "}" * 6_000,
        "SELECT * { FILTER EXISTS { " * 1_000 + "} " * 1_000 + "}",
    ],
    ids=lambda query: query[:30],
)
def test_a_query_of_a_monstrous_shape_is_refused(port: int, query: str) -> None:
    status = _posted(port, query.encode(), QUERY)

    assert (status, _is_answered(port)) == (400, True)


def _megabytes(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b" " * 1_000_000


def _zipped_gigabyte() -> bytes:
    file = io.BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as zipped:
        for piece in _megabytes(1_000):
            zipped.write(piece)
    return file.getvalue()


def test_a_query_of_a_hundred_megabytes_is_refused(port: int) -> None:
    assert _posted(port, _megabytes(100), QUERY | {"Content-Length": str(100_000_000)}) == 413
    assert _is_answered(port)


def test_a_body_that_unpacks_to_a_gigabyte_is_refused(port: int) -> None:
    assert _posted(port, _zipped_gigabyte(), QUERY | {"Content-Encoding": "gzip"}) in {413, 415}
    assert _is_answered(port)


@pytest.mark.parametrize(
    ("body", "kind", "statuses"),
    [
        (b"SELECT * { ?s ?p '\xff\xfe' }", "application/sparql-query", {400}),
        (b"query=%c3%28", "application/x-www-form-urlencoded", {400}),
        (BOMB.encode(), "application/sparql-results+xml", {415}),
        (BOMB.encode(), "application/sparql-query", {400}),
        (b"\x00" * 1000, "application/sparql-query", {400}),
        (b"query=" + b"&query=" * 2_000, "application/x-www-form-urlencoded", {400}),
    ],
)
def test_a_body_that_is_no_query_is_refused(port: int, body: bytes, kind: str, statuses: set[int]) -> None:
    assert _posted(port, body, {"Content-Type": kind}) in statuses
    assert _is_answered(port)


def test_twenty_runaways_hold_up_nobody_and_leave_nothing_behind(port: int, app: FastAPI) -> None:
    readers = app.state.readers

    def runaway(number: int) -> tuple[int, float]:
        started = time.monotonic()
        query = RUNAWAYS[number % len(RUNAWAYS)].encode()
        return _posted(port, query, QUERY, f"127.0.0.{2 + number % 5}"), time.monotonic() - started

    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(runaway, number) for number in range(20)]
        answered: list[bool] = []
        while not all(each.done() for each in asked):
            answered.append(_is_answered(port))
        ended = [each.result() for each in asked]

    assert {status for status, _ in ended} <= {0, 400, 413, 429, 503}
    assert max(took for _, took in ended) < SECONDS + GRACE
    assert (len(answered) >= 2, all(answered)) == (True, True)
    assert readers.under_way == 0
    assert len(readers.running) <= 8


def test_clients_that_break_off_leave_nothing_behind(port: int, app: FastAPI) -> None:
    request = f"GET /sparql?query={quote(RUNAWAYS[0])} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    for length in (1, 20, len(request) - 1, len(request)):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request[:length])

    end = time.monotonic() + GRACE
    while app.state.readers.under_way and time.monotonic() < end:
        time.sleep(0.02)
    assert (app.state.readers.under_way, _is_answered(port)) == (0, True)
