"""How addresses are asked: conditionally, patiently, as robots.txt allows, and never on a private net."""

from __future__ import annotations

import socket
from email.utils import formatdate
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from service import fetching
from service.watching.retries import back_off, retry_after
from tests.service.watching.stories import entry, feed, page
from tests.service.watching.test_feeds import HOUR, RSS, changes, sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from service.fetching import Answer
    from tests.service.watching.conftest import Desk, Site

STORY = feed(entry(1, "/1", whole=True))


def test_an_unchanged_feed_answers_304_across_restarts(site: Site, desk: Desk, folder: Path) -> None:
    stamp = "Tue, 03 Dec 2024 03:06:00 GMT"

    def answer(head: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if head.get("if-none-match") == 'W/"7"' and head.get("if-modified-since") == stamp:
            return 304, {}, b""
        return 200, {"ETag": 'W/"7"', "Last-Modified": stamp, "Content-Type": RSS}, STORY.encode()

    site.answers["/feed"] = answer
    for _ in range(3):
        desk.watch(sources(site), seconds=902)

    assert [line.partition("event=")[2] for line in desk.told()] == [
        "loaded pages=0 new=1 replaced=0 unchanged=0 claims=0",
        *["unchanged"] * 3,
    ]
    assert ["if-none-match" in head for head in site.heads] == [False, False, True, True, True]
    assert changes(folder) == [("load", "1")]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "a date"])
def test_a_host_that_asks_to_be_left_alone_is(
    site: Site, desk: Desk, folder: Path, status: int, form: str
) -> None:
    until = desk.clock.now() + 2 * HOUR
    told = formatdate(until + 2, usegmt=True) if form == "a date" else str(int(2 * HOUR))
    site.serve("/feed", "", status=status, Retry_After=told)
    other = f'[[document]]\nname = "other"\nurl = "{site.address}/page"\n'

    desk.watch(sources(site) + other, seconds=2 * HOUR - 10)
    assert site.asked == ["/robots.txt", "/feed"]
    desk.watch(sources(site) + other, once=True)
    assert site.asked == ["/robots.txt", "/feed"]

    site.serve("/feed", STORY, kind=RSS)
    site.serve("/page", page(2))
    desk.watch(sources(site) + other, seconds=HOUR)

    assert site.pages()[:3] == ["/feed", "/feed", "/page"]
    assert changes(folder) == [("load", "1"), ("load", "2")]
    assert f'event=waits url={site.address}/feed reason="answers with status {status}"' in desk.told()[0]


def test_a_server_that_fails_is_asked_less_and_less_often(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", "", status=500)
    started = desk.clock.now()
    moments: list[float] = []

    def ask(url: str, **values: Any) -> Answer:
        moments.append(round((desk.clock.now() - started) / 60))
        return fetching.ask(url, **values)

    desk.asks = ask
    desk.watch(sources(site), seconds=50 * HOUR)
    assert moments[1:] == [0, 15, 45, 105, 225, 465, 945, 1905, 1905]  # minutes, at last with robots.txt

    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), seconds=24 * HOUR)
    moments.clear()
    desk.watch(sources(site), seconds=HOUR)

    assert len(moments) == 4
    assert changes(folder) == [("load", "1")]


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_feed_that_goes_away_leaves_what_it_said(site: Site, desk: Desk, folder: Path, status: int) -> None:
    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), seconds=60)
    desk.told()
    site.asked.clear()

    site.serve("/feed", "", status=status)
    desk.watch(sources(site), seconds=10 * HOUR)

    is_gone = status == 410
    assert site.pages() == ["/feed"] * (1 if is_gone else 6)
    assert ("event=gone" if is_gone else f'reason="answers with status {status}"') in desk.told()[0]
    assert changes(folder) == [("load", "1")]
    site.asked.clear()

    site.serve("/feed", STORY.replace("Courrier", "Le Courrier"), kind=RSS)
    desk.watch(sources(site), seconds=24 * HOUR)

    assert (site.pages() == []) == is_gone
    assert changes(folder) == [("load", "1")] + [("replace", "1")] * (not is_gone)


