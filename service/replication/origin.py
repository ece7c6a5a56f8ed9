"""The service that is copied: its changes, asked for over HTTP."""

from __future__ import annotations

import gzip
import http.client
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

import orjson
import zstandard

from service.errors import CasusError, WrongUsage
from service.feed.headers import BASE, VOCABULARY
from service.http import SEQUENCE
from service.log import Action, Content, Entry, SharedNode
from service.rest.parameters import LARGEST

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from http.client import HTTPConnection, HTTPResponse

SILENCE: Final = 60.0  # seconds without a byte
OK: Final = 200
PATH: Final = "/feed/changes"
BLOCK: Final = 1 << 20
HEADERS: Final = {"Accept-Encoding": "zstd, gzip", "Accept": "application/x-ndjson"}


class OriginFailed(CasusError):
    """The service that is copied could not be asked, or its answer could not be read."""

    status = 502
    title = "The origin failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What the origin says of itself: the number of its newest change, the base of its IRIs.

    `vocabulary` is a digest of its ontology and authority data.
    """

    newest: int
    base: str
    vocabulary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Some changes in the order of the log, and the state after the last."""

    changes: tuple[tuple[Entry, Content], ...]
    state: str | None

    @property
    def last(self) -> int:
        """Return the number of the last change, 0 when there is none."""
        return (self.changes[-1][0].seq or 0) if self.changes else 0


class Origin:
    """A service by its address; one connection, opened again when it broke. Not for several threads."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or parts.hostname is None:
            raise WrongUsage(f"{address!r} is no http or https address of a service")
        self.address = address.rstrip("/")
        self._secure = parts.scheme == "https"
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path.rstrip("/")
        self._open: HTTPConnection | None = None

    def about(self) -> About:
        """Return what the service says of itself.

        Raises:
            OriginFailed: it cannot be asked, or answers something else.
        """
        with self._understood():
            answer, _ = self._asked_for(after=LARGEST, limit=1)
            return About(
                newest=int(_header(answer, SEQUENCE)),
                base=_header(answer, BASE),
                vocabulary=_header(answer, VOCABULARY),
            )

    def changes(self, *, after: int, limit: int) -> Page:
        """Return the changes with higher numbers, no more than so many.

        Raises:
            OriginFailed: the service cannot be asked, or answers something else.
        """
        with self._understood():
            answer, content = self._asked_for(after=after, limit=limit)
            return page_of(_plain(answer, content).splitlines())

    def file(self, path: str, headers: dict[str, str]) -> HTTPResponse:
        """Ask for a file; to be followed by `blocks`, or by `close`.

        Raises:
            OriginFailed: the service cannot be asked.
        """
        with self._understood():
            return self._answer(f"{self._path}{path}", headers)

    def blocks(self, answer: HTTPResponse) -> Iterator[bytes]:
        """Yield the bytes of a file.

        Raises:
            OriginFailed: it breaks off.
        """
        lacking = int(answer.headers["Content-Length"])
        while lacking > 0:
            with self._understood():
                block = answer.read(BLOCK)
            if not block:
                raise OriginFailed(f"{self.address} broke off in the middle of a file")
            lacking -= len(block)
            yield block

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @contextmanager
    def _understood(self) -> Generator[None]:
        """Tell whatever goes wrong as a failure of the origin."""
        try:
            yield
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise OriginFailed(f"{self.address} could not be asked: {error!r}") from error
        except (KeyError, TypeError, ValueError, EOFError, zstandard.ZstdError) as error:
            raise OriginFailed(f"{self.address} answered what is no change feed: {error}") from error

    def _asked_for(self, *, after: int, limit: int) -> tuple[HTTPResponse, bytes]:
        answer = self._answer(f"{self._path}{PATH}?{urlencode({'after': after, 'limit': limit})}", HEADERS)
        content = answer.read()
        if answer.status != OK:
            raise OriginFailed(f"{self.address} answered {answer.status} {answer.reason}")
        return answer, content

    def _answer(self, path: str, headers: dict[str, str]) -> HTTPResponse:
        if self._open is not None:
            try:
                return _asked(self._open, path, headers)
            except (ConnectionError, http.client.HTTPException):
                # A server hangs up on a connection that was idle for a while: that is no failure.
                self.close()
        self._open = self._connected()
        return _asked(self._open, path, headers)

    def _connected(self) -> HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=SILENCE, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=SILENCE)


def page_of(lines: Sequence[bytes]) -> Page:
    """Return the changes that lines of the feed tell.

    Raises:
        KeyError: one lacks what a change has; TypeError and ValueError, it is none.
    """
    told = [orjson.loads(line) for line in lines]
    return Page(changes=tuple(map(_change, told)), state=told[-1]["state"] if told else None)


def _asked(connection: HTTPConnection, path: str, headers: dict[str, str]) -> HTTPResponse:
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def _plain(answer: HTTPResponse, content: bytes) -> bytes:
    packing = answer.headers.get("Content-Encoding")
    if packing == "zstd":
        return zstandard.ZstdDecompressor().stream_reader(content, read_across_frames=True).read()
    return gzip.decompress(content) if packing == "gzip" else content


def _header(answer: HTTPResponse, name: str) -> str:
    value = answer.headers.get(name)
    if value is None:
        raise KeyError(name)
    return str(value)


def _change(line: dict[str, Any]) -> tuple[Entry, Content]:
    entry = Entry(
        action=Action(line["action"]),
        key=line["key"],
        article=line["article"],
        graph=line["graph"],
        run=line["run"],
        digest=line["digest"],
        text_hash=line["text_hash"],
        reason=line["reason"],
        seq=line["sequence"],
        time=line["time"],
    )
    shared = tuple(
        SharedNode(subject=node["subject"], graph=node["graph"], quads=node["quads"])
        for node in line["shared"]
    )
    return entry, Content(came=line["quads"], shared=shared)
