"""Documents from addresses: what is fetched, and what never is."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from typing_extensions import override

from loaders.errors import Refused
from service import fetching
from service.documents import Read, Reading, read_articles
from service.fetching import Fetched, fetch
from service.hosts import is_open
from service.settings import Settings
from service.sources import Source, find
from tests.loaders.containers.archives import markup, text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

Answers = dict[str, tuple[int, dict[str, str], bytes]]
FEED = b"<rss><channel><title>Courier</title><item><title>One</title><link>/one</link></item></channel></rss>"
LIMIT = 100_000


class Handler(BaseHTTPRequestHandler):
    """Answers what it was told to."""

    answers: ClassVar[Answers] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serving() -> Generator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site of this machine's; what it answers is in `Handler.answers`."""
    Handler.answers.clear()
    Handler.asked.clear()
    with serving() as address:
        yield address


def test_a_page_is_fetched_with_the_encoding_that_its_server_names(site: str) -> None:
    Handler.answers["/a?x=%C3%A4"] = (200, {"Content-Type": "text/html; charset=windows-1251"}, b"<p>x</p>")

    assert fetch(f"{site}/a?x=ä#part", limit=LIMIT, private=True) == Fetched(
        url=f"{site}/a?x=ä#part", content=b"<p>x</p>", charset="windows-1251"
    )


def test_a_packed_answer_is_unpacked(site: str) -> None:
    Handler.answers["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(FEED))

    assert fetch(f"{site}/a", limit=LIMIT, private=True).content == FEED


def test_a_redirect_is_followed_to_where_the_document_is(site: str) -> None:
    Handler.answers["/a"] = (301, {"Location": "/b"}, b"")
    Handler.answers["/b"] = (200, {}, FEED)

    assert fetch(f"{site}/a", limit=LIMIT, private=True) == Fetched(
        url=f"{site}/b", content=FEED, charset=None
    )


@pytest.mark.parametrize(
    ("status", "headers", "body", "reason"),
    [
        (404, {}, b"", "answers with status 404"),
        (304, {}, b"", "answers with status 304"),
        (301, {}, b"", "answers with status 301"),
        (301, {"Location": "/a"}, b"", "is redirected more than 5 times"),
        (301, {"Location": "file:///etc/hostname"}, b"", "is no http or https address"),
        (301, {"Location": "http://x@127.0.0.1/"}, b"", "is no http or https address"),
        (301, {"Location": "http://[x/"}, b"", "cannot be fetched: "),
        (301, {"Location": "http://no.such.host.invalid/"}, b"", "no.such.host.invalid is no known host"),
        (200, {}, b"x" * (LIMIT + 1), "larger than 100,000 bytes (CASUS_MAX_DOCUMENT)"),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10**7)), "larger than 100,000 bytes"),
        (200, {"Content-Encoding": "br"}, b"\x0b", "is packed by 'br', which is not read"),
        (200, {"Content-Length": "10"}, b"<html>", "breaks off 4 bytes before its end"),
    ],
)
def test_an_answer_that_is_no_document_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch, status: int, headers: dict[str, str], body: bytes, reason: str
) -> None:
    Handler.answers["/a"] = (status, headers, body)
    monkeypatch.setattr(fetching, "SILENCE", 1.0)

    with pytest.raises(Refused) as met:
        fetch(f"{site}/a", limit=LIMIT, private=True)

    assert met.value.source == f"{site}/a"
    assert met.value.reason.startswith(reason)


def test_nobody_there_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Refused, match=r"cannot be fetched: .*[Rr]efused"):
        fetch(f"http://127.0.0.1:{port}/", limit=LIMIT, private=True)


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 0.3)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        with pytest.raises(Refused, match="takes longer than"):
            fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", limit=LIMIT, private=True)

    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1",  # noqa: S104
        "169.254.169.254", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]",
        "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "2130706433", "0x7f.1",
    ],
)  # fmt: skip
def test_a_private_or_loopback_host_is_never_asked(site: str, host: str) -> None:
    port = site.rpartition(":")[2]

    with pytest.raises(Refused, match=r"private or loopback address|is no known host"):
        fetch(f"http://{host}:{port}/a", limit=LIMIT, private=Settings().fetch_private)
    assert Handler.asked == []


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2002:5db8:d70e::"]
)
def test_a_host_of_the_open_net_is_open(number: str) -> None:
    assert is_open(number)


def named(monkeypatch: pytest.MonkeyPatch, numbers: dict[str, list[str]]) -> list[str]:
    """Let names mean addresses, and every address lead to this machine; give those that are reached."""
    reached: list[str] = []
    create, resolve = socket.create_connection, socket.getaddrinfo

    def resolved(host: str, port: int, *_: object, **__: object) -> list[Any]:
        known = [(0, 0, 0, "", (number, port)) for number in numbers.get(host, ())]
        return known or resolve(host, port, type=socket.SOCK_STREAM)

    def connected(address: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(address[0])
        return create(("127.0.0.1", address[1]), timeout)

    monkeypatch.setattr("socket.getaddrinfo", resolved)
    monkeypatch.setattr("socket.create_connection", connected)
    return reached


def test_a_redirect_to_a_private_host_is_not_followed(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rpartition(":")[2]
    reached = named(monkeypatch, {"news.example": ["93.184.215.14"], "inside.example": ["10.0.0.5"]})
    Handler.answers["/a"] = (302, {"Location": f"http://inside.example:{port}/secret"}, b"")

    with pytest.raises(Refused) as met:
        fetch(f"http://news.example:{port}/a", limit=LIMIT, private=False)

    assert met.value.reason == (
        "inside.example has the private or loopback address 10.0.0.5 (CASUS_FETCH_PRIVATE)"
    )
    assert (reached, Handler.asked) == (["93.184.215.14"], ["/a"])


def test_a_host_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = named(monkeypatch, {"news.example": ["93.184.215.14", "127.0.0.1"]})

    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        fetch("http://news.example/", limit=LIMIT, private=False)
    assert reached == []


def test_a_feed_and_a_page_are_read_from_their_addresses(site: str) -> None:
    Handler.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, FEED)
    Handler.answers["/page"] = (200, {"Content-Type": "text/html"}, markup(1))

    (feed, page) = find([f"{site}/feed", f"{site}/page"])
    reading = Reading(limit=LIMIT, private=True)
    (entry,), (article,) = list(read_articles(feed, reading)), list(read_articles(page, reading))

    assert isinstance(entry, Read)
    assert isinstance(article, Read)
    assert (entry.name, entry.article.text, entry.article.url) == (
        f"{site}/feed, entry 1",
        "One",
        f"{site}/one",
    )
    assert (article.name, article.article.text, article.article.url) == (
        f"{site}/page",
        text(1),
        f"{site}/page",
    )
    with pytest.raises(Refused, match="private or loopback address"):
        list(read_articles(Source(name=site, path=None, address=site), Reading(limit=LIMIT)))
