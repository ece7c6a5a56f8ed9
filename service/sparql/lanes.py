"""Which query may run when: few at once, each client in its turn, slow ones aside."""

from __future__ import annotations

from collections import Counter, deque
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from service.problems import ReadersBusy, TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW: Final = 0.25  # seconds after which a query is slow
HELD_UP: Final = 4  # times as many seconds may pass while it waits for a processor
FROZEN_FOR_EACH_PLACE: Final = 4
RETRY: Final = {"Retry-After": "5"}


class Pace(Enum):
    """How a query gets on: not at all yet, first, behind all others, not at all any more."""

    WAITING = auto()
    QUICK = auto()
    SLOW = auto()
    FROZEN = auto()
    GONE = auto()


class Ticket:
    """One query on its way.

    `on_granted` is told when it has a place that it had to wait for, `on_pace` of each change of pace after
    it has begun to run.
    """

    def __init__(self, client: str) -> None:
        self.client = client
        self.pace = Pace.WAITING
        self.on_pace: Callable[[Pace], None] = _told_nobody_of
        self.on_granted: Callable[[], None] = _told_nobody


class Lanes:
    """The places that queries run in: `places` quick ones and as many slow ones for each client.

    Of all clients together twice as many quick ones run, and one more of slow ones: nobody waits for the
    queries of one other client. A slow query that finds no place is frozen until one comes free. At most
    `most` queries are under way, `most_each` of one client.
    """

    def __init__(self, *, places: int, most: int, most_each: int) -> None:
        self._places = places
        self._most = most
        self._most_each = most_each
        self._under_way: Counter[str] = Counter()
        self._waiting: dict[str, deque[Ticket]] = {}
        self._quick: Counter[str] = Counter()
        self._slow: Counter[str] = Counter()
        self._frozen: deque[Ticket] = deque()

    @property
    def under_way(self) -> int:
        """Return how many queries run, wait or stand still."""
        return self._under_way.total()

    def enter(self, client: str) -> Ticket:
        """Return the ticket of a query, which has a quick place or waits for one; `leave` takes it back.

        Raises:
            TooManyRequests: too many queries are under way.
        """
        if self.under_way >= self._most:
            raise TooManyRequests("too many queries are under way here", headers=RETRY)
        if self._under_way[client] >= self._most_each:
            raise TooManyRequests(
                f"{self._most_each} queries of this client are under way already", headers=RETRY
            )
        ticket = Ticket(client)
        self._under_way[client] += 1
        if client not in self._waiting and self._has_quick_place(client):
            self._grant(ticket)
        else:
            self._waiting.setdefault(client, deque()).append(ticket)
        return ticket

    def set_aside(self, ticket: Ticket) -> None:
        """Take a query that has become slow out of its quick place.

        Raises:
            ReadersBusy: no more slow queries can be kept.
        """
        if ticket.pace is not Pace.QUICK:
            return
        if self._has_slow_place(ticket):
            _lower(self._quick, ticket.client)
            self._run_slow(ticket)
        elif len(self._frozen) < FROZEN_FOR_EACH_PLACE * self._places:
            _lower(self._quick, ticket.client)
            self._frozen.append(ticket)
            _set(ticket, Pace.FROZEN)
        else:
            raise ReadersBusy("too many slow queries are under way here", headers=RETRY)
        self._grant_next()

    def leave(self, ticket: Ticket) -> None:
        """Give a place back; another query gets it. To be called once."""
        pace, ticket.pace = ticket.pace, Pace.GONE
        _lower(self._under_way, ticket.client)
        if pace is Pace.QUICK:
            _lower(self._quick, ticket.client)
            self._grant_next()
        elif pace is Pace.SLOW:
            _lower(self._slow, ticket.client)
            self._thaw_next()
        elif pace is Pace.FROZEN:
            self._frozen.remove(ticket)
        elif ticket.client in self._waiting:
            self._waiting[ticket.client].remove(ticket)
            self._forget(ticket.client)

    def _grant(self, ticket: Ticket) -> None:
        self._quick[ticket.client] += 1
        ticket.pace = Pace.QUICK
        ticket.on_granted()

    def _grant_next(self) -> None:
        """Give a free place to the client whose turn it is."""
        for client, queue in self._waiting.items():
            if self._has_quick_place(client):
                del self._waiting[client]
                self._grant(queue.popleft())
                if queue:
                    self._waiting[client] = queue  # behind the others
                return

    def _has_quick_place(self, client: str) -> bool:
        return self._quick.total() < 2 * self._places and self._quick[client] < self._places

    def _has_slow_place(self, ticket: Ticket) -> bool:
        return self._slow.total() <= self._places and self._slow[ticket.client] < self._places

    def _run_slow(self, ticket: Ticket) -> None:
        self._slow[ticket.client] += 1
        _set(ticket, Pace.SLOW)

    def _thaw_next(self) -> None:
        for ticket in self._frozen:
            if self._has_slow_place(ticket):
                self._frozen.remove(ticket)
                self._run_slow(ticket)
                return

    def _forget(self, client: str) -> None:
        if not self._waiting[client]:
            del self._waiting[client]


def _lower(counts: Counter[str], client: str) -> None:
    counts[client] -= 1
    if not counts[client]:
        del counts[client]


def _set(ticket: Ticket, pace: Pace) -> None:
    ticket.pace = pace
    ticket.on_pace(pace)


def _told_nobody() -> None:
    """Nobody wants to know."""


def _told_nobody_of(_: Pace) -> None:
    """Nobody wants to know."""


def until(since: float, seconds: float, *, held_up: float) -> float:
    """Return when so many seconds have passed for a query, whose process waited some for a processor.

    A machine that is overloaded by others thus makes no query slow, but it does not hold a place for ever.
    """
    return since + min(seconds + max(held_up, 0.0), HELD_UP * seconds)
