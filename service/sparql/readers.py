"""The pool of reader processes: each question goes to a free one, and one that runs too long is replaced."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import orjson

from service.problems import MalformedQuery, NotAcceptable, QueryStopped, ReadersBusy, Refusal, RefusedQuery
from service.sparql.formats import GRAPHS, SOLUTIONS
from service.sparql.frames import PREFIX, Kind, Question, Trouble, packed

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from service.sparql.checkpoints import Checkpoint, Checkpoints

PROGRAM: Final = "service.sparql.reader_process"
ENDING: Final = 2.0  # seconds for a reader to end by itself
STARTING: Final = 30.0  # seconds; measured 0.1, on a machine that is not drowned in work
# What a reader may hold; a sort of some 10 M solutions. More than the store's own cache needs by far.
MEMORY: Final = 2_000_000_000


class ReaderGone(Exception):
    """The reader process ended in the middle of an exchange."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Results as they come: of which kind, in which format, on the store after which change."""

    kind: str
    format: str
    sequence: int
    chunks: AsyncIterator[bytes]


class Reader:
    """One reader process and the pipes to it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, memory: int) -> Reader:
        """Start a reader process and wait until it is ready."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            PROGRAM,
            str(memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        reader = cls(process)
        try:
            async with asyncio.timeout(STARTING):
                kind, told = await reader.receive()
        except (ReaderGone, TimeoutError):
            await reader.stop()
            raise ReadersBusy("a reader process could not be started") from None
        assert kind is Kind.READY
        reader.isolation = tuple(orjson.loads(told)["isolated"])
        return reader

    isolation: tuple[str, ...] = ()

    @property
    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    async def send(self, question: Question) -> None:
        """Hand a question over; raise `ReaderGone` when nobody is there."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(packed(Kind.QUESTION, question))
            await self._process.stdin.drain()
        except ConnectionError:
            raise ReaderGone from None

    async def receive(self) -> tuple[Kind, bytes]:
        """Return the next frame; raise `ReaderGone` when there is none to come."""
        assert self._process.stdout is not None
        try:
            kind, length = PREFIX.unpack(await self._process.stdout.readexactly(PREFIX.size))
            return Kind(kind), await self._process.stdout.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ReaderGone from None

    async def stop(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._gone()

    async def dismiss(self) -> None:
        """Let the process end by itself, having no more questions; one that goes on is stopped."""
        try:
            async with asyncio.timeout(ENDING):
                await self._gone()
        except TimeoutError:
            await self.stop()

    async def _gone(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.communicate()


class Readers:
    """A fixed number of reader processes for one store, each started when needed; bound to one event loop."""

    def __init__(self, checkpoints: Checkpoints, *, count: int, seconds: float, memory: int = MEMORY) -> None:
        self._checkpoints = checkpoints
        self._seconds = seconds
        self._memory = memory
        self._free: asyncio.LifoQueue[Reader | None] = asyncio.LifoQueue()
        self._all: set[Reader] = set()
        for _ in range(count):
            self._free.put_nowait(None)

    @property
    def running(self) -> dict[int, tuple[str, ...]]:
        """Return by which means each process that runs is cut off from the network, by its number."""
        return {reader.pid: reader.isolation for reader in self._all}

    async def ask(self, question: Question) -> Answer:
        """Return the results of a question, put to the newest state of the store.

        Raises:
            ReadersBusy: no reader came free in time.
            QueryStopped: the query ran too long, or took its reader down.
            MalformedQuery, RefusedQuery, NotAcceptable, Refusal: the reader has no results for it.
        """
        deadline = asyncio.get_running_loop().time() + self._seconds
        reader = await self._acquire(deadline)
        exchange = _Exchange(self, reader, deadline, self._seconds)
        try:
            checkpoint = await asyncio.to_thread(self._checkpoints.take)
            exchange.checkpoint = checkpoint
            await reader.send(replace(question, checkpoint=str(checkpoint.path)))
            kind, told = await exchange.receive()
        except ReaderGone:
            await exchange.finish()
            raise _taken_down() from None
        except BaseException:
            await exchange.finish()
            raise
        if kind is Kind.ERROR:
            await exchange.finish(is_done=True)
            raise _refusal(Trouble(**orjson.loads(told)))
        head = orjson.loads(told)
        return Answer(
            kind=head["kind"], format=head["format"], sequence=checkpoint.sequence, chunks=exchange.chunks()
        )

    async def release(self, reader: Reader, checkpoint: Checkpoint | None, *, is_reusable: bool) -> None:
        """Take a reader back; one in the middle of a query is stopped, its place free for a new one."""
        if not (is_reusable and reader.is_alive):
            self._all.discard(reader)
            await reader.stop()
        self._free.put_nowait(reader if reader in self._all else None)
        if checkpoint is not None:
            self._checkpoints.give_back(checkpoint)

    async def close(self) -> None:
        """Stop all readers."""
        while self._all:
            await self._all.pop().dismiss()

    async def _acquire(self, deadline: float) -> Reader:
        try:
            async with asyncio.timeout_at(deadline):
                reader = await self._free.get()
        except TimeoutError:
            raise ReadersBusy(
                "every reader was busy for as long as a query may take", headers={"Retry-After": "5"}
            ) from None
        if reader is not None and reader.is_alive:
            return reader
        return await self._started(reader)

    async def _started(self, former: Reader | None) -> Reader:
        try:
            if former is not None:
                self._all.discard(former)
                await former.stop()
            reader = await Reader.start(self._memory)
        except BaseException:
            self._free.put_nowait(None)
            raise
        self._all.add(reader)
        return reader


class _Exchange:
    """One question put to one reader, until its last frame or its deadline."""

    def __init__(self, pool: Readers, reader: Reader, deadline: float, seconds: float) -> None:
        self._pool = pool
        self._reader = reader
        self._deadline = deadline
        self._seconds = seconds
        self._is_finished = False
        self.checkpoint: Checkpoint | None = None

    async def receive(self) -> tuple[Kind, bytes]:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._reader.receive()
        except TimeoutError:
            raise QueryStopped(
                f"the query ran longer than the {self._seconds:g} seconds that a query may take",
                seconds=self._seconds,
            ) from None

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the data; an exception ends the connection, so that no cut result looks whole."""
        is_done = False
        try:
            while True:
                kind, payload = await self.receive()
                if kind is not Kind.DATA:
                    is_done = True
                    break
                yield payload
            if kind is Kind.ERROR:
                raise _refusal(Trouble(**orjson.loads(payload)))
        except ReaderGone:
            raise _taken_down() from None
        finally:
            await asyncio.shield(self.finish(is_done=is_done))

    async def finish(self, *, is_done: bool = False) -> None:
        """Give the reader back, once."""
        if not self._is_finished:
            self._is_finished = True
            await self._pool.release(self._reader, self.checkpoint, is_reusable=is_done)


def _taken_down() -> QueryStopped:
    return QueryStopped("the query took more memory or nesting than a reader process may have, and ended it")


def _refusal(trouble: Trouble) -> Refusal:
    if trouble.cause == "syntax":
        return MalformedQuery(trouble.detail, line=trouble.line, column=trouble.column)
    if trouble.cause == "unacceptable":
        offered = SOLUTIONS if trouble.detail == "solutions" else GRAPHS
        return NotAcceptable([candidate.media_type for candidate in offered])
    if trouble.cause == "refused":
        return RefusedQuery(trouble.detail)
    return Refusal(trouble.detail)
