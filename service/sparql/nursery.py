"""Where reader processes come from, and the news of how each ended."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from service.problems import ReadersBusy
from service.sparql.frames import ENDED
from service.sparql.processes import ReaderGone, ReaderProcess

if TYPE_CHECKING:
    from asyncio.subprocess import Process

PROGRAM: Final = "service.sparql.nursery_process"
STARTING: Final = 30.0  # seconds; measured 0.1, on a machine that is not drowned in work


class Nursery:
    """Where reader processes come from: a process that splits them off, started with the first."""

    def __init__(self, *, memory: int) -> None:
        self.memory = memory
        self._process: Process | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()
        self._children: dict[int, ReaderProcess] = {}
        self._news = b""

    async def reader(self) -> ReaderProcess:
        """Return a new reader process, ready to be asked; raise `ReadersBusy` when none can be had."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)  # noqa: FBT003
        try:
            async with asyncio.timeout(STARTING):
                control = await self._open()
                socket.send_fds(control, [b"r"], [theirs.fileno()])
                theirs.close()
                _, reader = await asyncio.get_running_loop().create_connection(ReaderProcess, sock=ours)
                await reader.greet()
                self._children[reader.pid] = reader
        except (TimeoutError, OSError, ReaderGone):
            ours.close()
            self._leave()
            raise ReadersBusy("a reader process could not be started", headers={"Retry-After": "5"}) from None
        finally:
            theirs.close()
        return reader

    async def close(self) -> None:
        """End the process that splits off others, and with it those that it has split off."""
        process = self._process
        self._leave()
        if process is not None:
            await process.wait()

    async def _open(self) -> socket.socket:
        async with self._starting:
            if self._control is None or self._process is None or self._process.returncode is not None:
                self._leave()
                ours, theirs = socket.socketpair()
                with theirs:
                    self._process = await asyncio.create_subprocess_exec(
                        sys.executable,
                        "-m",
                        PROGRAM,
                        str(theirs.fileno()),
                        str(self.memory),
                        pass_fds=[theirs.fileno()],
                        stdin=asyncio.subprocess.DEVNULL,
                    )
                self._control = ours
                asyncio.get_running_loop().add_reader(ours, self._hear, ours)
            return self._control

    def _hear(self, control: socket.socket) -> None:
        """Tell the readers that have ended how they did."""
        told = control.recv(ENDED.size * 64, socket.MSG_DONTWAIT)
        if not told:
            self._forget_all(control)
        self._news += told
        whole = len(self._news) // ENDED.size * ENDED.size
        for pid, status in ENDED.iter_unpack(self._news[:whole]):
            child = self._children.pop(pid, None)
            if child is not None:
                child.ended.set_result(status)
        self._news = self._news[whole:]

    def _forget_all(self, control: socket.socket) -> None:
        """Hear no more: of readers that end with the process that they come from nobody tells how."""
        asyncio.get_running_loop().remove_reader(control)
        for child in self._children.values():
            child.ended.set_result(0)
        self._children.clear()
        self._news = b""

    def _leave(self) -> None:
        if self._control is not None:
            self._forget_all(self._control)
            self._control.close()
            self._control = None
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
