"""The live feed, over a real server."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import orjson
import pytest
import uvicorn

from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from loaders.model import Document
    from service.store import Outcome, Store

    Put = Callable[[Store, Document], Outcome]


@contextmanager
def _served(store: Store) -> Generator[int]:
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, Settings(readers=1)), port=0, log_level="critical")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            pass
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _following(port: int, query: str, **headers: str) -> Generator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", f"/api/v1/stream?{query}", headers=headers)
        yield connection.getresponse()


def _event(answer: http.client.HTTPResponse) -> dict[str, str]:
    """Return the next event, its data apart."""
    lines: dict[str, str] = {}
    while line := answer.readline().decode().strip():
        name, _, value = line.partition(": ")
        lines[name] = value
    return lines if "id" in lines else _event(answer)


def _told(event: dict[str, str]) -> tuple[str, str, list[str]]:
    data = orjson.loads(event["data"])
    return event["id"], event["event"], [claim["type"] for claim in data["claims"]]


def test_changes_are_followed_as_they_come_and_resumed_where_they_broke_off(
    empty: Store, documents: tuple[Document, ...], put: Put
) -> None:
    put(empty, documents[0])
    with _served(empty) as port:
        with _following(port, "") as answer:
            put(empty, documents[1])
            live = _told(_event(answer))
        empty.withdraw("https://news.example/briefing", "asked by the publisher")
        with _following(port, "after=1", **{"Last-Event-ID": "0"}) as answer:
            resumed = [_told(_event(answer)) for _ in range(3)]
        with _following(port, "after=0&type=armed_action") as answer:
            filtered = _told(_event(answer))
        with _following(port, "", **{"Last-Event-ID": "newest"}) as answer:
            refused = answer.status, orjson.loads(answer.read())["parameter"]

    both = ["deployment", "casualties"]
    assert live == ("2", "load", ["armed_action"])
    assert resumed == [("1", "load", both), live, ("3", "withdraw", both)]
    assert filtered == live
    assert refused == (400, "Last-Event-ID")


def test_a_server_that_is_to_stop_ends_its_streams(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--store", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        port = int(serving.stdout.readline().rpartition(":")[2])
        with _following(port, "") as answer:
            began = answer.readline()
            serving.terminate()
            rest = answer.read()
        left = serving.wait(timeout=30)

    assert (began, rest, left) == (b"retry: 3000\n", b"\n", 0)


@pytest.mark.parametrize(("wanted", "status"), [(1, 200), (99, 503)])
def test_an_answer_waits_for_the_change_that_a_client_has_heard_of(
    empty: Store, documents: tuple[Document, ...], put: Put, wanted: int, status: int
) -> None:
    with _served(empty) as port, closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        later = threading.Timer(0.3, put, (empty, documents[0]))
        later.start()
        connection.request("GET", f"/api/v1/claims?min_sequence={wanted}")
        answer = connection.getresponse()
        told = orjson.loads(answer.read())
        later.join()

    assert answer.status == status
    assert (told["total"] if status == 200 else told["parameter"]) == (2 if status == 200 else "min_sequence")
