"""The way of a write from its request to the store: worked out in an isolated process, done one by one."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

import orjson

from service.problems import QueryStopped, ReadersBusy, Refusal
from service.sparql.frames import Kind, packed
from service.sparql.processes import ReaderGone
from service.sparql.tasks import COMES, asked_of
from service.sparql.troubles import told_of
from service.sparql.update_checks import Need
from service.writes import OwnGraph, Write, WriteTooLarge

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from service.sparql.checkpoints import Checkpoints
    from service.sparql.processes import ReaderProcess
    from service.sparql.readers import Readers
    from service.sparql.tasks import Reading
    from service.sparql.update_checks import Asked
    from service.store import Store
    from service.writes import Net

MOST_AT_ONCE: Final = 2
TABLES: Final = ".sst"


class MalformedUpdate(Refusal):
    """The update is no SPARQL update; `line` and `column` say where."""

    title = "The update cannot be parsed"


class MalformedRdf(Refusal):
    """The body is not written in the format that it says; `line` says where."""

    title = "The RDF cannot be parsed"


class RefusedWrite(Refusal):
    """The update or body asks for what this service does not do."""

    title = "The write is refused"


class Conflict(Refusal):
    """What is held does not allow the update."""

    status = 409
    title = "The state does not allow it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What a write did; `spared` says that it was asked to clear graphs of the service's own, and did not."""

    sequence: int
    net: Net
    spared: bool = False


@dataclass(kw_only=True, slots=True)
class _Worked:
    """What a process found, and the newest change that it looked at, if it looked at all."""

    head: dict[str, Any]
    came: list[bytes] = field(default_factory=list[bytes])
    went: list[bytes] = field(default_factory=list[bytes])
    seen: int | None = None

    def write(self) -> Write:
        return Write(
            came=b"".join(self.came),
            went=b"".join(self.went),
            emptied=tuple(self.head["emptied"]),
            made=tuple(self.head["made"]),
            dropped=tuple(self.head["dropped"]),
        )


