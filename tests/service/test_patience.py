"""The server hangs up on clients that are too slow, and on no others."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from service.patience import Patient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator

    from starlette.requests import Request

PIECE = b"x" * 65_536


class Impatient(Patient):
    look: ClassVar[float] = 0.1
    patience: ClassVar[float] = 0.5


async def _short(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _endless(_: Request) -> StreamingResponse:
    async def pieces() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0)  # to be sent away is noticed only between two pieces
            yield PIECE

    return StreamingResponse(pieces())


@pytest.fixture(scope="module")
def port() -> Generator[int]:
    """Serve with little patience."""
    app = Starlette(routes=[Route("/", _short, methods=["GET", "POST"]), Route("/endless", _endless)])
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, http=Impatient, log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield bound.getsockname()[1]
        server.should_exit = True
        thread.join()


def _is_hung_up_on(port: int, begins: bytes, drip: bytes = b"", *, within: float = 5.0) -> bool:
    """Return whether the server hangs up on who sends the beginning, and then a byte now and then."""
    end = time.monotonic() + within
    with socket.create_connection(("127.0.0.1", port), timeout=0.1) as connection:
        connection.sendall(begins)
        while time.monotonic() < end:
            try:
                connection.sendall(drip)
                if not connection.recv(1):
                    return True
            except TimeoutError:
                continue
            except ConnectionError:
                return True
    return False


def _rest(connection: socket.socket) -> bytes:
    """Return what the server has sent before it hung up."""
    pieces: list[bytes] = []
    with suppress(ConnectionError):
        while piece := connection.recv(1_000_000):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize(
    ("begins", "drip"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\n", b""),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"x"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", b"x"),
    ],
    ids=["says nothing", "stops in the head", "drips a head", "drips a body"],
)
def test_who_sends_too_slowly_is_hung_up_on(port: int, begins: bytes, drip: bytes) -> None:
    assert _is_hung_up_on(port, begins, drip)


def test_who_takes_no_answer_is_hung_up_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(3)
        assert not _rest(connection).endswith(b"0\r\n\r\n")


def test_who_goes_on_reading_gets_more(port: int) -> None:
    taken = 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        end = time.monotonic() + 2
        while time.monotonic() < end:
            taken += len(connection.recv(100_000))
            time.sleep(0.01)

    assert taken > 1_000_000


def test_who_asks_again_on_the_same_connection_is_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(5):
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            answer = b""
            while not answer.endswith(b"\r\n\r\n3"):
                answer += connection.recv(1_000) or pytest.fail("hung up on")
            time.sleep(0.3)
