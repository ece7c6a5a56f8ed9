"""Connections that answer quick queries themselves: the server's way would cost more than the query does.

A plain query goes straight from the bytes of its request to a reader, and its results straight back. What is
no plain query, or is not answered soon in one piece, is the server's, with the answer that was begun.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar, Final

from typing_extensions import override

from service.compression import PLAIN, packed
from service.errors import CasusError
from service.sparql.answers import Answer
from service.sparql.direct import ADDED, BEGUN, plain_client
from service.sparql.plain import plain, response
from service.sparql.protocol import read_address
from service.sparql.wire import LARGEST, Repeating, Repeats

if TYPE_CHECKING:
    import asyncio

    from service.sparql.answers import Endpoint
    from service.sparql.cache import Result

ENCODED: Final = (b"vary", b"Accept-Encoding")


class Quick(Repeating):
    """A connection of the HTTP server on which plain queries need no server."""

    endpoint: ClassVar[Endpoint]
    _begun: Answer | None = None
    _accepted = b""
    _data = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._http.connections.discard(self._http)
        self._http.connections.add(self)

    @override
    def data_received(self, data: bytes) -> None:
        if self._begun is not None:
            self._hand_over()
        super().data_received(data)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._begun is not None:
            self._begun.give_up()
            self._begun = None
        self._http.connections.discard(self)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Answer what is asked, and hang up."""
        if self._begun is not None:
            self._hand_over()
        self._http.shutdown()

    @override
    def answers(self, data: bytes) -> bool:
        return super().answers(data) or self._begins(data)

    def _begins(self, data: bytes) -> bool:
        """Return whether a request is answered, or an answer begun, without the server."""
        answer = self._answer(data)
        if answer is None:
            return False
        self.was_active()
        self._data = data
        known = answer.known()
        if known is not None:
            self._send(known)
            return True
        self._begun = answer
        if not answer.begin(self._look):
            self._begun = None
            return False
        return True

    def _answer(self, data: bytes) -> Answer | None:
        """Return the answer to be found to a plain request, None for what the server is to read."""
        asked = plain(data)
        client = None if asked is None else plain_client(asked.headers, self._http.client[0])
        if asked is None or client is None:
            return None
        self._accepted = asked.headers.get(b"accept-encoding", b"")
        if PLAIN.fullmatch(self._accepted) is None:
            return None
        try:
            return Answer(self.endpoint, read_address(asked.query_string), client)
        except CasusError:  # for the server to tell
            return None

    def _look(self) -> None:
        """Send the results that were begun, or leave them to the server when they are not there."""
        if self._begun is None:
            return
        found = self._begun.quick()
        if found is None:
            self._hand_over()
            return
        self._begun = None
        self._send(found)

    def _send(self, result: Result) -> None:
        assert self._overheard is not None
        body, encoding = packed(result.body, self._accepted)
        headers = [*self._http.server_state.default_headers, *result.headers, *ADDED, ENCODED]
        if result.status != HTTPStatus.NOT_MODIFIED:
            headers.append((b"content-length", b"%d" % len(body)))
        if encoding is not None:
            headers.append((b"content-encoding", encoding))
        data = response(result.status, headers, body)
        self._overheard.write(data)
        if result.lasts_for is not None and len(data) <= LARGEST:
            self.repeats.keep(self._data, result.lasts_for, data)

    def _hand_over(self) -> None:
        """Let the server read the request, and go on with its answer."""
        assert self._overheard is not None
        begun, self._begun = self._begun, None
        assert begun is not None
        before = self._http.cycle
        self._overheard.request = self._data
        self._http.app_state[BEGUN] = begun
        self.pass_on(self._data)
        del self._http.app_state[BEGUN]
        if self._http.cycle is before:
            begun.give_up()


def quick(endpoint_: Endpoint) -> type[Quick]:
    """Return the class of connections of a server that has this endpoint."""

    class Connection(Quick):
        repeats = Repeats(endpoint_.sequence)
        endpoint = endpoint_

    return Connection
