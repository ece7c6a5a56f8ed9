"""Plain queries are answered by the connection itself as the server would answer them."""

from __future__ import annotations

import gzip
import socket
import time
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn
import zstandard

from service.app import create_app
from service.settings import Settings
from service.sparql.quick import quick
from tests.bench.http_load import is_whole

if TYPE_CHECKING:
    from collections.abc import Generator

    from fastapi import FastAPI

    from service.store import Store

NAMES = "SELECT ?n { VALUES ?n { 1 2 } }"
MANY = "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y } LIMIT 20000"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# A header that makes a request one that only the server reads.
NOT_PLAIN = "X-Name: Zo\u00eb"


class Served:
    """A server as the command starts it, its port and its app."""

    def __init__(self, port: int, app: FastAPI) -> None:
        self.port = port
        self.app = app

    def connection(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def asked(self, *requests: bytes) -> list[bytes]:
        """Return the answers to requests on one connection."""
        with self.connection() as connection:
            return [_answer(connection, request) for request in requests]


@pytest.fixture
def served(empty: Store) -> Generator[Served]:
    app = create_app(empty, Settings(readers=1))
    with socket.create_server(("127.0.0.1", 0)) as bound:
        config = uvicorn.Config(app, http=quick(app.state.endpoint), log_level="critical")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield Served(bound.getsockname()[1], app)
        server.should_exit = True
        thread.join()


def _request(query: str, *headers: str, more: str = "") -> bytes:
    lines = [f"GET /sparql?query={quote(query)}{more} HTTP/1.1", "Host: a", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _answer(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    return _received(connection)


def _received(connection: socket.socket) -> bytes:
    answer = bytearray()
    while not is_whole(answer):
        piece = connection.recv(100_000)
        assert piece
        answer += piece
    return bytes(answer)


def _parts(answer: bytes) -> tuple[int, dict[str, set[str]], bytes]:
    """Return the status of an answer, its headers but the date, and its body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    line, *headers = head.decode("latin-1").split("\r\n")
    found: dict[str, set[str]] = {}
    for header in headers:
        name, _, value = header.partition(": ")
        found.setdefault(name.lower(), set()).update(value.split(", "))
    del found["date"]
    return int(line.split()[1]), found, body


@pytest.mark.parametrize(
    ("query", "headers", "more"),
    [
        (NAMES, (), ""),
        (NAMES, ("Accept: text/csv",), ""),
        (NAMES, (), "&format=tsv&default-graph-uri=http://a.example/"),
        ("ASK {}", ("Accept: application/sparql-results+xml",), ""),
        ("CONSTRUCT { <a> rdf:value 1 } {}", ("Accept: text/turtle;q=0.5, */*;q=0.1",), ""),
        ("SELECT (NOW() AS ?now) {} LIMIT 0", (), ""),
        (NAMES, (), "&explain=0&timeout=20&min_sequence=0"),
        ("SELECT", (), ""),
        (NAMES, ("Accept: image/png",), ""),
        (NAMES, (), "&format=png"),
        (NAMES, (), "&timeout=soon"),
    ],
)
def test_the_connection_answers_as_the_server_does(
    served: Served, query: str, headers: tuple[str, ...], more: str
) -> None:
    ours, theirs = served.asked(
        _request(query, *headers, more=more), _request(query, *headers, NOT_PLAIN, more=more)
    )

    assert _parts(ours) == _parts(theirs)


def test_an_answer_is_packed_for_who_asks_for_it(served: Served) -> None:
    query = f"SELECT ?n {{ VALUES ?n {{ {' '.join(map(str, range(500)))} }} }}"
    plain, zipped, packed = (
        _parts(answer)
        for answer in served.asked(
            _request(query),
            _request(query, "Accept-Encoding: gzip, deflate"),
            _request(query, "Accept-Encoding: gzip, zstd"),
        )
    )

    assert (zipped[1]["content-encoding"], packed[1]["content-encoding"]) == ({"gzip"}, {"zstd"})
    assert gzip.decompress(zipped[2]) == zstandard.decompress(packed[2]) == plain[2]


def test_who_has_the_results_already_is_told_so(served: Served) -> None:
    status, headers, _ = _parts(served.asked(_request(NAMES))[0])
    (tag,) = headers["etag"]

    with served.connection() as connection:
        connection.sendall(_request(NAMES, f"If-None-Match: {tag}"))
        again = connection.recv(10_000)

    assert (status, _parts(again)[0], _parts(again)[2]) == (200, 304, b"")


def test_a_result_of_many_pieces_comes_whole(served: Served) -> None:
    first, again = served.asked(_request(MANY, "Accept: text/csv"), _request(NAMES, "Accept: text/csv"))

    assert b"transfer-encoding: chunked" in first.partition(b"\r\n\r\n")[0].lower()
    assert first.count(b"\r\nhttp") > 10_000
    assert _parts(again)[2] == b"n\r\n1\r\n2\r\n"


def test_a_query_that_takes_too_long_is_told_to_its_client_who_may_ask_on(served: Served) -> None:
    stopped, after = served.asked(_request(CROSS, more="&timeout=2"), _request("ASK {}"))

    assert _parts(stopped)[0] == 503
    assert b"ran longer than the 2 seconds" in stopped
    assert _parts(after)[2] == b'{"head":{},"boolean":true}'


def test_requests_sent_at_once_are_answered_in_turn(served: Served) -> None:
    with served.connection() as connection:
        connection.sendall(_request(NAMES, "Accept: text/csv"))
        connection.sendall(_request("ASK {}"))
        answer = b""
        while b'"boolean":true' not in answer:
            answer += connection.recv(10_000)

    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.index(b"n\r\n1\r\n2") < answer.index(b'"boolean":true')


def test_many_clients_at_once_are_all_answered(served: Served) -> None:
    queries = [f"SELECT ({number} AS ?n) {{}}" for number in range(40)]
    connections = [served.connection() for _ in queries]
    for connection, query in zip(connections, queries, strict=True):
        connection.sendall(_request(query, "Accept: text/csv"))

    answers = [_parts(_received(connection)) for connection in connections]
    for connection in connections:
        connection.close()

    assert [(status, body) for status, _, body in answers] == [
        (200, b"n\r\n%d\r\n" % number) for number in range(40)
    ]


def test_what_a_client_asked_that_went_away_is_left_off(served: Served) -> None:
    clients = [served.connection() for _ in range(4)]
    for client in clients:
        client.sendall(_request(CROSS))
    readers = served.app.state.readers
    _wait_until(lambda: readers.under_way == 4)
    for client in clients:
        client.close()

    _wait_until(lambda: readers.under_way == 0)

    assert _parts(served.asked(_request("ASK {}"))[0])[0] == 200


def _wait_until(is_so: object) -> None:
    assert callable(is_so)
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
