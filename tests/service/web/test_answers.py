"""What comes with the results of a query: the state they are of, prefixes, explanations, kept results."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, cast

import pytest
import zstandard
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.sparql.cache import Kept, Result, Results

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from loaders.model import Document
    from service.sparql.answers import Endpoint
    from service.store import Outcome, Store

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a casus:Claim }"
FENCED = re.compile(r"```(sparql)\n(.*?)```", re.DOTALL)
MANY = "SELECT * { ?s ?p ?o } LIMIT 5000"


def _endpoint(client: TestClient) -> Endpoint:
    endpoint: Endpoint = cast("FastAPI", client.app).state.endpoint
    return endpoint


@pytest.mark.parametrize(
    ("query", "prefixes"),
    [
        (COUNT, "casus"),
        ("SELECT * { ?s skos:notation ?o ; a casus:Claim }", "casus, skos"),
        ("PREFIX casus: <http://e/> SELECT * { ?s a casus:Claim }", None),
        ("SELECT * { ?s ?p 'casus:Claim' } # skos:notation", None),
        ("SELECT * { ?s <casus:Claim> ?o }", None),
    ],
)
def test_the_answer_says_which_prefixes_were_added(
    client: TestClient, query: str, prefixes: str | None
) -> None:
    answer = client.get("/sparql", params={"query": query})

    assert (answer.status_code, answer.headers.get("casus-prefixes")) == (200, prefixes)


def test_the_readme_s_query_finds_claims_near_a_point(client: TestClient) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    ((_, query),) = [block for block in FENCED.findall(readme) if "geof:distance" in block[1]]

    answer = client.get("/sparql", params={"query": query, "format": "csv"})

    _, row = answer.text.splitlines()
    assert row.startswith('"North Korean forces had taken losses in Kursk Oblast, some 60 men",125.4')
    assert answer.headers["casus-prefixes"] == "casus, geo, geof"


def test_an_explanation_stands_in_place_of_the_results(client: TestClient) -> None:
    query = 'SELECT ?c ?w { ?c casus:matches "missile" ; casus:evidenceText ?w }'

    answer = client.get("/sparql", params={"query": query, "explain": "1", "timeout": "99", "a": "1"})
    told = answer.json()

    measured = {name: told.pop(name) for name in ("seconds", "evaluation_seconds", "checkpoint_age_seconds")}
    assert all(value >= 0 for value in measured.values())
    assert told == {
        "rows": 1,
        "limits": {"seconds": 20, "memory_bytes": 1_000_000_000, "result_bytes": 1_000_000_000},
        "seconds_asked": 99,
        "parameters_ignored": ["a"],
        "lane": "quick",
        "sequence": 3,
        "kept": False,
        "prefixes_added": ["casus"],
        "matches": [{"words": "missile", "claims": 1, "cut": False}],
    }


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("ASK {}", 1),
        ("SELECT * { ?s ?p ?o } LIMIT 7", 7),
        ('SELECT ("a\\nb" AS ?x) {}', 1),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 7", 7),
    ],
)
def test_an_explanation_counts_the_rows(client: TestClient, query: str, rows: int) -> None:
    assert client.get("/sparql", params={"query": query, "explain": "1"}).json()["rows"] == rows


def test_who_asks_again_gets_what_was_kept(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": COUNT, "a": "1"})
    explained = client.get("/sparql", params={"query": COUNT, "explain": "1"})
    again = client.get("/sparql", params={"query": COUNT})
    posted = client.post("/sparql", data={"query": COUNT})

    assert explained.json()["kept"] is True
    assert [(a.content, a.headers["etag"], a.headers["casus-prefixes"]) for a in (again, posted)] == [
        (first.content, first.headers["etag"], "casus")
    ] * 2


def test_what_was_kept_is_not_given_for_other_graphs_or_formats(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": COUNT, **more}).text
        for more in ({}, {"format": "csv"}, {"default-graph-uri": "http://e/none"})
    ]

    assert answers[1] == "n\r\n3\r\n"
    assert '"3"' in answers[0]
    assert '"0"' in answers[2]


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?x) {}", "SELECT (rand() AS ?x) {}"])
def test_what_is_another_each_time_is_not_kept(client: TestClient, query: str) -> None:
    client.get("/sparql", params={"query": query})

    assert client.get("/sparql", params={"query": query, "explain": "1"}).json()["kept"] is False


def test_a_write_makes_everything_kept_worthless(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        before = client.get("/sparql", params={"query": COUNT, "format": "csv"})
        put(empty, documents[0])
        after = client.get(
            "/sparql",
            params={"query": COUNT, "format": "csv"},
            headers={"if-none-match": before.headers["etag"]},
        )

    assert (before.text, after.text) == ("n\r\n0\r\n", "n\r\n2\r\n")


def test_results_are_kept_up_to_so_many_bytes() -> None:
    results = Results(80_000)

    for number in range(10):
        results.keep(number, 1, Result(body=b"", headers=()), size=9_000)
    results.keep("too large", 1, Result(body=b"", headers=()), size=10_000)
    results.keep("old", 0, Result(body=b"", headers=()), size=10)

    assert [results.find(number, 1) is not None for number in range(10)] == [False] * 2 + [True] * 8
    assert (results.find("too large", 1), results.find("old", 0), results.bytes) == (None, None, 80_000)


def test_pieces_are_kept_until_they_are_too_much() -> None:
    kept, too_much = Kept(4), Kept(4)
    for piece in (b"ab", b"cd"):
        kept.add(piece)
    for piece in (b"ab", b"cd", b"e"):
        too_much.add(piece)

    assert (kept.whole(), too_much.whole()) == (b"abcd", None)


@pytest.mark.parametrize(("encoding", "unpacked"), [("zstd", None), ("gzip", gzip.decompress)])
def test_results_are_compressed_for_who_asks(
    client: TestClient, encoding: str, unpacked: Callable[[bytes], bytes] | None
) -> None:
    query = {"query": MANY, "format": "csv"}

    plain = client.get("/sparql", params=query, headers={"accept-encoding": "identity"})
    with client.stream("GET", "/sparql", params=query, headers={"accept-encoding": encoding}) as answer:
        raw = b"".join(answer.iter_raw())

    if unpacked is None:
        content = zstandard.ZstdDecompressor().decompressobj().decompress(raw)
    else:
        content = unpacked(raw)
    assert answer.headers["content-encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert (content, len(raw) < len(plain.content) / 3) == (plain.content, True)


def test_a_query_waits_for_the_change_that_it_must_see(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        later = Timer(0.3, put, (empty, documents[0]))
        later.start()
        seen = client.get("/sparql", params={"query": COUNT, "format": "csv", "min_sequence": "1"})
        later.join()
        started = monotonic()
        missed = client.get("/sparql", params={"query": COUNT, "min_sequence": "9", "timeout": "0.5"})
        took = monotonic() - started

    assert (seen.text, seen.headers["casus-sequence"]) == ("n\r\n2\r\n", "1")
    assert (missed.status_code, missed.json()["sequence"], missed.headers["retry-after"]) == (503, 1, "1")
    assert took < 5


def test_while_the_store_changes_fast_a_query_is_a_second_behind_at_most(
    empty: Store,
    documents: tuple[Document, ...],
    put: Callable[[Store, Document], Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        checkpoints = _endpoint(client).checkpoints
        client.get("/sparql", params={"query": COUNT})
        checkpoints.at_once = -1_000.0
        monkeypatch.setattr("service.sparql.checkpoints.BEHIND", 1_000.0)
        put(empty, documents[0])
        behind = client.get("/sparql", params={"query": COUNT, "format": "csv"})
        checkpoints.promise(1)
        promised = client.get("/sparql", params={"query": COUNT, "format": "csv"})
        put(empty, documents[1])
        monkeypatch.undo()
        end = monotonic() + 5
        while "\r\n3\r\n" not in client.get("/sparql", params={"query": COUNT, "format": "csv"}).text:
            assert monotonic() < end

    assert (behind.text, promised.text) == ("n\r\n0\r\n", "n\r\n2\r\n")
