"""A request that comes again word for word gets the same bytes, as long as nothing has changed."""

from __future__ import annotations

import asyncio
import socket
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn

from service.app import create_app
from service.settings import Settings
from service.sparql.quick import quick
from service.sparql.wire import MOST, Repeating, Repeats
from tests.bench.http_load import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from loaders.model import Document
    from service.store import Outcome, Store

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a casus:Claim }"


class Served:
    """A server, its port, and its class of connections."""

    def __init__(self, port: int, connection: type[Repeating]) -> None:
        self.port = port
        self.connection = connection

    @property
    def remembered(self) -> int:
        return len(self.connection.repeats)


@pytest.fixture
def served(empty: Store) -> Generator[Served]:
    """Serve a store as the command does."""
    app = create_app(empty, Settings(readers=1))
    connection = quick(app.state.endpoint)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, http=connection, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield Served(bound.getsockname()[1], connection)
        server.should_exit = True
        thread.join()


def _request(query: str, *headers: str) -> bytes:
    lines = [f"GET /sparql?format=csv&query={quote(query)} HTTP/1.1", "Host: a", *headers, "", ""]
    return "\r\n".join(lines).encode()


def _answer(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    answer = b""
    while not is_whole(bytearray(answer)):
        answer += connection.recv(10_000)
    return answer


def _asked(served: Served, *requests: bytes) -> list[bytes]:
    """Return the answers to requests on one connection."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        return [_answer(connection, request) for request in requests]


def test_who_asks_again_gets_the_same_bytes(served: Served) -> None:
    request = _request(COUNT)

    answers = _asked(served, *[request] * 3) + _asked(served, request)

    assert answers[0].endswith(b"\r\n\r\nn\r\n0\r\n")
    assert (answers, served.remembered) == ([answers[0]] * 4, 1)


def test_a_write_is_seen_by_who_asks_again(
    served: Served, empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    bodies: list[bytes] = []
    for document in documents:
        bodies += [answer[-6:] for answer in _asked(served, *[_request(COUNT)] * 2)]
        put(empty, document)

    assert bodies == [b"n\r\n0\r\n"] * 2 + [b"n\r\n2\r\n"] * 2 + [b"n\r\n3\r\n"] * 2


@pytest.mark.parametrize(
    "request_",
    [
        _request("SELECT (NOW() AS ?x) {}"),
        _request("SELECT"),
        _request(COUNT, "Expect: 100-continue").replace(b"GET", b"HEAD"),
        _request(COUNT).replace(b"format=csv", b"explain=1"),
        _request(COUNT).replace(b"HTTP/1.1", b"HTTP/1.0"),
    ],
    ids=["another each time", "no query", "not GET", "an explanation", "an old client"],
)
def test_what_is_no_lasting_answer_is_not_remembered(served: Served, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(request_)
        assert connection.recv(1)

    assert served.remembered == 0


def test_other_headers_are_another_request(served: Served) -> None:
    plain, page = _asked(served, _request(COUNT), _request(COUNT, "Origin: https://other.example"))

    assert (b"access-control-allow-origin: *" in plain, b"access-control-allow-origin: *" in page) == (
        False,
        True,
    )
    assert served.remembered == 2


def test_a_request_in_pieces_is_no_repetition(served: Served) -> None:
    request = _request(COUNT)
    _asked(served, request)

    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nX-Rest: "
        )
        answer = b""
        while b'"ok"' not in answer:
            answer += connection.recv(10_000)
        # The rest of a header, which looks like a request that was answered before.
        connection.sendall(request)
        rest = connection.recv(10_000)

    assert b'{"status":"ok"}' in rest or b" 400 " in rest.split(b"\r\n")[0]


def test_no_more_is_remembered_than_may_be() -> None:
    async def remembered() -> list[bool]:
        repeats = Repeats(lambda: 1)
        for number in range(5):
            repeats.keep(b"%d" % number, 1, bytes(MOST // 4))
        return [repeats.find(b"%d" % number) is not None for number in range(5)]

    assert asyncio.run(remembered()) == [False, False, True, True, True]
