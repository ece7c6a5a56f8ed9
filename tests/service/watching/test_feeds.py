"""Feeds that are watched: what is loaded of them, and that nothing is loaded twice."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from service.store import Store
from service.watching import polls
from tests.service.watching.stories import entry, feed, loads, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.watching.conftest import Desk, Site

RSS = "application/rss+xml"
HOUR = 3_600.0


def sources(site: Site, more: str = "", *, path: str = "/feed") -> str:
    return f'[[feed]]\nname = "wire"\nurl = "{site.address}{path}"\n{more}\n'


def changes(folder: Path) -> list[tuple[str, str]]:
    store = Store.open(folder)
    try:
        return loads(store)
    finally:
        store.close()


def test_what_a_feed_carries_whole_is_loaded_once(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True), entry(2, "/2", whole=True)), kind=RSS)

    desk.watch(sources(site), seconds=HOUR)

    assert site.asked == ["/robots.txt", "/feed", "/feed", "/feed", "/feed"]
    assert desk.told() == [
        "source=wire event=loaded pages=0 new=2 replaced=0 unchanged=0 claims=0",
        *["source=wire event=unchanged"] * 3,
    ]
    assert changes(folder) == [("load", "1"), ("load", "2")]


def test_what_a_feed_sums_up_is_read_from_its_pages(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/2")), kind=RSS)
    site.serve("/1", page(1, shells=71))
    site.serve("/2", page(2, shells=72))

    desk.watch(sources(site), seconds=60)

    assert site.asked == ["/robots.txt", "/feed", "/1", "/2"]
    assert changes(folder) == [("load", "71"), ("load", "72")]


def test_a_page_that_tells_no_date_has_that_of_its_entry(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1")), kind=RSS)
    site.serve("/1", page(1))

    desk.watch(sources(site), seconds=60)

    store = Store.open(folder)
    (change,) = store.log.changes()
    quads = store.nquads(change.graph)
    store.close()
    assert '"2024-12-03T01:00:00Z"' in quads


def test_without_pages_a_summary_is_loaded_as_such(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1")), kind=RSS)

    desk.watch(sources(site, "pages = false"), seconds=60)

    assert site.asked == ["/robots.txt", "/feed"]
    assert changes(folder) == [("load", "1")]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, "text/html", ""), "answers with status 404"),
        ((410, "text/html", ""), "answers with status 410"),
        ((200, "application/pdf", "%PDF"), "is no web page but 'application/pdf'"),
        ((200, "text/html", "<html><body></body></html>"), "has no article"),
    ],
)
def test_a_page_that_cannot_be_read_leaves_its_summary(
    site: Site, desk: Desk, folder: Path, answer: tuple[int, str, str], reason: str
) -> None:
    site.serve("/feed", feed(entry(1, "/1")), kind=RSS)
    status, kind, body = answer
    site.serve("/1", body, status=status, kind=kind)

    desk.watch(sources(site), seconds=HOUR)

    assert site.pages() == ["/feed", "/1", "/feed", "/feed", "/feed"]
    assert f'source=wire event=summary url={site.address}/1 reason="{reason}"' in desk.told()
    assert changes(folder) == [("load", "1")]


def test_a_page_that_fails_is_tried_again_and_at_last_summed_up(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1")), kind=RSS, ETag='"a"')
    site.serve("/1", "", status=500)

    desk.watch(sources(site, 'every = "1d"'), seconds=2 * HOUR)

    assert site.pages() == ["/feed", *["/1"] * 5]
    assert changes(folder) == [("load", "1")]


def test_a_changed_entry_replaces_what_was_loaded(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True), entry(2, "/2", whole=True)), kind=RSS)
    desk.watch(sources(site), seconds=60)

    site.serve("/feed", feed(entry(1, "/1", whole=True, shells=9), entry(2, "/2", whole=True)), kind=RSS)
    desk.watch(sources(site), seconds=HOUR)

    assert changes(folder) == [("load", "1"), ("load", "2"), ("replace", "9")]


def test_a_changed_summary_has_its_page_read_again(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/2")), kind=RSS)
    site.serve("/1", page(1, shells=71))
    site.serve("/2", page(2, shells=72))
    desk.watch(sources(site), seconds=60)

    site.serve("/feed", feed(entry(1, "/1", shells=8), entry(2, "/2", shells=8)), kind=RSS)
    site.serve("/1", page(1, shells=81))
    desk.watch(sources(site), seconds=HOUR)

    assert site.pages() == ["/feed", "/1", "/2", "/feed", "/1", "/2", "/feed", "/feed", "/feed"]
    assert changes(folder) == [("load", "71"), ("load", "72"), ("replace", "81")]


def test_an_entry_that_vanishes_stays_loaded(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True), entry(2, "/2", whole=True)), kind=RSS)
    desk.watch(sources(site), seconds=60)

    site.serve("/feed", feed(entry(2, "/2", whole=True)), kind=RSS)
    desk.watch(sources(site), seconds=HOUR)

    assert changes(folder) == [("load", "1"), ("load", "2")]


def test_several_entries_about_one_address_do_not_replace_each_other(
    site: Site, desk: Desk, folder: Path
) -> None:
    live = feed(entry(2, "/live#2", whole=True), entry(1, "/live#1", whole=True))
    site.serve("/feed", live, kind=RSS)
    desk.watch(sources(site), seconds=60)
    site.serve("/feed", live + "<!-- -->", kind=RSS)
    desk.watch(sources(site), seconds=60)

    assert changes(folder) == [("load", "2")]


def test_a_killed_watch_goes_on_where_it_was_and_loads_nothing_twice(
    site: Site, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True), entry(2, "/2"), entry(3, "/3")), kind=RSS)
    for number in (2, 3):
        site.serve(f"/{number}", page(number))

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    for part in ("keep", "settle", "settle"):
        with monkeypatch.context() as patch:
            # The store has it, and it is not noted yet.
            patch.setattr(f"service.watching.state.State.{part}", die)
            with pytest.raises(Killed):
                desk.watch(sources(site), seconds=HOUR)
        desk.clock.at += 60
    desk.watch(sources(site), seconds=HOUR)

    assert sorted(changes(folder)) == [("load", "1"), ("load", "2"), ("load", "3")]


def test_an_entry_that_cannot_be_read_is_told_and_the_others_go_in(
    site: Site, desk: Desk, folder: Path
) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True), "<item/>", entry(3, "/3", whole=True)), kind=RSS)

    desk.watch(sources(site), seconds=60)

    assert desk.told() == [
        "source=wire event=loaded pages=0 new=2 replaced=0 unchanged=0 claims=0",
        f'source=wire event=refused document={site.address}/feed at="entry 2" reason="has no text"',
    ]
    assert changes(folder) == [("load", "1"), ("load", "3")]


def test_a_feed_that_breaks_off_is_loaded_as_far_and_asked_for_again(
    site: Site, desk: Desk, folder: Path
) -> None:
    whole = feed(entry(1, "/1", whole=True), entry(2, "/2", whole=True))
    site.serve("/feed", whole[: whole.index("Zubrivka 2")], kind=RSS, ETag='"a"')
    desk.watch(sources(site), seconds=60)
    assert changes(folder)[0] == ("load", "1")

    site.serve("/feed", whole, kind=RSS, ETag='"b"')
    desk.watch(sources(site), seconds=HOUR)

    assert "if-none-match" not in site.heads[2]
    assert changes(folder) == [("load", "1"), ("load", "2")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>Not today</body></html>", "is no feed: it is a 'html'"),
        ("", "is empty"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>', "declares the entity 'x'"),
    ],
)
def test_what_is_no_feed_is_told_and_looked_at_again_later(
    site: Site, desk: Desk, folder: Path, body: str, reason: str
) -> None:
    site.serve("/feed", body)

    desk.watch(sources(site), seconds=HOUR)

    assert len(site.pages()) == 3  # after a quarter of an hour, and then half an hour
    assert all("event=failed" in line and reason in line for line in desk.told())
    assert changes(folder) == []


def test_a_publisher_that_is_told_goes_before_the_feed_s(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True)), kind=RSS)
    desk.watch(sources(site), seconds=60)
    desk.watch(sources(site, 'publisher = "La Gazette"'), seconds=60)

    assert changes(folder) == [("load", "1"), ("replace", "1")]
    desk.watch(sources(site, 'publisher = "La Gazette"'), seconds=HOUR)
    assert changes(folder) == [("load", "1"), ("replace", "1")]


def test_a_feed_leads_to_no_more_pages_than_feeds_have(
    site: Site, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polls, "MOST_PAGES", 1)
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/2")), kind=RSS)
    site.serve("/1", page(1, shells=71))

    desk.watch(sources(site), seconds=60)

    assert site.pages() == ["/feed", "/1"]
    assert changes(folder) == [("load", "2"), ("load", "71")]


def test_a_feed_may_be_a_compressed_file(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed.gz", gzip.compress(feed(entry(1, "/1", whole=True)).encode()), kind="application/gzip")

    desk.watch(sources(site, path="/feed.gz"), seconds=60)

    assert changes(folder) == [("load", "1")]
