"""The pool of readers: each question goes to a process of its own, in its lane, until its deadline."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import orjson

from service.problems import (
    MalformedQuery,
    NotAcceptable,
    QueryStopped,
    ReadersBusy,
    Refusal,
    RefusedQuery,
    ResultTooLarge,
)
from service.sparql.formats import GRAPHS, SOLUTIONS
from service.sparql.frames import Kind, Question, Trouble, packed
from service.sparql.lanes import RETRY, SLOW, Lanes, Pace, Ticket
from service.sparql.processes import Nursery, ReaderGone, ReaderProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.sparql.checkpoints import Checkpoint, Checkpoints

SHORTLY: Final = 0.02
LONG: Final = 0.1  # seconds after which a query gives way to others
SPARE: Final = 2  # processes kept ready beside those that work
BURYING: Final = 2.0  # seconds for a killed process to be gone
HERE: Final = "here"  # who asks when it is no client


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
        self._checkpoints = checkpoints
        self._count = count
        self._lanes = Lanes(places=count, most=limits.most, most_each=limits.most_each)
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
        return self._lanes.under_way

    def exchange(self, lent: Checkpoint, *, seconds: float, since: float) -> Exchange:
        """Return an exchange, not started yet, on a checkpoint, which it gives back when it is finished.

        It may take so many seconds since a time of the loop's clock.
        """
        return Exchange(self, lent, seconds=seconds, since=since)

    async def ask(self, question: Question) -> Exchange:
        """Return the answer to a question of the service's own, put to the newest state of the store.

        Raises what `Exchange.start` raises.
        """
        since = asyncio.get_running_loop().time()
        exchange = self.exchange(await self._checkpoints.take(), seconds=self.limits.seconds, since=since)
        try:
            await exchange.start(question, client=HERE)
        except BaseException:
            exchange.finish()
            raise
        return exchange

    async def enter(self, client: str, deadline: float) -> Ticket:
        """Return a ticket for a quick place.

        Raises:
            TooManyRequests: too many queries are under way.
            ReadersBusy: no place came free in time.
        """
        ticket = self._lanes.enter(client)
        if ticket.pace is Pace.QUICK:
            return ticket
        try:
            async with asyncio.timeout_at(deadline):
                await ticket.granted
        except TimeoutError:
            self._lanes.leave(ticket)
            raise ReadersBusy(
                "every reader was busy for as long as the query may take", headers=RETRY
            ) from None
        except BaseException:
            self._lanes.leave(ticket)
            raise
        return ticket

    async def reader(self, deadline: float) -> ReaderProcess:
        """Return a process that waits for a question; raise `ReadersBusy` when there is none in time."""
        while self._idle:
            reader = self._idle.pop()
            if reader.is_alive:
                return reader
            self._all.discard(reader)
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
            self._lanes.leave(ticket)
        self._checkpoints.give_back(lent)

    def dismiss(self, reader: ReaderProcess) -> None:
        """Stop a process that is not to be asked again."""
        reader.stop()
        self._all.discard(reader)
        self._fill(SPARE)

    def set_aside(self, ticket: Ticket) -> None:
        """Move a query to the slow lane; raise `ReadersBusy` when that is full."""
        self._lanes.set_aside(ticket)

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
                    await reader.gone
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
            lent = await self._checkpoints.take()
            while len(self._idle) < least:
                reader = await self._started()
                reader.send(packed(Kind.OPEN, lent.name.encode()))
                self._idle.append(reader)
            self._checkpoints.give_back(lent)
        except ReadersBusy:
            return  # who asks next is told
        finally:
            self._filling = None


class Exchange:
    """One question and its answer: the head, the data as it comes, the end, or why there is none."""

    def __init__(self, pool: Readers, checkpoint: Checkpoint, *, seconds: float, since: float) -> None:
        self.checkpoint = checkpoint
        self.deadline = since + seconds
        self._seconds = seconds
        self.head: dict[str, object] = {}
        self.was_slow = False
        self.has_stepped_back = False
        self._pool = pool
        self._ticket: Ticket | None = None
        self._reader: ReaderProcess | None = None
        self._timers: list[asyncio.TimerHandle] = []
        self.is_whole = False
        self._is_finished = False

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that the answer saw."""
        return self.checkpoint.sequence

    @property
    def prefixes(self) -> list[str]:
        """Return the prefixes that the query used and did not declare."""
        return cast("list[str]", self.head["prefixes"])

    @property
    def format(self) -> str:
        """Return the name of the format that the results are in."""
        return str(self.head["format"])

    async def start(self, question: Question, *, client: str) -> None:
        """Put the question, and wait for the head of its answer.

        Raises:
            TooManyRequests, ReadersBusy: no reader is to be had.
            QueryStopped: the query ran too long, or took its reader down.
            MalformedQuery, RefusedQuery, NotAcceptable, ResultTooLarge, Refusal: there are no results for it.
        """
        self._ticket = await self._pool.enter(client, self.deadline)
        self._ticket.on_pace = self._on_pace
        reader = self._reader = await self._pool.reader(self.deadline)
        question.checkpoint = self.checkpoint.name
        question.most_bytes = self._pool.limits.result
        reader.send(packed(Kind.QUESTION, question))
        self._timers = [asyncio.get_running_loop().call_later(SHORTLY, self._linger)]
        kind, told = await self._receive()
        if kind is Kind.HEAD:
            self.head = orjson.loads(told)
        else:
            self._is_data(kind, told)

    def ready(self) -> bytes:
        """Return the data that has come already; `is_whole` says whether it is all."""
        assert self._reader is not None
        pieces: list[bytes] = []
        try:
            while (frame := self._reader.received()) is not None and self._is_data(*frame):
                pieces.append(frame[1])
        except Refusal:
            self.finish()
            raise
        if self.is_whole:
            self.finish()
        return b"".join(pieces)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the data; an exception says that it is not whole."""
        try:
            while not self.is_whole and self._is_data(*(frame := await self._receive())):
                yield frame[1]
        finally:
            self.finish()

    def finish(self) -> None:
        """Give back what was taken, once; a reader in the middle of the query is stopped."""
        if self._is_finished:
            return
        self._is_finished = True
        for timer in self._timers:
            timer.cancel()
        # One that has stepped back has done so for good, and may hold much memory.
        if self._reader is not None and (self.has_stepped_back or not self.is_whole):
            self._reader.stop()
        self._pool.leave(self._ticket, self._reader, self.checkpoint)

    def _is_data(self, kind: Kind, payload: bytes) -> bool:
        """Return whether a frame holds data; raise what it says instead."""
        if kind is Kind.DATA:
            return True
        self.is_whole = True
        if kind is Kind.ERROR:
            raise _refusal(Trouble(**orjson.loads(payload)))
        return False

    async def _receive(self) -> tuple[Kind, bytes]:
        assert self._reader is not None
        try:
            return await self._reader.receive()
        except ReaderGone:
            raise QueryStopped(
                "the query took more memory or nesting than a reader process may have, and ended it"
            ) from None

    def _linger(self) -> None:
        """Set the clocks of a query that is not answered at once; for each they would cost too much."""
        loop = asyncio.get_running_loop()
        self._timers = [
            loop.call_at(self.deadline, self._expire),
            loop.call_later(LONG - SHORTLY, self._step_back),
            loop.call_later(SLOW - SHORTLY, self._set_aside),
        ]

    def _expire(self) -> None:
        assert self._reader is not None
        self._reader.stop(
            QueryStopped(
                f"the query ran longer than the {self._seconds:g} seconds that it may take",
                seconds=self._seconds,
            )
        )

    def _step_back(self) -> None:
        assert self._reader is not None
        self.has_stepped_back = True
        self._reader.step_back()

    def _set_aside(self) -> None:
        assert self._ticket is not None
        assert self._reader is not None
        try:
            self._pool.set_aside(self._ticket)
        except ReadersBusy as busy:
            self._reader.stop(busy)

    def _on_pace(self, pace: Pace) -> None:
        assert self._reader is not None
        self.was_slow = True
        if pace is Pace.FROZEN:
            self._reader.pause()
        else:
            self._reader.go_on()


def _refusal(trouble: Trouble) -> Refusal:
    if trouble.cause == "syntax":
        return MalformedQuery(trouble.detail, line=trouble.line, column=trouble.column)
    if trouble.cause == "unacceptable":
        offered = SOLUTIONS if trouble.detail == "solutions" else GRAPHS
        return NotAcceptable([candidate.media_type for candidate in offered])
    if trouble.cause == "refused":
        return RefusedQuery(trouble.detail)
    if trouble.cause == "large":
        return ResultTooLarge(trouble.detail)
    return Refusal(trouble.detail)
