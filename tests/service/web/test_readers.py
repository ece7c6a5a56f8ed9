"""The processes that answer queries: what stops them, what stops them not, and who waits for whom."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING, cast

from starlette.testclient import TestClient

from service.app import create_app
from service.keys import Keys, Scope
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

    import pytest
    from fastapi import FastAPI

    from service.sparql.readers import Readers
    from service.store import Store

STARVED = "took more than the 500,000,000 bytes of memory that a reader process may have, and ended it"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PAIRS = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"


def _readers(client: TestClient) -> Readers:
    readers: Readers = cast("FastAPI", client.app).state.readers
    return readers


@contextmanager
def _client(store: Store, settings: Settings) -> Generator[TestClient]:
    """Give a client of an app whose first reader is there."""
    with TestClient(create_app(store, settings)) as client:
        while client.get("/sparql", params={"query": "SELECT (0 AS ?zero) {}"}).status_code == 503:
            time.sleep(0.05)
        yield client


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _gone(pids: set[int]) -> bool:
    end = time.monotonic() + 5
    while any(map(_is_running, pids)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(_is_running, pids))


def test_a_runaway_query_dies_with_its_reader_and_others_go_on(empty: Store) -> None:
    with _client(empty, Settings(readers=1, query_timeout=1.5)) as client:
        started = time.monotonic()
        stopped = client.get("/sparql", params={"query": CROSS})
        took = time.monotonic() - started
        after = client.get("/sparql", params={"query": "ASK {}"})
        running = set(_readers(client).running)

    assert (stopped.status_code, stopped.json()) == (
        503,
        {
            "type": "https://w3id.org/casus/problem/query-stopped",
            "title": "The query was stopped",
            "status": 503,
            "detail": "the query ran longer than the 1.5 seconds that it may take",
            "seconds": 1.5,
        },
    )
    assert 1.4 < took < 10
    assert after.json()["boolean"] is True
    assert running
    assert _gone(running)


def test_a_client_lowers_the_seconds_and_does_not_raise_them(empty: Store) -> None:
    with _client(empty, Settings(readers=1, query_timeout=1.5)) as client:
        answers = [
            client.get("/sparql", params={"query": CROSS, "timeout": seconds}) for seconds in ("0.4", "99")
        ]

    assert [answer.json()["seconds"] for answer in answers] == [0.4, 1.5]


def test_a_query_that_takes_more_memory_than_there_is_ends_its_reader_alone(empty: Store) -> None:
    settings = Settings(readers=1, query_timeout=60, query_memory=500_000_000)
    hungry = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
    with _client(empty, settings) as client:
        answer = client.get("/sparql", params={"query": hungry})
        after = client.get("/sparql", params={"query": "ASK {}"})

    assert (answer.status_code, answer.json()["title"], answer.json()["detail"]) == (
        503,
        "The query was stopped",
        "the query " + STARVED,
    )
    assert after.json()["boolean"] is True


def test_a_reader_whose_stack_overflows_is_told_from_one_without_memory(empty: Store) -> None:
    with _client(empty, Settings(readers=1, query_timeout=60)) as client:
        readers = _readers(client)
        answers: list[str] = []
        asking = Thread(
            target=lambda: answers.append(client.get("/sparql", params={"query": CROSS}).json()["detail"])
        )
        asking.start()
        while not readers.under_way:
            time.sleep(0.01)
        while asking.is_alive():
            # As the system does; of those that stand ready, too.
            for pid in readers.running:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGSEGV)
            asking.join(0.2)

    assert answers == ["the query is nested deeper than the stack of a reader process holds, and ended it"]


def test_a_result_that_is_larger_than_a_result_may_be_is_refused(empty: Store) -> None:
    with _client(empty, Settings(readers=1, max_result=5_000)) as client:
        answer = client.get("/sparql", params={"query": PAIRS})
        after = client.get("/sparql", params={"query": "ASK {}"})

    assert (answer.status_code, answer.json()["detail"]) == (
        413,
        "the result is larger than the 5000 bytes that a result may have",
    )
    assert after.json()["boolean"] is True


def test_a_reader_that_cannot_start_is_told(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.sparql.nursery.PROGRAM", "service.no_program")
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        answers = [client.get("/sparql", params={"query": "ASK {}"}) for _ in range(2)]

    assert [(answer.status_code, answer.json()["title"]) for answer in answers] == [
        (503, "The service is busy"),
        (503, "The service is busy"),
    ]


def test_readers_that_were_killed_are_replaced(empty: Store) -> None:
    with _client(empty, Settings(readers=1)) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        for pid in _readers(client).running:
            os.kill(pid, 9)
        time.sleep(0.1)
        answers = [client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(3)]

    assert answers == [200, 200, 200]


def test_a_slow_query_holds_up_nobody_even_with_one_reader(empty: Store) -> None:
    with _client(empty, Settings(readers=1, query_timeout=6)) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        runaways = [
            Thread(target=client.get, args=("/sparql",), kwargs={"params": {"query": CROSS}})
            for _ in range(3)
        ]
        for runaway in runaways:
            runaway.start()
        time.sleep(1.5)
        started = time.monotonic()
        answer = client.get("/sparql", params={"query": "ASK {}"})
        took = time.monotonic() - started
        under_way = _readers(client).under_way
        for runaway in runaways:
            runaway.join()

    assert (answer.json()["boolean"], under_way) == (True, 3)
    assert took < 4


def test_a_client_with_too_many_queries_under_way_is_told_to_come_back(empty: Store) -> None:
    settings = Settings(readers=1, query_timeout=3, max_queries_each=2)
    with _client(empty, settings) as client:
        client.get("/sparql", params={"query": "ASK {}"})
        runaways = [
            Thread(target=client.get, args=("/sparql",), kwargs={"params": {"query": CROSS}})
            for _ in range(2)
        ]
        for runaway in runaways:
            runaway.start()
        while _readers(client).under_way < 2:
            time.sleep(0.01)
        new = {"query": "SELECT * {}"}
        refused = client.get("/sparql", params=new)
        unknown = client.get("/sparql", params=new, headers={"authorization": "Bearer made up"})
        with closing(Keys(empty.folder)) as keys:
            key = keys.add("other", [Scope.READ], at=datetime(2026, 1, 1, tzinfo=UTC))
        other = client.get("/sparql", params=new, headers={"authorization": f"Bearer {key}"})
        kept = client.get("/sparql", params={"query": "ASK {}"})
        for runaway in runaways:
            runaway.join()

    assert (refused.status_code, refused.headers["retry-after"], refused.json()["title"]) == (
        429,
        "5",
        "Too many requests",
    )
    assert unknown.status_code == 429
    assert (other.status_code, kept.json()["boolean"]) == (200, True)


def test_no_process_is_left_over(empty: Store) -> None:
    async def ran() -> set[int]:
        app = create_app(empty, Settings(readers=2))
        async with app.router.lifespan_context(app):
            readers: Readers = app.state.readers
            while len(readers.running) < 4:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)
            return set(readers.running)

    assert _gone(asyncio.run(ran()))
