"""Answers to requests that come again word for word: the same bytes, as long as the store is the same.

To read a request and to write an answer costs this process more than all else that a kept result takes.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from typing_extensions import override

from service.patience import Patient

if TYPE_CHECKING:
    from collections.abc import Callable

BEGINS: Final = b"GET /sparql?"
LONGEST: Final = 16_384  # bytes of a request that is remembered
LARGEST: Final = 1_000_000  # bytes of an answer that is
MOST: Final = 32_000_000  # bytes of all
FRESH: Final = 10.0  # seconds after which an answer is made anew, with the date of the day
HEAD_END: Final = b"\r\n\r\n"
# With one of these a request is not done when it is answered, or is not the whole request.
UNFIT: Final = re.compile(
    rb"\r\n(?:expect|content-length|transfer-encoding|upgrade|connection)[ \t]*:"
    rb"(?![ \t]*keep-alive[ \t]*\r\n)",
    re.IGNORECASE,
)
KEPT: Final = re.compile(
    rb"HTTP/1\.1 200 (?=(?:[^\r\n]*\r\n)*?etag:)(?=(?:[^\r\n]*\r\n)*?content-length:[ ]*(\d+))"
    rb"(?=(?:[^\r\n]*\r\n)*?casus-sequence:[ ]*(\d+))",
    re.IGNORECASE,
)


class Repeats:
    """The answers to requests by their bytes; `sequence` tells which state of the store is to be shown."""

    def __init__(self, sequence: Callable[[], int | None]) -> None:
        self._sequence = sequence
        self._held: OrderedDict[bytes, tuple[int, float, bytes]] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        """Return how many answers are remembered."""
        return len(self._held)

    def find(self, request: bytes) -> bytes | None:
        """Return the answer to a request that was answered before, and would be answered so again."""
        held = self._held.get(request)
        if held is None:
            return None
        sequence, until, answer = held
        if sequence != self._sequence() or until < asyncio.get_running_loop().time():
            self._drop(request)
            return None
        return answer

    def keep(self, request: bytes, sequence: int, answer: bytes) -> None:
        """Remember the answer to a request."""
        if request in self._held:
            self._drop(request)
        self._held[request] = (sequence, asyncio.get_running_loop().time() + FRESH, answer)
        self._bytes += len(request) + len(answer)
        while self._bytes > MOST:
            self._drop(next(iter(self._held)))

    def _drop(self, request: bytes) -> None:
        _, _, answer = self._held.pop(request)
        self._bytes -= len(request) + len(answer)


class Repeating(Patient):
    """A connection on which a request that comes again is answered at once."""

    repeats: ClassVar[Repeats]
    _overheard: _Overheard | None = None
    _is_clean = True

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._overheard = _Overheard(cast("asyncio.Transport", transport), self.repeats)
        super().connection_made(cast("asyncio.Transport", self._overheard))

    @override
    def data_received(self, data: bytes) -> None:
        overheard = self._overheard
        assert overheard is not None
        overheard.request = None
        # After anything but one whole request the server may hold the beginning of another.
        self._is_clean = self._is_clean and self.is_idle and _is_plain(data)
        if self._is_clean and data.startswith(BEGINS):
            if not overheard.get_write_buffer_size() and self.answers(data):
                return
            overheard.request = data
        super().data_received(data)

    def answers(self, data: bytes) -> bool:
        """Return whether a request needs no server, because it is answered without."""
        answer = self.repeats.find(data)
        if answer is None:
            return False
        assert self._overheard is not None
        self._overheard.write(answer)
        self.was_active()
        return True

    def pass_on(self, data: bytes) -> None:
        """Let the server read a request."""
        super().data_received(data)


class _Overheard:
    """A transport that listens to what is written."""

    def __init__(self, transport: asyncio.Transport, repeats: Repeats) -> None:
        self._transport = transport
        self._repeats = repeats
        self._pieces: list[bytes] = []
        self._request: bytes | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)

    @property
    def request(self) -> bytes | None:
        """Return the request whose answer is listened to."""
        return self._request

    @request.setter
    def request(self, request: bytes | None) -> None:
        self._request = request
        self._pieces = []

    def write(self, data: bytes) -> None:
        """Write, and remember what was written once it is a whole answer."""
        self._transport.write(data)
        if self._request is not None:
            self._pieces.append(bytes(data))
            self._listen(self._request, b"".join(self._pieces))

    def _listen(self, request: bytes, answer: bytes) -> None:
        end = answer.find(HEAD_END)
        if end < 0:
            return
        kept = KEPT.match(answer, 0, end + len(HEAD_END))
        if kept is None or int(kept[1]) > LARGEST:
            self.request = None
        elif len(answer) >= end + len(HEAD_END) + int(kept[1]):
            self._repeats.keep(request, int(kept[2]), answer)
            self.request = None


def _is_plain(data: bytes) -> bool:
    """Return whether bytes are one whole request, after which the connection stays as it is."""
    return (
        data.startswith(b"GET ")
        and len(data) <= LONGEST
        and data.find(HEAD_END) == len(data) - len(HEAD_END)
        and data[: data.find(b"\r\n")].endswith(b" HTTP/1.1")
        and UNFIT.search(data) is None
    )
