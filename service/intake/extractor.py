"""The extraction process as the service sees it: one document at a time, a bounded queue before it."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import orjson

from service.intake.frames import PREFIX, Message, packed
from service.problems import Refusal

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable

    Ask = Callable[[Message], Awaitable[bool]]

PROGRAM: Final = "service.intake.process"
MOST_WAITING: Final = 16
# A text of a megabyte, two hundred times an article's, takes some 45 seconds of a processor.
SECONDS: Final = 180.0
MEMORY: Final = 3_000_000_000
LATER: Final = {"Retry-After": "10"}


class ExtractionBusy(Refusal):
    """As many documents wait as may wait."""

    status = 503
    title = "The service is busy"


class ExtractionStopped(Refusal):
    """A document passed the time limit of its extraction, or took the process that extracts down."""

    status = 503
    title = "The extraction was stopped"


class Extractor:
    """Extracts documents in a process that is started for the first one; bound to one event loop."""

    def __init__(
        self,
        *,
        base: str,
        model: str | None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._arguments = (base, str(memory), model or "")
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self.waiting = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process, None while there is none."""
        return None if self._process is None else self._process.pid

    async def extract(self, document: Message, is_held: Ask) -> Message:
        """Return what is to be stored of a document, "unchanged" when it is held, "refused" when it is none.

        `is_held` is asked whether the store holds a key, graph and digest already.

        Raises:
            ExtractionBusy: too many documents wait.
            ExtractionStopped: it took too long or too much, or the process went away.
        """
        if self.waiting >= self._most_waiting:
            raise ExtractionBusy(f"{self.waiting} documents are waiting to be read", headers=LATER)
        self.waiting += 1
        try:
            async with self._turn:
                return await self._exchange(document, is_held)
        finally:
            self.waiting -= 1

    async def close(self) -> None:
        """Stop the process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.communicate()

    async def _exchange(self, document: Message, is_held: Ask) -> Message:
        try:
            async with asyncio.timeout(self._seconds):
                process = await self._running()
                told: Message = await _asked(process, document)
                while "holds" in told:
                    told = await _asked(process, await is_held(told["holds"]))
        except TimeoutError:
            await self.close()
            raise ExtractionStopped(
                f"the document took longer than {self._seconds:g} seconds; `casus load` has no such limit",
                seconds=self._seconds,
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            await self.close()
            raise ExtractionStopped("the document took the process that reads documents down") from None
        except BaseException:
            # In the middle of an exchange: the next answer would be the last document's.
            await self.close()
            raise
        return told

    async def _running(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.close()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            PROGRAM,
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return self._process


async def _asked(process: Process, value: Message | bool) -> Any:  # noqa: ANN401, FBT001 - what JSON holds
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(packed(value))
    await process.stdin.drain()
    (length,) = PREFIX.unpack(await process.stdout.readexactly(PREFIX.size))
    return orjson.loads(await process.stdout.readexactly(length))
