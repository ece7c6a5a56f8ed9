"""Documents fetched from their addresses, bounded in size and time, and never from a private network."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

from typing_extensions import override

from loaders.containers.http_answer import typed, unpacked_body
from loaders.errors import Refused
from service.hosts import addresses

if TYPE_CHECKING:
    from collections.abc import Generator
    from urllib.parse import SplitResult

SCHEMES: Final = {"http": 80, "https": 443}
MOST_HOPS: Final = 6
SILENCE: Final = 20.0  # seconds without a byte
LONGEST: Final = 120.0  # seconds for all of an answer
CHUNK: Final = 65_536
TOO_SLOW: Final = f"takes longer than {LONGEST:.0f} seconds"
READY: Final = "/?%:@!$&'()*+,;=~"  # what stands in an address as it is
OK: Final = 200
MOVED: Final = frozenset({301, 302, 303, 307, 308})
HEADERS: Final = {
    "User-Agent": f"Casus/{version('casus')}",
    "Accept": "application/rss+xml, application/atom+xml, application/xml, text/html;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What an address answered in the end: from which address, its content, the encoding that was named."""

    url: str
    content: bytes
    charset: str | None


def fetch(url: str, *, limit: int, private: bool) -> Fetched:
    """Return what an address answers, redirects followed; each is checked as the first is.

    Raises:
        Refused: the address is none, private or loopback without leave, does not answer with a document,
            answers with too much or too slowly, or only with redirects.
    """
    at = url
    deadline = time.monotonic() + LONGEST
    try:
        for _ in range(MOST_HOPS):
            found = _answer(at, limit=limit, private=private, deadline=deadline)
            if isinstance(found, Fetched):
                return found
            at = found
    except Refused as refused:
        raise Refused(url, _reason(refused, url)) from refused
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(url, f"cannot be fetched: {str(error) or type(error).__name__}") from error
    raise Refused(url, f"is redirected more than {MOST_HOPS - 1} times")


def _reason(refused: Refused, url: str) -> str:
    return refused.reason if refused.source in {"", url} else f"{refused.source} {refused.reason}"


def _answer(url: str, *, limit: int, private: bool, deadline: float) -> Fetched | str:
    """Return the document at an address, or the address that it is redirected to."""
    parts = urlsplit(url)
    with closing(_connected(parts, private=private)) as connection, _until(deadline, connection):
        connection.request("GET", _target(parts), headers=HEADERS)
        with closing(connection.getresponse()) as answer:
            moved = answer.headers.get("Location")
            if answer.status in MOVED and moved is not None:
                return urljoin(url, moved)
            if answer.status != OK:
                raise Refused("", f"answers with status {answer.status}")
            body = _body(answer, limit)
            packing = answer.headers.get("Content-Encoding", "")
            told = typed(b"", answer.headers.get("Content-Type", ""))
    return Fetched(url=url, content=unpacked_body(body, packing, limit), charset=told.charset)


@contextmanager
def _until(deadline: float, connection: _Pinned) -> Generator[None]:
    """Hang up at a moment, however slowly bytes may come."""
    alarm = threading.Timer(max(0.0, deadline - time.monotonic()), connection.hang_up)
    alarm.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise (Refused("", TOO_SLOW) if connection.late else error) from error
    finally:
        alarm.cancel()
    if connection.late:
        raise Refused("", TOO_SLOW)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=READY)
    return f"{path}?{quote(parts.query, safe=READY)}" if parts.query else path


def _body(answer: http.client.HTTPResponse, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise Refused("", f"larger than {limit:,} bytes (CASUS_MAX_DOCUMENT)")
    if answer.length:
        raise Refused("", f"breaks off {answer.length:,} bytes before its end")
    return b"".join(chunks)


def _connected(parts: SplitResult, *, private: bool) -> _Pinned:
    if parts.scheme not in SCHEMES or parts.hostname is None or parts.username is not None:
        raise Refused("", "is no http or https address")
    port = parts.port or SCHEMES[parts.scheme]
    connection = _Pinned(parts.hostname, port, timeout=SILENCE)
    connection.secure = parts.scheme == "https"
    connection.numbers = addresses(parts.hostname, port, private=private)
    return connection


class _Pinned(http.client.HTTPConnection):
    """A connection to the addresses that were checked, whatever the host's name means a moment later."""

    secure = False
    late = False
    numbers: list[str]

    def hang_up(self) -> None:
        """End the connection from another thread, since it takes too long."""
        self.late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    @override
    def connect(self) -> None:
        self.sock = _reached(self.numbers, self.port)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _reached(numbers: list[str], port: int) -> socket.socket:
    """Return a connection to the first address that takes one."""
    for number in numbers[:-1]:
        try:
            return socket.create_connection((number, port), timeout=SILENCE)
        except OSError:
            continue
    return socket.create_connection((numbers[-1], port), timeout=SILENCE)
