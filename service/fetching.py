"""Documents fetched from their addresses, bounded in size and time, and never from a private network."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import KW_ONLY, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote, urljoin, urlsplit

from typing_extensions import override

from loaders.containers.http_answer import typed, unpacked_body
from loaders.errors import Refused
from service.hosts import Unreachable, addresses

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
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
PRODUCT: Final = "Casus"
AGENT: Final = f"{PRODUCT}/{version('casus')}"
HEADERS: Final = {
    "User-Agent": AGENT,
    "Accept": "application/rss+xml, application/atom+xml, application/xml, text/html;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What an address answered in the end: from which address, its content, the encoding that was named."""

    url: str
    content: bytes
    charset: str | None


class Fields(Protocol):
    """The fields of an answer's head, whatever the case of their names."""

    def get(self, name: str, /) -> str | None:
        """Return a field, None if there is none."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one address answered by itself; its body is read only with status 200, and unpacked then.

    `moved` is the address that it redirects to.
    """

    url: str
    status: int
    fields: Fields
    body: bytes = b""
    moved: str | None = None

    @property
    def type(self) -> str:
        """Return the type of the body, such as "text/html"."""
        return typed(b"", self.fields.get("Content-Type") or "").type

    @property
    def fetched(self) -> Fetched:
        """Return the document that it is."""
        charset = typed(b"", self.fields.get("Content-Type") or "").charset
        return Fetched(url=self.url, content=self.body, charset=charset)


NO_FIELDS: Final[Mapping[str, str]] = {}


def ask(
    url: str,
    *,
    limit: int,
    private: bool,
    fields: Mapping[str, str] = NO_FIELDS,
    cut: bool = False,
    deadline: float | None = None,
) -> Answer:
    """Return what an address answers when it is asked once, with these fields in the question's head.

    A body beyond the limit is refused, or cut off there.

    Raises:
        Unreachable: it does not answer, or not in time, or breaks off.
        Refused: it is no address, or of a private host without leave, or answers with too much.
    """
    until = time.monotonic() + LONGEST if deadline is None else deadline
    try:
        return _answer(url, {**HEADERS, **fields}, _Bounds(limit, private=private, cut=cut, deadline=until))
    except Refused as refused:
        if refused.source in {"", url}:
            refused = type(refused)(url, refused.reason)
        raise refused from None
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(url, f"cannot be fetched: {str(error) or type(error).__name__}") from error
    except ValueError as error:
        raise Refused(url, f"cannot be fetched: {error}") from error


def fetch(url: str, *, limit: int, private: bool) -> Fetched:
    """Return what an address answers, redirects followed; each is checked as the first is.

    Raises:
        Refused: the address is none, private or loopback without leave, does not answer with a document,
            answers with too much or too slowly, or only with redirects.
    """
    at = url
    deadline = time.monotonic() + LONGEST
    for _ in range(MOST_HOPS):
        try:
            answer = ask(at, limit=limit, private=private, deadline=deadline)
        except Refused as refused:
            raise Refused(url, _reason(refused, url, at)) from refused
        if answer.moved is None and answer.status != OK:
            raise Refused(url, f"answers with status {answer.status}")
        if answer.moved is None:
            return answer.fetched
        at = answer.moved
    raise Refused(url, f"is redirected more than {MOST_HOPS - 1} times")


def _reason(refused: Refused, url: str, at: str) -> str:
    """Return why an address that was redirected to, or its host, is refused."""
    return refused.reason if refused.source in {url, at} else f"{refused.source} {refused.reason}"


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much is read of an answer, until when, and whether a private host is asked at all."""

    limit: int
    _: KW_ONLY
    private: bool
    cut: bool
    deadline: float


def _answer(url: str, fields: Mapping[str, str], bounds: _Bounds) -> Answer:
    parts = urlsplit(url)
    with (
        closing(_connected(parts, private=bounds.private)) as connection,
        _until(bounds.deadline, connection),
    ):
        connection.request("GET", _target(parts), headers=dict(fields))
        with closing(connection.getresponse()) as answer:
            if answer.status != OK:
                moved = answer.headers.get("Location") if answer.status in MOVED else None
                target = None if moved is None else urljoin(url, moved)
                return Answer(url=url, status=answer.status, fields=answer.headers, moved=target)
            body = _body(answer, bounds)
    packing = answer.headers.get("Content-Encoding", "")
    unpacked = unpacked_body(body, packing, bounds.limit)
    return Answer(url=url, status=OK, fields=answer.headers, body=unpacked)


@contextmanager
def _until(deadline: float, connection: _Pinned) -> Generator[None]:
    """Hang up at a moment, however slowly bytes may come."""
    alarm = threading.Timer(max(0.0, deadline - time.monotonic()), connection.hang_up)
    alarm.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise (Unreachable("", TOO_SLOW) if connection.late else error) from error
    finally:
        alarm.cancel()
    if connection.late:
        raise Unreachable("", TOO_SLOW)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=READY)
    return f"{path}?{quote(parts.query, safe=READY)}" if parts.query else path


def _body(answer: http.client.HTTPResponse, bounds: _Bounds) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > bounds.limit and bounds.cut:
            return b"".join(chunks)[: bounds.limit]
        if size > bounds.limit:
            raise Refused("", f"larger than {bounds.limit:,} bytes (CASUS_MAX_DOCUMENT)")
    if answer.length:
        raise Unreachable("", f"breaks off {answer.length:,} bytes before its end")
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
