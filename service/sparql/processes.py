"""Reader processes as the service sees them: what each says, how it is held, how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import orjson
from typing_extensions import override

from service.sparql.frames import PREFIX, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

PRIORITY: Final = 10  # of 19: a tenth of the time where others want it too
BURIED: Final = 5.0  # seconds for the news of how a process ended
KEPT: Final = 262_144  # bytes of an answer that may wait for the client before its reader has to


class ReaderGone(Exception):
    """The reader process ended in the middle of an exchange."""


class ReaderProcess(asyncio.Protocol):
    """One reader process: the frames that it sends, and the signals that it gets."""

    def __init__(self) -> None:
        self.pid = 0
        self.isolation: tuple[str, ...] = ()
        self._handle = -1
        self._frames: deque[tuple[Kind, bytes]] = deque()
        self._size = 0
        self._rest = b""
        self._waiter: asyncio.Future[None] | None = None
        self._failure: Exception | None = None
        self._is_paused = False
        self._transport: asyncio.Transport | None = None
        self.on_frames: Callable[[], None] | None = None
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def is_alive(self) -> bool:
        """Return whether the process can take a question."""
        return self._failure is None

    @property
    def has_whole_answer(self) -> bool:
        """Return whether an answer that is no refusal has come from its head to its end."""
        frames = self._frames
        return bool(frames) and frames[-1][0] is Kind.END and frames[0][0] is Kind.HEAD

    async def greet(self) -> None:
        """Wait until the process is ready."""
        kind, told = await self.receive()
        assert kind is Kind.READY
        ready = orjson.loads(told)
        self.pid, self.isolation = ready["pid"], tuple(ready["isolated"])
        with suppress(ProcessLookupError):
            self._handle = os.pidfd_open(self.pid)

    def send(self, frame: bytes) -> None:
        """Hand a frame over; one that nobody takes is noticed when its answer is awaited."""
        assert self._transport is not None
        self._transport.write(frame)

    def received(self) -> tuple[Kind, bytes] | None:
        """Return the next frame if it is there already."""
        if not self._frames:
            return None
        kind, payload = self._frames.popleft()
        self._size -= len(payload)
        if self._is_paused and self._size < KEPT and self._transport is not None:
            self._transport.resume_reading()
            self._is_paused = False
        return kind, payload

    async def receive(self) -> tuple[Kind, bytes]:
        """Return the next frame; raise `ReaderGone`, or why the process was stopped, if none is to come."""
        while (frame := self.received()) is None:
            if self._failure is not None:
                raise self._failure
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        return frame

    def waited(self) -> float:
        """Return for how many seconds the process could run and others had the processors; 0 if unknown."""
        try:
            told = Path(f"/proc/{self.pid}/schedstat").read_bytes()
        except OSError:
            return 0.0
        return int(told.split()[1]) / 1e9

    async def ending(self) -> int | None:
        """Return the signal that ended the process, None if it was none or is not known."""
        with suppress(TimeoutError):
            async with asyncio.timeout(BURIED):
                return os.WTERMSIG(await asyncio.shield(self.ended)) or None
        return None

    def pause(self) -> None:
        """Let the process stand still."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the process go on after a pause."""
        self._signal(signal.SIGCONT)

    def step_back(self) -> None:
        """Let the process give way to others; there is no way back from that."""
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.pid, PRIORITY)

    def stop(self, reason: Exception | None = None) -> None:
        """End the process, whatever it does; who waits for a frame of it is told the reason."""
        self._frames.clear()
        self._fail(reason or ReaderGone())
        self._signal(signal.SIGKILL)
        if self._transport is not None:
            self._transport.abort()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        rest = self._rest + data if self._rest else data
        at = 0
        while len(rest) - at >= PREFIX.size:
            kind, length = PREFIX.unpack_from(rest, at)
            end = at + PREFIX.size + length
            if end > len(rest):
                break
            self._frames.append((Kind(kind), rest[at + PREFIX.size : end]))
            self._size += length
            at = end
        self._rest = rest[at:]
        if self._size >= KEPT and self._transport is not None:
            self._transport.pause_reading()
            self._is_paused = True
        if at:
            self._wake()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(ReaderGone())
        if self._handle >= 0:
            self._signal(signal.SIGKILL)
            os.close(self._handle)
            self._handle = -1

    def _fail(self, reason: Exception) -> None:
        if self._failure is None:
            self._failure = reason
        self._wake()

    def _wake(self) -> None:
        if self.on_frames is not None:
            self.on_frames()
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _signal(self, number: signal.Signals) -> None:
        if self._handle >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)
