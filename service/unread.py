"""Requests that are no HTTP, or whose head is too long to be read: told as problems, then hung up on."""

from __future__ import annotations

from typing import Final

import h11
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.lengths import MOST_BYTES, AddressTooLong
from service.problems import Problem, described

# Seconds for the client to send the rest, unread: who hangs up on a client that sends may cut off the answer.
LINGERING: Final = 2.0


class Telling(H11Protocol):
    """A connection of the HTTP server."""

    _is_over = False

    @override
    def data_received(self, data: bytes) -> None:
        if not self._is_over:
            super().data_received(data)

    @override
    def send_400_response(self, msg: str) -> None:
        self._is_over = True
        response = _problem(self.conn.trailing_data[0]).response()
        headers = [*response.raw_headers, (b"connection", b"close")]
        for event in (
            h11.Response(status_code=response.status_code, headers=headers),
            h11.Data(data=bytes(response.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.loop.call_later(LINGERING, self.transport.close)


def _problem(head: bytes) -> Problem:
    line = head.partition(b"\r\n")[0]
    if len(line) >= MOST_BYTES:
        return described(AddressTooLong("query string" if b"?" in line else "path"))
    return Problem(status=400, title="Bad Request", detail="the request is no HTTP that is read here")
