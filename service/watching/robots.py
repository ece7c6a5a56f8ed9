"""What the robots.txt of a host lets be read (RFC 9309), kept for a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from protego import Protego

from loaders.errors import Refused
from service.fetching import MOST_HOPS, OK, PRODUCT
from service.hosts import Unreachable
from service.watching.outcomes import Held, Later
from service.watching.state import Rules

if TYPE_CHECKING:
    from service.fetching import Answer
    from service.watching.clock import Clock
    from service.watching.state import State

KEPT: Final = 86_400.0  # seconds; RFC 9309 lets rules be kept no longer
RETRIED: Final = 3_600.0  # seconds until a host that could not be asked is asked again
MOST_BYTES: Final = 512_000  # RFC 9309: 500 kibibytes are read at least
LONGEST_DELAY: Final = 3_600.0  # seconds between requests that a host may ask for


class Asked(Protocol):
    """Asks one address once; raises `Later` or `Unreachable` where it may answer later."""

    def __call__(self, url: str, *, most: int) -> Answer:
        """Return what it answers."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """What a host allows, and how long that holds; `allowed` is None where nobody knows it now.

    `delay` are the seconds between requests that it asks for.
    """

    allowed: Protego | None
    delay: float
    until: float


class Robots:
    """The rules of hosts."""

    def __init__(self, ask: Asked, state: State, clock: Clock) -> None:
        self._ask = ask
        self._state = state
        self._clock = clock
        self._parsed: dict[str, Permission] = {}

    def rules(self, url: str) -> Permission:
        """Return what the host of an address allows."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        parsed = self._parsed.get(origin)
        if parsed is None or parsed.until <= self._clock.now():
            parsed = _parsed(self._rules(origin))
            self._parsed[origin] = parsed
        return parsed

    def _rules(self, origin: str) -> Rules:
        kept = self._state.rules(origin)
        if kept is not None and kept.until > self._clock.now():
            return kept
        text: str | None
        try:
            text, lasting = self._read(f"{origin}/robots.txt"), KEPT
        except Held:
            raise
        except (Later, Unreachable):
            # What the host said before still holds while it cannot be asked.
            text, lasting = None if kept is None else kept.text, RETRIED
        rules = Rules(text=text, until=self._clock.now() + lasting)
        self._state.keep_rules(origin, rules)
        return rules

    def _read(self, url: str) -> str:
        """Return the rules at an address; none where the host has none to give."""
        try:
            answer = self._followed(url)
        except (Later, Unreachable):
            raise
        except Refused:
            return ""
        return answer.body.decode("utf-8", "replace") if answer.status == OK else ""

    def _followed(self, url: str) -> Answer:
        answer = self._ask(url, most=MOST_BYTES)
        for _ in range(MOST_HOPS - 1):
            if answer.moved is None:
                break
            answer = self._ask(answer.moved, most=MOST_BYTES)
        return answer


def _parsed(rules: Rules) -> Permission:
    allowed = None if rules.text is None else Protego.parse(rules.text)
    delay = 0.0 if allowed is None else _delay(allowed)
    return Permission(allowed=allowed, delay=delay, until=rules.until)


def _delay(allowed: Protego) -> float:
    rate = allowed.request_rate(PRODUCT)
    each = 0.0 if rate is None or not rate.requests else rate.seconds / rate.requests
    return min(max(allowed.crawl_delay(PRODUCT) or 0.0, each), LONGEST_DELAY)
