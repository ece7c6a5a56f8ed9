from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from typing_extensions import override

from service import fetching
from service.ingest import Options
from service.watching.configuration import read_configuration
from service.watching.events import Events
from service.watching.loading import Loader
from service.watching.pages import Pages
from service.watching.polls import Polls
from service.watching.rounds import Rounds
from service.watching.state import State
from service.watching.stopping import Stop, Stopped
from service.watching.web import Manners, Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Answer = tuple[int, dict[str, str], bytes]
LIMIT = 200_000


class Site:
    """A web server of this machine's: what it answers, and what it was asked, with the heads of questions."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []

    def serve(
        self, path: str, body: bytes | str, *, status: int = 200, kind: str = "text/html", **fields: str
    ) -> None:
        """Let a path answer so: `ETag`, `Retry_After` and the like are fields of the head."""
        head = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in fields.items()}
        self.answers[path] = (status, head, body.encode() if isinstance(body, str) else body)

    def pages(self) -> list[str]:
        """Return what was asked for beside robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    site: ClassVar[Site]

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        head = {name.lower(): value for name, value in self.headers.items()}
        self.site.heads.append(head)
        answer = self.site.answers.get(self.path, (404, {}, b""))
        status, fields, body = answer(head) if callable(answer) else answer
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | fields).items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        return


class Server(ThreadingHTTPServer):
    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        return  # somebody hung up


@pytest.fixture
def site() -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    Handler.site = Site(f"http://127.0.0.1:{server.server_port}")
    try:
        yield Handler.site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Time:
    """A clock that nobody waits for; a sleep beyond `until` ends the watch as a signal does."""

    at: float = field(default_factory=time.time)
    until: float = float("inf")

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        if self.at + seconds > self.until:
            self.at = self.until
            raise Stopped
        self.at += seconds


@dataclass
class Desk:
    """Watches what a SOURCES.toml tells, into one store, with one clock; each run is a process of its own."""

    folder: Path
    toml: Path
    clock: Time
    lines: list[str] = field(default_factory=list[str])
    asks: Any = fetching.ask
    private: bool = True

    def told(self) -> list[str]:
        """Return the events since the last call but warnings, without their time."""
        events = [line.partition(" ")[2] for line in self.lines]
        self.lines.clear()
        return [event for event in events if " event=warned " not in event]

    def watch(self, sources: str, *, once: bool = False, seconds: float = 1.0) -> Rounds:
        """Watch for so many seconds."""
        self.toml.write_text(sources, encoding="utf-8")
        self.clock.until = float("inf") if once else self.clock.now() + seconds
        stop = Stop()
        with closing(State(self.folder)) as state:
            rounds = self._rounds(state, stop)
            try:
                rounds.start()
                if once:
                    rounds.run_once()
                else:
                    rounds.run()
            except Stopped:
                pass
            finally:
                rounds.loader.rest()
        return rounds

    def _rounds(self, state: State, stop: Stop) -> Rounds:
        configuration = read_configuration(self.toml)
        events = Events(write=self.lines.append, clock=self.clock)
        loader = Loader(self.folder, Options(max_document=LIMIT), base=None, clock=self.clock, stop=stop)
        manners = Manners(
            limit=LIMIT, private=self.private, delay=configuration.delay, contact=configuration.contact
        )
        web = Web(self.asks, manners, state, clock=self.clock, stop=stop)
        parts: dict[str, Any] = {
            "web": web, "state": state, "loader": loader, "events": events, "clock": self.clock
        }  # fmt: skip
        return Rounds(
            configuration=configuration,
            **parts,
            stop=stop,
            polls=Polls(**parts, stop=stop, limit=LIMIT),
            pages=Pages(**parts),
            chance=lambda: 0.5,
        )


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Desk:
    return Desk(folder, tmp_path / "sources.toml", Time())