def test_a_feed_that_is_gone_is_asked_again_once_its_entry_changes(
    site: Site, desk: Desk, folder: Path
) -> None:
    site.serve("/feed", "", status=410)
    desk.watch(sources(site), seconds=HOUR)
    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), once=True)
    assert site.pages() == ["/feed"]

    desk.watch(sources(site, "pages = false"), once=True)

    assert changes(folder) == [("load", "1")]


def test_a_server_that_is_not_there_is_asked_again_later(desk: Desk, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/feed"

    desk.watch(f'[[feed]]\nname = "wire"\nurl = "{address}"', seconds=HOUR - 10)

    assert [line.partition(" url=")[0] for line in desk.told()] == ["source=wire event=waits"]
    assert changes(folder) == []


def test_redirects_in_a_circle_end(site: Site, desk: Desk) -> None:
    site.serve("/feed", "", status=302, Location="/b")
    site.serve("/b", "", status=302, Location="/feed#x")

    desk.watch(sources(site), seconds=60)

    assert site.pages() == ["/feed", "/b"]
    assert 'reason="is redirected in a circle"' in desk.told()[0]


def test_a_long_chain_of_redirects_ends(site: Site, desk: Desk) -> None:
    for number in range(20):
        site.serve(f"/{number}", "", status=302, Location=f"/{number + 1}")

    desk.watch(sources(site, path="/0"), seconds=60)

    assert site.pages() == [f"/{number}" for number in range(6)]
    assert 'reason="is redirected more than 5 times"' in desk.told()[0]


def test_a_feed_that_moved_for_good_is_asked_where_it_is(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", "", status=301, Location="/b")
    site.serve("/b", "", status=308, Location="/c")
    site.serve("/c", STORY, kind=RSS)
    desk.watch(sources(site), seconds=60)
    desk.watch(sources(site), seconds=HOUR)
    assert site.pages() == ["/feed", "/b", "/c", "/c", "/c", "/c", "/c"]
    assert desk.told()[0] == f"source=wire event=moved to={site.address}/c"

    site.asked.clear()
    site.serve("/c", "", status=404)
    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), seconds=HOUR)

    assert site.pages()[:2] == ["/c", "/feed"]
    assert changes(folder) == [("load", "1")]


def test_a_feed_that_moved_for_now_is_asked_where_it_was(site: Site, desk: Desk) -> None:
    site.serve("/feed", "", status=301, Location="/b")
    site.serve("/b", "", status=302, Location="/c")
    site.serve("/c", STORY, kind=RSS)

    desk.watch(sources(site), seconds=910)
    desk.watch(sources(site), seconds=910)

    assert site.pages() == ["/feed", "/b", "/c", "/b", "/c", "/b", "/c"]


def test_rules_of_robots_txt_are_kept(site: Site, desk: Desk, folder: Path) -> None:
    rules = "User-agent: casus\nDisallow: /secret\n\nUser-agent: *\nDisallow: /"
    site.serve("/robots.txt", rules, kind="text/plain")
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/secret/2")), kind=RSS)
    site.serve("/1", page(1, shells=71))
    site.serve("/secret/2", page(2, shells=72))
    secret = f'[[feed]]\nname = "secret"\nurl = "{site.address}/secret/feed"\n'

    desk.watch(sources(site) + secret, seconds=HOUR)
    desk.watch(sources(site) + secret, seconds=30 * HOUR)

    assert [path for path in site.asked if "secret" in path] == []
    assert site.asked.count("/robots.txt") == 2  # rules hold for a day
    assert sorted(changes(folder)) == [("load", "2"), ("load", "71")]
    told = desk.told()
    assert [line for line in told if "event=summary" in line] == [
        (
            f"source=wire event=summary url={site.address}/secret/2 "
            'reason="is not to be read, by its host\'s robots.txt"'
        )
    ]
    assert [line.split()[:2] for line in told if "source=secret" in line] == [
        ["source=secret", "event=disallowed"]
    ] * 2


