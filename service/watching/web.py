"""Addresses asked politely: as their robots.txt allows, one after another, with time between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urldefrag, urlsplit

from loaders.errors import Refused
from service.fetching import AGENT, MOST_HOPS, PRODUCT
from service.watching.outcomes import Disallowed, Held, Later
from service.watching.retries import retry_after
from service.watching.robots import Robots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.fetching import Answer
    from service.watching.clock import Clock
    from service.watching.state import State
    from service.watching.stopping import Stop

BUSY: Final = frozenset({408, 425, 429})
BROKEN: Final = 500  # and above
FOR_GOOD: Final = frozenset({301, 308})
NO_FIELDS: Final[Mapping[str, str]] = {}


class Ask(Protocol):
    """Asks one address once; raises as `service.fetching.ask` does."""

    def __call__(
        self, url: str, *, limit: int, private: bool, fields: Mapping[str, str], cut: bool = False
    ) -> Answer:
        """Return what it answers."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """How hosts are asked: the most bytes of an answer, whether private ones are, how often, by whom."""

    limit: int
    private: bool = False
    delay: float = 1.0
    contact: str | None = None

    @property
    def agent(self) -> str:
        """Return what hosts are told of who asks."""
        return AGENT if self.contact is None else f"{AGENT} (+{self.contact})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What an address answered in the end, and the address that it moved to for good, if it did."""

    answer: Answer
    moved: str | None


class Web:
    """Asks addresses; the only way in which what is watched reaches the net."""

    def __init__(self, ask: Ask, manners: Manners, state: State, *, clock: Clock, stop: Stop) -> None:
        self._ask = ask
        self._manners = manners
        self._state = state
        self._clock = clock
        self._stop = stop
        self._robots = Robots(self._asked, state, clock)
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def ready(self, url: str) -> float:
        """Return the moment from which the host of an address may be asked."""
        return self._next.get(host_of(url), 0.0)

    def get(self, url: str, fields: Mapping[str, str] = NO_FIELDS) -> Reply:
        """Return what an address answers, redirects followed.

        Raises:
            Later: it may answer later.
            Disallowed: robots.txt of its host, or of one that it redirects to, does not let it be read.
            Unreachable: it does not answer.
            Refused: it cannot be read.
        """
        at, moved, seen = url, None, {url}
        for_good = True
        for _ in range(MOST_HOPS):
            self._allow(at)
            answer = self._asked(at, fields)
            if answer.moved is None:
                return Reply(answer=answer, moved=moved)
            at = urldefrag(answer.moved).url
            if at in seen:
                raise Refused(url, "is redirected in a circle")
            seen.add(at)
            for_good = for_good and answer.status in FOR_GOOD
            moved = at if for_good else moved
        raise Refused(url, f"is redirected more than {MOST_HOPS - 1} times")

    def _allow(self, url: str) -> None:
        """Raise `Disallowed`, or `Later` where it is not known, unless an address may be read."""
        rules = self._robots.rules(url)
        if rules.allowed is None:
            raise Later(url, "its host's robots.txt cannot be read now", rules.until)
        if not rules.allowed.can_fetch(url, PRODUCT):
            raise Disallowed(url, rules.until)
        self._delays[host_of(url)] = rules.delay

    def _asked(self, url: str, fields: Mapping[str, str] = NO_FIELDS, *, most: int | None = None) -> Answer:
        """Ask one address once its host may be asked; raise `Later` for an answer that is none now."""
        host = host_of(url)
        held = self._state.held(host)
        if held > self._clock.now():
            raise Held(url, "its host asked to be left alone", held)
        self._clock.sleep(max(0.0, self._next.get(host, 0.0) - self._clock.now()))
        try:
            with self._stop.abandoning():
                answer = self._ask(
                    url,
                    limit=most or self._manners.limit,
                    private=self._manners.private,
                    fields={"User-Agent": self._manners.agent, **fields},
                    cut=most is not None,
                )
        finally:
            delay = max(self._manners.delay, self._delays.get(host, 0.0))
            self._next[host] = self._clock.now() + delay
        if answer.status in BUSY or answer.status >= BROKEN:
            until = retry_after(answer.fields.get("Retry-After"), self._clock.now())
            if until is not None:
                self._state.hold(host, until)
            raise Later(url, f"answers with status {answer.status}", until)
        return answer


def host_of(url: str) -> str:
    """Return the host of an address, nothing for what is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
