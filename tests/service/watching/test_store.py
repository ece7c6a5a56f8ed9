"""Where what is watched goes: a store that is free, that a server holds, or that another writes to."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from service.errors import StoreLocked
from service.socket import listening
from service.store import Store
from service.watching.state import State
from tests.service.watching.stories import entry, feed, loads
from tests.service.watching.test_feeds import HOUR, RSS, changes, sources

if TYPE_CHECKING:
    from pathlib import Path

    from service.fetching import Answer
    from tests.service.watching.conftest import Desk, Site


def serving(folder: Path, files: ExitStack) -> Store:
    """Hold a store as a server does, until the files are closed."""
    store = files.enter_context(closing(Store.open(folder)))
    files.enter_context(listening(store))
    return store


def test_what_is_new_goes_through_the_server_also_when_it_starts_anew(
    site: Site, desk: Desk, folder: Path
) -> None:
    server = ExitStack()
    asks = desk.asks

    def ask(url: str, **values: object) -> Answer:
        # Each request but that for robots.txt finds another story, and another server.
        number = len(site.pages()) + 1
        site.serve("/feed", feed(entry(number, f"/{number}", whole=True)), kind=RSS)
        server.close()
        if number != 3:
            serving(folder, server)
        answer: Answer = asks(url, **values)
        return answer

    desk.asks = ask
    desk.watch(sources(site), seconds=4 * 900)
    server.close()

    assert changes(folder) == [("load", str(number)) for number in range(1, 5)]


def test_a_store_that_another_process_writes_to_is_waited_for(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True)), kind=RSS, ETag='"a"')
    with closing(Store.open(folder)) as held:
        desk.watch(sources(site), seconds=20)
        assert loads(held) == []
    desk.watch(sources(site), seconds=20)

    assert "event=failed" in desk.told()[0]
    assert "if-none-match" not in site.heads[-1]
    assert changes(folder) == [("load", "1")]


def test_a_page_waits_for_the_store_too(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1")), kind=RSS)
    held = Store.open(folder)
    desk.watch(sources(site), seconds=600)
    held.close()
    desk.watch(sources(site), seconds=60)

    assert changes(folder) == [("load", "1")]


def test_others_have_the_store_while_nothing_is_loaded(
    site: Site, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/2")), kind=RSS)
    slept: list[float] = []
    sleep = desk.clock.sleep

    def asleep(seconds: float) -> None:
        Store.open(folder).close()
        slept.append(round(seconds))
        sleep(seconds)

    monkeypatch.setattr(desk.clock, "sleep", asleep)
    desk.watch(sources(site, 'every = "10m"'), seconds=HOUR / 2)

    # After robots.txt and between the pages, and then between the polls.
    assert [seconds for seconds in slept if seconds] == [1, 1, 1, 598, 600, 600]


def test_two_do_not_watch_for_one_store(folder: Path) -> None:
    with closing(State(folder)), pytest.raises(StoreLocked, match="another `casus watch` works"):
        State(folder)