def test_a_redirect_to_what_robots_txt_disallows_is_not_followed(site: Site, desk: Desk) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /b", kind="text/plain")
    site.serve("/feed", "", status=302, Location="/b")

    desk.watch(sources(site), seconds=60)

    assert site.pages() == ["/feed"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_read_while_robots_txt_cannot_be(
    site: Site, desk: Desk, folder: Path, status: int
) -> None:
    site.serve("/robots.txt", "", status=status)
    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), seconds=HOUR - 10)
    assert site.asked == ["/robots.txt"]

    site.serve("/robots.txt", "", status=404)
    desk.watch(sources(site), seconds=HOUR)

    assert site.asked[:3] == ["/robots.txt", "/robots.txt", "/feed"]
    assert changes(folder) == [("load", "1")]


def test_rules_that_were_read_hold_while_robots_txt_cannot_be(site: Site, desk: Desk) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /b", kind="text/plain")
    site.serve("/feed", STORY, kind=RSS)
    desk.watch(sources(site), seconds=60)
    site.serve("/robots.txt", "", status=500)

    desk.watch(sources(site), seconds=26 * HOUR)

    assert site.asked.count("/robots.txt") > 1
    assert site.asked[-1] == "/feed"


@pytest.mark.parametrize(
    ("rules", "delay"), [("", 1.0), ("Crawl-delay: 40", 40.0), ("Request-rate: 1/30", 30.0)]
)
def test_a_host_is_asked_one_by_one_with_time_between(
    site: Site, desk: Desk, rules: str, delay: float
) -> None:
    site.serve("/robots.txt", f"User-agent: *\n{rules}", kind="text/plain")
    site.serve("/feed", feed(*(entry(number, f"/{number}") for number in range(1, 5))), kind=RSS)
    for number in range(1, 5):
        site.serve(f"/{number}", page(number))
    moments: list[float] = []

    def ask(url: str, **values: Any) -> Answer:
        moments.append(desk.clock.now())
        return fetching.ask(url, **values)

    desk.asks = ask
    desk.watch(sources(site), seconds=300)

    assert site.pages() == ["/feed", "/1", "/2", "/3", "/4"]
    pauses = [after - before for before, after in pairwise(moments[1:])]
    assert list(map(round, pauses)) == [delay] * 4


def test_hosts_are_told_who_asks(site: Site, desk: Desk) -> None:
    site.serve("/feed", STORY, kind=RSS)

    desk.watch('contact = "https://desk.example/bots"\n' + sources(site), seconds=60)

    assert {head["user-agent"] for head in site.heads} == {f"{fetching.AGENT} (+https://desk.example/bots)"}


