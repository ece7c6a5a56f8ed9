"""The service that is copied: its changes, asked for over HTTP."""

from __future__ import annotations

import gzip
import http.client
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

import orjson

from service.errors import CasusError, WrongUsage
from service.log import Action, Content, Entry, SharedNode

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

SILENCE: Final = 60.0  # seconds without a byte
OK: Final = 200
PATH: Final = "/feed/changes"
HEADERS: Final = {"Accept-Encoding": "gzip", "Accept": "application/x-ndjson"}


class OriginFailed(CasusError):
    """The service that is copied could not be asked, or its answer could not be read."""

    status = 502
    title = "The origin failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Some changes in the order of the log, the state after the last, and what the origin says of itself.

    `newest` is the number of its newest change, `base` that of its IRIs, and `vocabulary` a digest of its
    ontology and authority data.
    """

    changes: tuple[tuple[Entry, Content], ...]
    state: str | None
    newest: int
    base: str
    vocabulary: str


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

    def changes(self, *, after: int, limit: int) -> Page:
        """Return the changes with higher numbers, no more than so many.

        Raises:
            OriginFailed: the service cannot be asked, or answers something else.
        """
        asked = {"after": after, "limit": limit}
        try:
            answer = self._answer(f"{self._path}{PATH}?{urlencode(asked)}")
            content = answer.read()
            if answer.status != OK:
                raise OriginFailed(f"{self.address} answered {answer.status} {answer.reason}")
            return _page(answer, content)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise OriginFailed(f"{self.address} could not be asked: {error!r}") from error
        except (KeyError, TypeError, ValueError, EOFError) as error:
            raise OriginFailed(f"{self.address} answered what is no change feed: {error}") from error

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _answer(self, path: str) -> HTTPResponse:
        if self._open is not None:
            try:
                return self._asked(self._open, path)
            except (ConnectionError, http.client.HTTPException):
                # A server hangs up on a connection that was idle for a while: that is no failure.
                self.close()
        self._open = self._connected()
        return self._asked(self._open, path)

    def _asked(self, connection: HTTPConnection, path: str) -> HTTPResponse:
        connection.request("GET", path, headers=HEADERS)
        return connection.getresponse()

    def _connected(self) -> HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=SILENCE, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=SILENCE)


def _page(answer: HTTPResponse, content: bytes) -> Page:
    plain = gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content
    lines = [orjson.loads(line) for line in plain.splitlines()]
    return Page(
        changes=tuple(_change(line) for line in lines),
        state=lines[-1]["state"] if lines else None,
        newest=int(_header(answer, "Casus-Sequence")),
        base=_header(answer, "Casus-Base"),
        vocabulary=_header(answer, "Casus-Vocabulary"),
    )


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
