"""The pages that a feed only sums up: read one by one, or taken as the feed sums them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused
from service.hosts import Unreachable
from service.sources import Source
from service.watching.events import Event, Events, moment
from service.watching.feeds import from_json, whole_page
from service.watching.loading import Loader, Told
from service.watching.outcomes import Held, Later
from service.watching.retries import back_off

if TYPE_CHECKING:
    from loaders.containers.page import Page
    from service.watching.clock import Clock
    from service.watching.configuration import Feed
    from service.watching.state import State, Waiting
    from service.watching.web import Web

TRIES: Final = 5
FIRST: Final = 60.0  # seconds before the second try


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Reads pages that are to be read."""

    web: Web
    state: State
    loader: Loader
    events: Events
    clock: Clock

    def read(self, page: Waiting, feed: Feed) -> None:
        """Load the article of a page, or its summary where it cannot be read; or put it off.

        A page counts as tried before it is: one that ends the process does so a few times only.

        Raises:
            CasusError: the store cannot be used now.
            Stopped: the process is asked to stop.
        """
        entry = from_json(page.entry)
        failures = page.failures + 1
        now = self.clock.now()
        self.state.put_off(page, due=now + back_off(FIRST, failures), failures=failures)
        try:
            self._load(page, feed, entry if page.failures >= TRIES else self._whole(page, entry))
        except (Later, Unreachable) as late:
            self._put_off(page, feed, late, failures)
        except Refused as refused:
            self.events.tell(Event.SUMMARY, feed.name, url=page.url, reason=refused.reason)
            self._load(page, feed, entry)

    def _whole(self, page: Waiting, entry: Page) -> Page:
        return whole_page(self.web.get(page.url).answer, entry)

    def _load(self, page: Waiting, feed: Feed, article: Page) -> None:
        source = Source(name=page.url, path=None, page=article)
        report = self.loader.load([source], Told(publisher=feed.publisher))
        self.events.loaded(feed.name, report, url=page.url)
        self.state.settle(page, self.clock.now())

    def _put_off(self, page: Waiting, feed: Feed, late: Refused, failures: int) -> None:
        until = late.until if isinstance(late, Later) else None
        if isinstance(late, Held):
            # It was not asked: this was no try.
            self.state.put_off(page, due=until or self.clock.now(), failures=page.failures)
            return
        due = max(self.clock.now() + back_off(FIRST, failures), until or 0.0)
        self.state.put_off(page, due=due, failures=failures)
        self.events.tell(Event.WAITS, feed.name, url=page.url, until=moment(due), reason=late.reason)