def named(numbers: Mapping[str, list[list[str]]], patch: pytest.MonkeyPatch) -> list[str]:
    """Let names mean addresses, another with each look-up, all lead to this machine; give what is reached."""
    reached: list[str] = []
    create, resolve = socket.create_connection, socket.getaddrinfo
    left = {name: list(answers) for name, answers in numbers.items()}

    def resolved(host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host not in left:
            return list(resolve(host, port, type=socket.SOCK_STREAM))
        answer = left[host].pop(0) if len(left[host]) > 1 else left[host][0]
        return [(0, 0, 0, "", (number, port)) for number in answer]

    def connected(address: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(address[0])
        return create(("127.0.0.1", address[1]), timeout)

    patch.setattr("socket.getaddrinfo", resolved)
    patch.setattr("socket.create_connection", connected)
    return reached


@pytest.fixture
def public(site: Site, desk: Desk) -> str:
    """A feed of a host that looks like one of the open net."""
    desk.private = False
    return f"[[feed]]\nname = 'wire'\nurl = 'http://news.example:{site.address.rpartition(':')[2]}/feed'"


def test_a_redirect_to_a_private_address_is_not_followed(
    site: Site, desk: Desk, folder: Path, public: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = named({"news.example": [["93.184.215.14"]], "inside.example": [["10.0.0.5"]]}, monkeypatch)
    port = site.address.rpartition(":")[2]
    site.serve("/feed", feed(entry(1, f"http://inside.example:{port}/secret"), entry(2, "/2")), kind=RSS)
    site.serve("/2", "", status=302, Location=f"http://127.0.0.1:{port}/secret")
    site.serve("/secret", page(3))

    desk.watch(public, seconds=60)

    assert "/secret" not in site.asked
    assert set(reached) == {"93.184.215.14"}
    assert [line.partition("reason=")[2] for line in desk.told() if "event=summary" in line] == [
        '"has the private or loopback address 10.0.0.5 (CASUS_FETCH_PRIVATE)"',
        '"has the private or loopback address 127.0.0.1 (CASUS_FETCH_PRIVATE)"',
    ]
    assert changes(folder) == [("load", "1"), ("load", "2")]


def test_a_private_feed_is_not_asked(desk: Desk, site: Site) -> None:
    desk.private = False

    desk.watch(sources(site), seconds=60)

    assert site.asked == []
    assert "has the private or loopback address 127.0.0.1 (CASUS_FETCH_PRIVATE)" in desk.told()[0]


def test_a_name_that_means_another_address_a_moment_later_is_checked_each_time(
    site: Site, desk: Desk, public: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = named({"news.example": [["93.184.215.14"], ["127.0.0.1"]]}, monkeypatch)
    site.serve("/feed", STORY, kind=RSS)

    desk.watch(public, seconds=60)

    # The second look-up, for the feed itself, is of a private address.
    assert (reached, site.asked) == (["93.184.215.14"], ["/robots.txt"])
    assert "has the private or loopback address 127.0.0.1" in desk.told()[0]


def test_too_large_a_feed_is_refused(site: Site, desk: Desk, folder: Path) -> None:
    site.serve("/feed", feed(*[entry(1, "/1", whole=True)] * 1000), kind=RSS)

    desk.watch(sources(site), seconds=60)

    assert "larger than 200,000 bytes (CASUS_MAX_DOCUMENT)" in desk.told()[0]
    assert changes(folder) == []


def test_a_robots_txt_of_any_size_is_read_as_far_as_it_must_be(site: Site, desk: Desk) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /feed\n" + "#" * 2_000_000, kind="text/plain")

    desk.watch(sources(site), seconds=60)

    assert site.asked == ["/robots.txt"]
    assert "event=disallowed" in desk.told()[0]


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("120", 1_120.0),
        (" 5 ", 1_005.0),
        ("999999999", 87_400.0),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 1_200.0),
        ("Thu, 01 Jan 1970 00:20:00", 1_200.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 1_000.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 87_400.0),
        ("-5", None),
        ("soon", None),
        ("Thu, 99 Jan 1970 00:20:00 GMT", None),
        (None, None),
    ],
)
def test_a_moment_to_ask_again_is_read(words: str | None, moment: float | None) -> None:
    assert retry_after(words, 1_000.0) == moment


def test_waiting_doubles_up_to_a_day() -> None:
    assert [back_off(900, failures) for failures in (1, 2, 3, 7, 8, 5_000)] == [
        900, 1_800, 3_600, 57_600, 86_400, 86_400,
    ]  # fmt: skip


def test_pages_of_a_host_that_asks_to_be_left_alone_wait_and_are_not_summed_up(
    site: Site, desk: Desk, folder: Path
) -> None:
    site.serve("/feed", feed(entry(1, "/1"), entry(2, "/2")), kind=RSS)
    site.serve("/1", "", status=429, Retry_After="7200")
    site.serve("/2", page(2, shells=72))
    desk.watch(sources(site, 'every = "1d"'), seconds=2 * HOUR - 60)
    assert site.pages() == ["/feed", "/1"]

    site.serve("/1", page(1, shells=71))
    desk.watch(sources(site, 'every = "1d"'), seconds=HOUR)

    assert sorted(changes(folder)) == [("load", "71"), ("load", "72")]
