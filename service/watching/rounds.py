"""The schedule: what is due is looked at, in turn, until the process is asked to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused
from loaders.iris import digest
from service.errors import CasusError
from service.watching.configuration import Feed, Folder
from service.watching.events import Event, Events, moment
from service.watching.outcomes import Disallowed, Gone, Later
from service.watching.retries import back_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.watching.clock import Clock
    from service.watching.configuration import Configuration, Watched
    from service.watching.loading import Loader
    from service.watching.pages import Pages
    from service.watching.polls import Polls
    from service.watching.state import Known, State, Waiting
    from service.watching.stopping import Stop
    from service.watching.web import Web

LONG: Final = 0.5  # seconds of nothing to do in which others may have the store
STORE: Final = 30.0  # seconds until a store that is in use is tried again
TOLD_LENGTH: Final = 32

Task = tuple[float, Callable[[], object]]


@dataclass(kw_only=True, slots=True)
class Rounds:
    """What is watched, and what is known of each; `chance` gives numbers from 0 to 1, to spread polls.

    `good` counts the polls that were answered.
    """

    configuration: Configuration
    web: Web
    state: State
    loader: Loader
    events: Events
    clock: Clock
    stop: Stop
    polls: Polls
    pages: Pages
    chance: Callable[[], float]
    known: dict[str, Known] = field(default_factory=dict[str, "Known"])
    good: int = 0

    def start(self) -> None:
        """Take up what is known of each source."""
        for source in self.configuration.sources:
            known = self.state.source(_place(source), _told(source))
            self.known[source.name] = known
            if known.gone is not None:
                since = moment(known.gone)
                self.events.tell(Event.GONE, source.name, url=source.place, since=since)
        self.state.forget_pages(known.place for known in self.known.values())

    def run(self) -> None:
        """Look at what is due, and wait for what is due next, until nothing is left; raise `Stopped`."""
        while (task := min(self._tasks(), key=lambda task: task[0], default=None)) is not None:
            self.stop.check()
            wait = task[0] - self.clock.now()
            if wait > LONG:
                self.loader.rest()
            if wait > 0:
                self.clock.sleep(wait)
            else:
                task[1]()
        self.events.tell(Event.STOPPED, reason="nothing is left to watch")

    def run_once(self) -> None:
        """Look at each source once, whether it is due or not, and at the pages that it leads to.

        One that failed before is left alone as long as it would be otherwise. Raise `Stopped` when asked to.
        """
        for source in self.configuration.sources:
            known = self.known[source.name]
            if known.failures and known.due > self.clock.now():
                self.events.tell(Event.WAITS, source.name, url=source.place, until=moment(known.due))
            elif known.gone is None:
                self._look(source)
        while (page := self._page_of_now()) is not None:
            self.clock.sleep(max(0.0, self.web.ready(page.url) - self.clock.now()))
            self._read(page)

    def _look(self, source: Watched) -> None:
        """Poll a source, a folder again when its files were being written."""
        if self._poll(source):
            self.clock.sleep(self.known[source.name].due - self.clock.now())
            self._poll(source)

    def _tasks(self) -> Iterator[Task]:
        """Yield what is to be done, with the moment from which it can be."""
        for source in self.configuration.sources:
            known = self.known[source.name]
            if known.gone is None:
                ready = 0.0 if isinstance(source, Folder) else self.web.ready(known.moved or source.url)
                yield max(known.due, ready), partial(self._poll, source)
        for page in self.state.waiting():
            yield max(page.due, self.web.ready(page.url)), partial(self._read, page)

    def _page_of_now(self) -> Waiting | None:
        due = [page for page in self.state.waiting() if page.due <= self.clock.now()]
        return min(due, key=lambda page: self.web.ready(page.url), default=None)

    def _poll(self, source: Watched) -> bool:
        """Poll a source, and return whether it is to be looked at again at once."""
        soon: float | None = None
        known = self.known[source.name]
        try:
            polled = self.polls.poll(source, known)
        except (Refused, CasusError) as error:
            known = self._failed(source, self.state.source(known.place, known.told), error)
        else:
            self.good += 1
            soon = polled.soon
            wait = self._every(source) + source.jitter * self.chance()
            due = self.clock.now() + (wait if soon is None else min(wait, soon))
            known = replace(polled.known, failures=0, due=due)
        self.known[source.name] = known
        self.state.keep(known)
        return soon is not None

    def _failed(self, source: Watched, known: Known, error: Refused | CasusError) -> Known:
        """Tell that a source could not be polled, and return what is known of it: when it is due."""
        now, every = self.clock.now(), self._every(source)
        reason = error.reason if isinstance(error, Refused) else str(error)
        match error:
            case Gone():
                self.events.tell(Event.GONE, source.name, url=source.place, since=moment(now))
                return replace(known, gone=now)
            case CasusError():
                event, due, failures = Event.FAILED, now + STORE, known.failures
            case Disallowed(until=until):
                event, due, failures = Event.DISALLOWED, max(now + every, until), known.failures
            case _:
                failures = known.failures + 1
                told = error.until if isinstance(error, Later) else None
                event = Event.FAILED if told is None else Event.WAITS
                due = max(now + back_off(every, failures), told or 0.0)
        self.events.tell(event, source.name, url=source.place, reason=reason, until=moment(due))
        return replace(known, due=due, failures=failures)

    def _read(self, page: Waiting) -> None:
        feed = self._feed(page)
        try:
            self.pages.read(page, feed)
        except CasusError as error:
            due = self.clock.now() + STORE
            self.events.tell(Event.FAILED, feed.name, url=page.url, reason=str(error), until=moment(due))
            self.state.put_off(page, due=due, failures=page.failures)

    def _feed(self, page: Waiting) -> Feed:
        """Return the feed that a page is of; those of others are forgotten at the start."""
        found = (one for one in self.configuration.feed if self.known[one.name].place == page.place)
        return next(found)

    def _every(self, source: Watched) -> float:
        return self.configuration.every if source.every is None else source.every


def _place(source: Watched) -> str:
    return f"{source.kind} {source.place}"


def _told(source: Watched) -> str:
    """Return a digest of what decides how a source's documents are read."""
    told = source.model_dump_json(exclude={"name", "every", "jitter"})
    return digest(told, length=TOLD_LENGTH)
