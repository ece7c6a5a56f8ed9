"""The pool of readers: each question goes to a process of its own, in its lane, until its deadline."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.problems import ReadersBusy
from service.sparql.frames import Kind, packed
from service.sparql.lanes import RETRY, Lanes, Pace, Ticket
from service.sparql.nursery import Nursery

if TYPE_CHECKING:
    from service.sparql.checkpoints import Checkpoint, Checkpoints
    from service.sparql.processes import ReaderProcess

SPARE: Final = 2  # processes kept ready beside those that work
BURYING: Final = 2.0  # seconds for a killed process to be gone


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a query may take: seconds, bytes of memory, bytes of result; how many may be under way."""

    seconds: float = 30.0
    memory: int = 1_000_000_000
    result: int = 1_000_000_000
    most: int = 128
    most_each: int = 64


class Readers:
    """The reader processes of one store, each started when needed; bound to one event loop."""

    def __init__(self, checkpoints: Checkpoints, *, count: int, limits: Limits) -> None:
        self.limits = limits
        self.checkpoints = checkpoints
        self._count = count
        self.lanes = Lanes(places=count, most=limits.most, most_each=limits.most_each)
        self._nursery = Nursery(memory=limits.memory)
        self._idle: list[ReaderProcess] = []
        self._all: set[ReaderProcess] = set()
        self._filling: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def running(self) -> dict[int, tuple[str, ...]]:
        """Return by which means each process that runs is cut off from the network, by its number."""
        return {reader.pid: reader.isolation for reader in self._all}

    @property
    def under_way(self) -> int:
        """Return how many queries run, wait or stand still."""
        return self.lanes.under_way

    async def granted(self, ticket: Ticket, deadline: float) -> None:
        """Wait until a ticket has a quick place; raise `ReadersBusy` when none comes free in time."""
        if ticket.pace is not Pace.WAITING:
            return
        granted = asyncio.Event()
        ticket.on_granted = granted.set
        try:
            async with asyncio.timeout_at(deadline):
                await granted.wait()
        except TimeoutError:
            raise ReadersBusy(
                "every reader was busy for as long as the query may take", headers=RETRY
            ) from None

    def idle_reader(self) -> ReaderProcess | None:
        """Return a process that waits for a question, None when there is none."""
        while self._idle:
            reader = self._idle.pop()
            if reader.is_alive:
                return reader
            self._all.discard(reader)
        return None

    async def reader(self, deadline: float) -> ReaderProcess:
        """Return a process that waits for a question; raise `ReadersBusy` when there is none in time."""
        idle = self.idle_reader()
        if idle is not None:
            return idle
        starting = asyncio.create_task(self._started())
        try:
            async with asyncio.timeout_at(deadline):
                return await asyncio.shield(starting)
        except TimeoutError:
            starting.add_done_callback(self._keep)
            raise ReadersBusy("a reader process could not be started in time", headers=RETRY) from None
        except asyncio.CancelledError:
            starting.add_done_callback(self._keep)
            raise

    def leave(self, ticket: Ticket | None, reader: ReaderProcess | None, lent: Checkpoint) -> None:
        """Take back what an exchange had; a process that is in the middle of a query comes stopped."""
        if reader is not None and reader.is_alive:
            self._idle.append(reader)
        elif reader is not None:
            self._all.discard(reader)
            self._fill(SPARE)
        if ticket is not None:
            self.lanes.leave(ticket)
        self.checkpoints.give_back(lent)

    def dismiss(self, reader: ReaderProcess) -> None:
        """Stop a process that is not to be asked again."""
        reader.stop()
        self._all.discard(reader)
        self._fill(SPARE)

    def set_aside(self, ticket: Ticket) -> None:
        """Move a query to the slow lane; raise `ReadersBusy` when that is full."""
        self.lanes.set_aside(ticket)

    def start(self) -> None:
        """Have processes ready before the first question comes."""
        self._fill(self._count + SPARE)

    async def close(self) -> None:
        """Stop all readers."""
        self._is_closed = True
        if self._filling is not None:
            self._filling.cancel()
            with suppress(asyncio.CancelledError, ReadersBusy):
                await self._filling
        for reader in self._all:
            reader.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(BURYING):
                for reader in self._all:
                    await reader.ended
        self._all.clear()
        await self._nursery.close()

    async def _started(self) -> ReaderProcess:
        reader = await self._nursery.reader()
        self._all.add(reader)
        return reader

    def _keep(self, started: asyncio.Task[ReaderProcess]) -> None:
        """Have a process ready that came too late for who asked for it."""
        if not started.cancelled() and started.exception() is None:
            self._idle.append(started.result())

    def _fill(self, least: int) -> None:
        """See to it that so many processes stand ready."""
        if self._filling is None and not self._is_closed and len(self._idle) < least:
            self._filling = asyncio.create_task(self._filled(least))

    async def _filled(self, least: int) -> None:
        try:
            lent = await self.checkpoints.take()
            while len(self._idle) < least:
                reader = await self._started()
                reader.send(packed(Kind.OPEN, lent.name.encode()))
                self._idle.append(reader)
            self.checkpoints.give_back(lent)
        except ReadersBusy:
            return  # who asks next is told
        finally:
            self._filling = None
