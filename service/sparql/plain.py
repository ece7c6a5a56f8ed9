"""Requests so plain that no more than their line and headers need be looked at, and their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 16_384  # bytes of a request
# Less than the server takes: what is not of this form is for it to read.
REQUEST: Final = re.compile(
    rb"GET /sparql\?([!-~]+) HTTP/1\.1\r\n((?:[A-Za-z0-9_-]+:[ ]?[ -~]*\r\n)+)\r\n", re.DOTALL
)
# With one of these a request is not done when it is answered, or is not the whole request.
NOT_ALONE: Final = frozenset({b"expect", b"content-length", b"transfer-encoding", b"upgrade"})
REASONS: Final = {200: b"OK", 304: b"Not Modified"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A request by GET to the endpoint: what follows the question mark, and its headers."""

    query_string: bytes
    headers: dict[bytes, bytes]


def plain(data: bytes) -> Plain | None:
    """Return the request that some bytes are, None unless they are one plain request and no more."""
    found = REQUEST.fullmatch(data) if len(data) <= LONGEST else None
    if found is None:
        return None
    lines = found[2].split(b"\r\n")[:-1]
    headers: dict[bytes, bytes] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        headers[name.lower()] = value.strip()
    if (
        len(headers) < len(lines)
        or b"host" not in headers
        or not NOT_ALONE.isdisjoint(headers)
        or headers.get(b"connection", b"keep-alive").lower() != b"keep-alive"
    ):
        return None
    return Plain(found[1], headers)


def response(status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> bytes:
    """Return the bytes of an answer."""
    head = b"".join(b"%b: %b\r\n" % header for header in headers)
    return b"HTTP/1.1 %d %b\r\n%b\r\n%b" % (status, REASONS[status], head, body)
