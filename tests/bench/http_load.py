"""A client that asks over kept connections as fast as it is answered, and what it measures."""

from __future__ import annotations

import selectors
import socket
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD_END: Final = b"\r\n\r\n"
LAST_CHUNK: Final = b"0\r\n\r\n"


@dataclass(kw_only=True)
class Measured:
    """How long each answer took, in seconds, and how long all did."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list[float])
    statuses: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def rate(self) -> float:
        """Return answers a second."""
        return len(self.waits) / self.seconds

    def quantile(self, share: float) -> float:
        """Return the wait that this share of the answers stayed under."""
        return sorted(self.waits)[min(int(len(self.waits) * share), len(self.waits) - 1)]


def asking(query: str, *, path: str = "/sparql", accept: str = "application/sparql-results+json") -> bytes:
    """Return a request that asks a query by GET."""
    return f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: bench\r\nAccept: {accept}\r\n\r\n".encode()


def posting(query: str) -> bytes:
    """Return a request that posts a query as it is."""
    body = query.encode()
    return (
        b"POST /sparql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )


def measure(port: int, requests: Callable[[], bytes], *, connections: int, seconds: float) -> Measured:
    """Ask for some seconds over so many connections at once, each the next as soon as it was answered."""
    measured = Measured()
    with selectors.DefaultSelector() as selector:
        clients = [_Client(port, requests) for _ in range(connections)]
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.ask()
        started = perf_counter()
        end = started + seconds
        while (now := perf_counter()) < end or not measured.waits:
            for key, _ in selector.select(max(end - now, 0.1)):
                key.data.read(measured)
        measured.seconds = perf_counter() - started
        for client in clients:
            client.socket.close()
    return measured


class _Client:
    """One connection, and the answer that it waits for."""

    def __init__(self, port: int, requests: Callable[[], bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests = requests
        self._asked = 0.0
        self._read = bytearray()

    def ask(self) -> None:
        self._read.clear()
        self._asked = perf_counter()
        self.socket.sendall(self._requests())

    def read(self, measured: Measured) -> None:
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server hung up")
        self._read += data
        if is_whole(self._read):
            measured.waits.append(perf_counter() - self._asked)
            status = int(self._read[9:12])
            measured.statuses[status] = measured.statuses.get(status, 0) + 1
            self.ask()


def is_whole(answer: bytearray) -> bool:
    """Return whether an answer has come to its end."""
    head = answer.find(HEAD_END)
    if head < 0:
        return False
    lower = bytes(answer[:head]).lower()
    place = lower.find(b"content-length:")
    if place >= 0:
        length = int(lower[place + 15 :].split(b"\r\n", 1)[0])
        return len(answer) >= head + len(HEAD_END) + length
    return answer.endswith(LAST_CHUNK)


def first_and_last(port: int, request: bytes) -> tuple[float, float]:
    """Return after how many seconds the first byte of an answer's body came, and its last."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        started = perf_counter()
        connection.sendall(request)
        answer = bytearray()
        first = 0.0
        while not answer or not answer.endswith(LAST_CHUNK):
            answer += connection.recv(262_144)
            if not first and len(answer) > answer.find(HEAD_END) + len(HEAD_END) > len(HEAD_END):
                first = perf_counter() - started
        assert answer.startswith(b"HTTP/1.1 200")
        return first, perf_counter() - started


def each_in_turn(requests: list[bytes]) -> Callable[[], bytes]:
    """Return a function that gives one request after the other, from the start again after the last."""

    def endless() -> Iterator[bytes]:
        while True:
            yield from requests

    return endless().__next__
