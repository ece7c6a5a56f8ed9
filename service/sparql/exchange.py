"""One question and its answer: the head, the data as it comes, the end, or why there is none."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

import orjson

from service.problems import QueryStopped, ReadersBusy, Refusal
from service.sparql.frames import Kind, Question, Trouble, packed
from service.sparql.lanes import SLOW, Pace, Ticket, until
from service.sparql.processes import ReaderGone, ReaderProcess
from service.sparql.troubles import refusal, told_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from service.sparql.checkpoints import Checkpoint
    from service.sparql.readers import Readers

HERE: Final = "here"  # who asks when it is no client
SHORTLY: Final = 0.02  # seconds in which most are answered; to set clocks for each would cost too much
LONG: Final = 0.1  # seconds after which a query gives way to others
LOOK: Final = 0.01  # seconds at least from one look at a clock to the next
QUEUED: Final = 1.0  # seconds in a queue after which a query is no quick one


class Exchange:
    """One question on its way: it is begun at once or started by a task, and finished in any case.

    It may take so many seconds since a time of the loop's clock. The checkpoint was lent, and is given back.
    """

    def __init__(self, pool: Readers, checkpoint: Checkpoint, *, seconds: float, since: float) -> None:
        self.checkpoint = checkpoint
        self.deadline = since + seconds
        self.head: dict[str, object] = {}
        self.was_slow = False
        self.has_stepped_back = False
        self.is_whole = False
        self._seconds = seconds
        self._pool = pool
        self._question: Question | None = None
        self._ticket: Ticket | None = None
        self._reader: ReaderProcess | None = None
        self._tell: Callable[[], None] | None = None
        self._asked = 0.0
        self._waited = 0.0
        self._timers: list[asyncio.TimerHandle] = []
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

    def begin(self, question: Question, *, client: str, tell: Callable[[], None]) -> None:
        """Put the question as soon as there is a place, without a task that waits for it.

        From then on `tell` is called when the answer may be whole, or is not to be had so quickly: `start`
        goes on with it.

        Raises:
            TooManyRequests: too many queries are under way.
        """
        self._question = question
        self._tell = tell
        ticket = self._ticket = self._pool.lanes.enter(client)
        if ticket.pace is Pace.QUICK:
            self._put()
        else:
            ticket.on_granted = self._put
            loop = asyncio.get_running_loop()
            self._timers = [loop.call_at(min(self.deadline, loop.time() + QUEUED), tell)]

    async def start(self, question: Question, *, client: str) -> None:
        """Put the question, unless that was begun, and wait for the head of its answer.

        Raises:
            TooManyRequests, ReadersBusy: no reader is to be had.
            QueryStopped: the query ran too long, or took its reader down.
            MalformedQuery, RefusedQuery, NotAcceptable, ResultTooLarge, Refusal: there are no results for it.
        """
        self._question = question
        self._tell = None
        if self._ticket is None:
            self._ticket = self._pool.lanes.enter(client)
        if self._reader is None:
            self._stop_clocks()
            await self._pool.granted(self._ticket, self.deadline)
            self._ask(await self._pool.reader(self.deadline))
        assert self._reader is not None
        self._reader.on_frames = None
        kind, told = await self._receive()
        if kind is Kind.HEAD:
            self.head = orjson.loads(told)
        else:
            self._is_data(kind, told)

    def whole(self) -> bytes | None:
        """Return the data of an answer that was begun and has come whole, None while it has not."""
        reader = self._reader
        if reader is None or not reader.has_whole_answer:
            return None
        head = reader.received()
        assert head is not None
        self.head = orjson.loads(head[1])
        return self.ready()

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
        self._stop_clocks()
        reader = self._reader
        if reader is not None:
            reader.on_frames = None
            # One that has stepped back has done so for good, and may hold much memory.
            if self.has_stepped_back or not self.is_whole:
                reader.stop()
        self._pool.leave(self._ticket, reader, self.checkpoint)

    def _put(self) -> None:
        """Put the question to a reader that waits for one; tell when there is none."""
        self._stop_clocks()
        reader = self._pool.idle_reader()
        if reader is not None:
            reader.on_frames = self._tell
            self._ask(reader)
        elif self._tell is not None:
            self._tell()

    def _ask(self, reader: ReaderProcess) -> None:
        assert self._question is not None
        assert self._ticket is not None
        self._reader = reader
        self._ticket.on_pace = self._on_pace
        self._question.checkpoint = self.checkpoint.name
        self._question.most_bytes = self._pool.limits.result
        reader.send(packed(Kind.QUESTION, self._question))
        loop = asyncio.get_running_loop()
        self._asked = loop.time()
        self._timers = [loop.call_at(self._asked + SHORTLY, self._linger)]

    def _stop_clocks(self) -> None:
        for timer in self._timers:
            timer.cancel()

    def _is_data(self, kind: Kind, payload: bytes) -> bool:
        """Return whether a frame holds data; raise what it says instead."""
        if kind is Kind.DATA:
            return True
        self.is_whole = True
        if kind is Kind.ERROR:
            raise refusal(Trouble(**orjson.loads(payload)))
        return False

    async def _receive(self) -> tuple[Kind, bytes]:
        assert self._reader is not None
        try:
            return await self._reader.receive()
        except ReaderGone:
            why = told_of(await self._reader.ending(), self._pool.limits.memory)
            raise QueryStopped(f"the query {why}") from None

    def _linger(self) -> None:
        """Set the clocks of a query that is not answered at once."""
        assert self._reader is not None
        self._waited = self._reader.waited()
        loop = asyncio.get_running_loop()
        self._timers = [
            loop.call_at(self.deadline, self._expire),
            loop.call_at(self._asked + LONG, self._after, LONG, self._step_back),
            loop.call_at(self._asked + SLOW, self._after, SLOW, self._set_aside),
        ]
        if self._tell is not None:
            self._tell()

    def _after(self, seconds: float, do: Callable[[], None]) -> None:
        """Do what is due once the reader has had so many seconds, or see again later."""
        assert self._reader is not None
        loop = asyncio.get_running_loop()
        due = until(self._asked, seconds, held_up=self._reader.waited() - self._waited)
        if due <= loop.time():
            do()
        else:
            self._timers.append(loop.call_at(max(due, loop.time() + LOOK), self._after, seconds, do))

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


async def ask(pool: Readers, question: Question) -> Exchange:
    """Return the answer to a question of the service's own, put to the newest state of the store.

    Raises what `Exchange.start` raises.
    """
    since = asyncio.get_running_loop().time()
    lent = await pool.checkpoints.take()
    exchange = Exchange(pool, lent, seconds=pool.limits.seconds, since=since)
    try:
        await exchange.start(question, client=HERE)
    except BaseException:
        exchange.finish()
        raise
    return exchange