class Writing:
    """What works out writes and does them; bound to one event loop."""

    def __init__(self, store: Store, checkpoints: Checkpoints, readers: Readers) -> None:
        self._store = store
        self._checkpoints = checkpoints
        self._readers = readers
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._committing = asyncio.Lock()
        self._newest = 0
        self._copies = 0

    async def update(self, text: str, asked: Asked, *, reason: str) -> Written:
        """Do a SPARQL update, whole or not at all.

        Raises:
            MalformedUpdate, RefusedWrite, Conflict, OwnGraph, WriteTooLarge: it cannot be done.
            QueryStopped, ReadersBusy: it was not worked out in time.
            StoreFailed: the store cannot be written.
        """
        deadline = self._deadline()
        async with self._place(deadline):
            worked = await self._work(asked, text.encode(), deadline, MalformedUpdate)
            async with self._committing:
                if worked.seen is not None and worked.seen < self._newest:
                    # Somebody wrote meanwhile; now nobody can.
                    worked = await self._work(asked, text.encode(), deadline, MalformedUpdate)
                written = await self._write(worked.write(), reason)
        return Written(sequence=written.sequence, net=written.net, spared=worked.head["spared"])

    async def read(self, body: bytes, reading: Reading) -> bytes:
        """Return RDF as N-Quads; raise `MalformedRdf` and what `update` raises."""
        deadline = self._deadline()
        async with self._place(deadline):
            worked = await self._work(reading, body, deadline, MalformedRdf)
        return b"".join(worked.came)

    async def write(self, write: Write, *, reason: str) -> Written:
        """Write what is known already; raise what the store or the condition raises."""
        async with self._committing:
            return await self._write(write, reason)

    async def _write(self, write: Write, reason: str) -> Written:
        sequence, net = await asyncio.shield(
            asyncio.to_thread(self._store.write_graphs, write, reason=reason)
        )
        if net:
            self._newest = sequence
            self._checkpoints.promise(sequence)
        return Written(sequence=sequence, net=net)

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._readers.limits.seconds

    @asynccontextmanager
    async def _place(self, deadline: float) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout_at(deadline):
                await self._places.acquire()
        except TimeoutError:
            raise ReadersBusy("others write", headers={"Retry-After": "5"}) from None
        try:
            yield
        finally:
            self._places.release()

    async def _work(
        self, task: Asked | Reading, body: bytes, deadline: float, malformed: type[Refusal]
    ) -> _Worked:
        """Have a process do a task; it is not asked again."""
        process = await self._readers.reader(deadline)
        timer = asyncio.get_running_loop().call_at(deadline, process.stop, self._too_long())
        try:
            process.send(asked_of(task) + packed(Kind.DATA, body))
            return await self._results(process, malformed)
        except ReaderGone:
            why = told_of(await process.ending(), self._readers.limits.memory)
            raise WriteTooLarge(f"it {why}") from None
        finally:
            timer.cancel()
            self._readers.dismiss(process)

    def _too_long(self) -> QueryStopped:
        seconds = self._readers.limits.seconds
        return QueryStopped(
            f"it ran longer than the {seconds:g} seconds that a write may take", seconds=seconds
        )

    async def _results(self, process: ReaderProcess, malformed: type[Refusal]) -> _Worked:
        kind, told = await process.receive()
        if kind is Kind.HEAD and "need" in (head := orjson.loads(told)):
            return await self._with_state(process, Need(head["need"]), malformed)
        return await self._collected(process, kind, told, malformed)

    async def _with_state(self, process: ReaderProcess, needed: Need, malformed: type[Refusal]) -> _Worked:
        """Lend the process a state of the store, or a copy that it may change."""
        lent = await self._checkpoints.take(at_least=self._newest)
        copy: Path | None = None
        try:
            path = lent.path
            if needed is Need.COPY:
                self._copies += 1
                path = copy = lent.path.parent / f"copy-{self._copies}"
                await asyncio.to_thread(_copy, lent.path, copy)
            process.send(packed(Kind.DATA, str(path).encode()))
            worked = await self._collected(process, *await process.receive(), malformed)
        finally:
            self._checkpoints.give_back(lent)
            if copy is not None:
                process.stop()
                await asyncio.to_thread(shutil.rmtree, copy, ignore_errors=True)
        worked.seen = lent.sequence
        return worked

    async def _collected(
        self, process: ReaderProcess, kind: Kind, told: bytes, malformed: type[Refusal]
    ) -> _Worked:
        if kind is Kind.ERROR:
            _raise(orjson.loads(told), malformed)
        worked = _Worked(head=orjson.loads(told))
        while True:
            kind, payload = await process.receive()
            if kind is Kind.END:
                return worked
            if kind is Kind.ERROR:
                _raise(orjson.loads(payload), malformed)
            (worked.came if payload[:1] == COMES else worked.went).append(payload[1:])


def _copy(checkpoint: Path, copy: Path) -> None:
    """Copy a checkpoint so that the copy can be changed: tables never are, so that they can be shared."""
    (copy / "graphs").mkdir(parents=True)
    for file in (checkpoint / "graphs").iterdir():
        if file.suffix == TABLES:
            os.link(file, copy / "graphs" / file.name)
        elif file.is_file():
            shutil.copyfile(file, copy / "graphs" / file.name)


def _raise(trouble: dict[str, Any], malformed: type[Refusal]) -> NoReturn:
    detail = trouble["detail"]
    match trouble["cause"]:
        case "syntax":
            raise malformed(detail, line=trouble["line"], column=trouble["column"])
        case "refused":
            raise RefusedWrite(detail)
        case "conflict":
            raise Conflict(detail)
        case "OwnGraph":
            raise OwnGraph(detail)
        case "WriteTooLarge":
            raise WriteTooLarge(detail)
        case _:
            raise RefusedWrite(detail)
