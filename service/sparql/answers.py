"""The way of a query from its request to its answer: what is known, what a reader finds, what is kept."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson
from starlette.responses import Response
from typing_extensions import override

from service.http import SEQUENCE
from service.negotiation import Choice, choose
from service.problems import QueryStopped, TooManyRequests
from service.sparql.cache import Kept, Result
from service.sparql.exchange import Exchange
from service.sparql.explain import explanation
from service.sparql.formats import GRAPHS, SOLUTIONS
from service.sparql.frames import Question
from service.sparql.matches import Rewritten, is_asked_for, rewritten
from service.sparql.presence import attended

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.types import Receive, Scope, Send

    from service.sparql.cache import Results
    from service.sparql.checkpoints import Checkpoints
    from service.sparql.protocol import Asked
    from service.sparql.readers import Readers

PREFIXES: Final = "Casus-Prefixes"
CUT: Final = "Casus-Matches-Cut"
EXPOSED: Final = (SEQUENCE, PREFIXES, CUT)
# Functions whose value changes while the store does not.
UNSTEADY: Final = re.compile(r"NOW|RAND|UUID|BNODE", re.IGNORECASE)
VARY: Final = (b"vary", b"Accept")
TO_COME: Final = 5.0  # seconds that `min_sequence` waits at most


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """What answers queries: readers, what they see of the store, results kept, the search for words."""

    readers: Readers
    checkpoints: Checkpoints
    results: Results
    find: Callable[[str, int], list[str]]
    base: str
    union: bool

    def sequence(self) -> int | None:
        """Return the number of the newest change that a query of this moment has to see, None if unknown."""
        newest = self.checkpoints.newest()
        return None if newest is None else newest.sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """Who asks: what they accept, what they have already, and by which name they are told from others."""

    name: str
    accept: str | None = None
    known: str = ""


class Answer(Response):
    """The answer to a query, found while it is sent; it stops when the client goes away."""

    def __init__(self, endpoint: Endpoint, asked: Asked, client: Client) -> None:
        # What the class would make of itself is never sent.
        self.background = None
        self._endpoint = endpoint
        self._asked = asked
        self._client = client
        self._formats = formats(asked.format, client.accept)
        self._question = Question(
            query=asked.query,
            solutions=self._formats.solutions,
            graph=self._formats.graph,
            base=endpoint.base,
            union=endpoint.union,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            explain=asked.explain,
        )
        self._key = None if UNSTEADY.search(asked.query) else self._named()
        self._exchange: Exchange | None = None

    def begin(self, tell: Callable[[], None]) -> bool:
        """Ask a reader at once, without a task; return False when that is not to be had.

        `tell` is called when the answer may have come (`quick`), or will not so quickly: sending it goes on
        with what was begun. One that is not sent is to be given up.
        """
        if self._asked.explain or is_asked_for(self._asked.query):
            return False
        lent = self._endpoint.checkpoints.lend(at_least=self._asked.min_sequence)
        if lent is None:
            return False
        self._exchange = Exchange(
            self._endpoint.readers, lent, seconds=self._seconds(), since=asyncio.get_running_loop().time()
        )
        try:
            self._exchange.begin(self._question, client=self._client.name, tell=tell)
        except TooManyRequests:
            self.give_up()
            return False
        return True

    def quick(self) -> Result | None:
        """Return the results of what was begun when they are whole."""
        assert self._exchange is not None
        body = self._exchange.whole()
        if body is None:
            return None
        headers = tuple(self._about(self._exchange, Rewritten(text=self._asked.query)))
        return self._keep(self._exchange, body, headers)

    def give_up(self) -> None:
        """Leave off what was begun."""
        if self._exchange is not None:
            self._exchange.finish()
            self._exchange = None

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the results as they are found, or 304 when the client has them already.

        Raises:
            service.problems.Refusal: there are none, for the reason that the problem document tells.
        """
        arrived = asyncio.get_running_loop().time()
        found = self.known() if self._exchange is None else None
        if found is None:
            async with attended(receive):
                found = await self._found(arrived, send)
        if found is not None:
            await _send(send, found)

    def known(self) -> Result | None:
        """Return what the client has already, or what was found before for somebody else."""
        if self._key is None or self._asked.explain:
            return None
        newest = self._endpoint.checkpoints.newest()
        if newest is None or newest.sequence < self._asked.min_sequence:
            return None
        if self._client.known and self._tag(newest.sequence) in self._client.known:
            tag = self._tag(newest.sequence).encode()
            return Result(status=304, body=b"", headers=((b"etag", tag), VARY))
        return self._endpoint.results.find(self._key, newest.sequence)

    async def _found(self, arrived: float, send: Send) -> Result | None:
        """Return what to send, None when it was sent."""
        exchange = self._exchange or await self._taken(arrived)
        try:
            query = await self._rewritten()
            self._question.query = query.text
            await exchange.start(self._question, client=self._client.name)
            if self._asked.explain:
                return self._explained(exchange, query, arrived)
            return await self._told(exchange, query, send)
        finally:
            exchange.finish()

    async def _taken(self, arrived: float) -> Exchange:
        """Return an exchange on a state of the store that is to be seen."""
        wanted = self._asked.min_sequence
        seconds = self._seconds()
        if wanted:
            await self._endpoint.checkpoints.wait_for(wanted, seconds=min(TO_COME, seconds))
        lent = await self._endpoint.checkpoints.take(at_least=wanted)
        return Exchange(self._endpoint.readers, lent, seconds=seconds, since=arrived)

    def _seconds(self) -> float:
        limit = self._endpoint.readers.limits.seconds
        return min(self._asked.timeout or limit, limit)

    async def _rewritten(self) -> Rewritten:
        """Return the query as readers understand it."""
        if not is_asked_for(self._asked.query):
            return Rewritten(text=self._asked.query)
        return await asyncio.to_thread(rewritten, self._asked.query, self._endpoint.find, self._endpoint.base)

    async def _told(self, exchange: Exchange, query: Rewritten, send: Send) -> Result | None:
        """Return results that are whole already; send others as they come."""
        headers = tuple(self._about(exchange, query))
        first = exchange.ready()
        if exchange.is_whole:
            return self._keep(exchange, first, headers)
        kept = Kept(self._endpoint.results.largest if self._key is not None else 0)
        try:
            async with asyncio.timeout_at(exchange.deadline):
                await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
                await send({"type": "http.response.body", "body": first, "more_body": True})
                async for chunk in exchange.chunks():
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    kept.add(chunk)
        except TimeoutError:
            raise QueryStopped("the client took longer than the query may take") from None
        await send({"type": "http.response.body", "body": b""})
        rest = kept.whole()
        if rest is not None:
            self._keep(exchange, first + rest, headers)
        return None

    def _explained(self, exchange: Exchange, query: Rewritten, arrived: float) -> Result:
        results = self._endpoint.results
        is_kept = self._key is not None and results.find(self._key, exchange.sequence) is not None
        limits = self._endpoint.readers.limits
        told = explanation(exchange, query, limits=limits, arrived=arrived, is_kept=is_kept)
        told |= {"seconds_asked": self._asked.timeout, "parameters_ignored": self._asked.ignored}
        headers = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))
        return Result(body=orjson.dumps(told), headers=(*headers, *self._about(exchange, query)[1:]))

    def _about(self, exchange: Exchange, query: Rewritten) -> list[tuple[bytes, bytes]]:
        """Return the headers of results, their type first."""
        headers = [
            (b"content-type", self._formats.types[exchange.format]),
            VARY,
            (SEQUENCE.encode(), b"%d" % exchange.sequence),
        ]
        if self._key is not None and not self._asked.explain:
            headers.append((b"etag", self._tag(exchange.sequence).encode()))
        if exchange.prefixes:
            headers.append((PREFIXES.lower().encode(), ", ".join(exchange.prefixes).encode()))
        if query.is_cut:
            headers.append((CUT.lower().encode(), str(query.most).encode()))
        return headers

    def _keep(self, exchange: Exchange, body: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> Result:
        """Return a whole result, which is kept for those who ask the same, if it lasts."""
        if self._key is None or self._asked.explain:
            return Result(body=body, headers=headers)
        result = Result(body=body, headers=headers, lasts_for=exchange.sequence)
        size = len(body) + len(self._asked.query)
        self._endpoint.results.keep(self._key, exchange.sequence, result, size=size)
        return result

    def _named(self) -> Hashable:
        """Return what the results depend on beside the state of the store."""
        asked = self._asked
        types = tuple(self._formats.types.values())
        return asked.query, asked.default_graphs, asked.named_graphs, types, self._endpoint.union

    def _tag(self, sequence: int) -> str:
        digest = hashlib.blake2b(repr(self._key).encode(), digest_size=12).hexdigest()
        return f'W/"{sequence}-{digest}"'


async def _send(send: Send, result: Result) -> None:
    length = (b"content-length", str(len(result.body)).encode())
    headers = [*result.headers] if result.status == HTTPStatus.NOT_MODIFIED else [*result.headers, length]
    await send({"type": "http.response.start", "status": result.status, "headers": headers})
    await send({"type": "http.response.body", "body": result.body})


@dataclass(frozen=True, kw_only=True, slots=True)
class Formats:
    """The format for solutions and that for graphs, and the type that each of them is sent as."""

    solutions: str | None
    graph: str | None
    types: dict[str, bytes]


@lru_cache(maxsize=1_000)
def formats(name: str | None, accept: str | None) -> Formats:
    """Return the formats that `format=` or else `Accept` picks."""
    solutions, graph = choose(name, accept, SOLUTIONS, GRAPHS)
    return Formats(
        solutions=None if solutions is None else solutions.format.name,
        graph=None if graph is None else graph.format.name,
        types={choice.format.name: _type(choice) for choice in (solutions, graph) if choice is not None},
    )


def _type(choice: Choice) -> bytes:
    charset = "; charset=utf-8" if choice.media_type.startswith("text/") else ""
    return (choice.media_type + charset).encode()
