"""Articles that come and go over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.keys import Keys, Scope
from service.settings import Settings
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx2
    from fastapi import FastAPI

    from service.intake.extractor import Extractor

BASE: Final = "https://casus.example/id/"
URL: Final = "https://news.example/losses"
TEXT: Final = (
    "South Korea's spy agency said on Monday that about 300 North Korean soldiers had been killed in Kursk "
    "Oblast.\n"
)
OTHER: Final = TEXT.replace("300", "400")
FRENCH: Final = (
    "Le ministère de la Défense a déclaré lundi que trois cents soldats avaient été tués dans la région, "
    "et que les combats se poursuivaient le long de la frontière depuis plusieurs jours.\n"
)
PAGE: Final = f"""<html lang="en"><head><title>Losses in Kursk</title>
<meta property="article:published_time" content="2025-01-13"></head>
<body><article><h1>Losses in Kursk</h1><p>{TEXT}</p><p>{TEXT.replace("300", "310")}</p></article></body>
</html>"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    """A store that the tests of this module write to, each under an address of its own."""
    store = Store.open(tmp_path_factory.mktemp("posted") / "store", base=BASE)
    yield store
    store.close()


@pytest.fixture(scope="module")
def keys(held: Store) -> dict[Scope, dict[str, str]]:
    """The headers of a request with a key of each scope."""
    made = Keys(held.folder)
    now = datetime(2025, 1, 1, tzinfo=UTC)
    headers = {
        scope: {"Authorization": f"Bearer {made.add(scope, [scope], at=now)}"}
        for scope in (Scope.READ, Scope.WRITE)
    }
    made.close()
    return headers


@pytest.fixture(scope="module")
def app(held: Store) -> FastAPI:
    """The application over that store."""
    return create_app(held, Settings(readers=1, max_document=100_000))


@pytest.fixture(scope="module")
def client(app: FastAPI, keys: dict[Scope, dict[str, str]]) -> Generator[TestClient]:
    """A client with a key that may write."""
    with TestClient(app, headers=keys[Scope.WRITE]) as opened:
        yield opened


def post(client: TestClient, **document: object) -> httpx2.Response:
    return client.post("/api/v1/articles", json=document)


def test_a_posted_article_is_seen_by_the_next_readings(client: TestClient) -> None:
    answer = post(
        client, text=TEXT, url=URL, published="2025-01-13", publisher="Example Wire", title="Losses"
    )

    told = answer.json()
    name = told["article"]["id"]
    item = client.get(answer.headers["location"]).json()
    claims = client.get("/api/v1/claims", params={"q": "300"}).json()["items"]
    asked = client.get("/sparql", params={"query": f"ASK {{ <{BASE}article/{name}> casus:title 'Losses' }}"})
    assert (answer.status_code, told) == (
        201,
        {
            "article": {"id": name, "iri": f"{BASE}article/{name}"},
            "claims": 1,
            "unchanged": False,
            "outcome": "new",
            "warnings": [],
        },
    )
    assert answer.headers["location"] == f"/api/v1/articles/{name}"
    assert (item["title"], item["publisher"], item["published"], item["url"]) == (
        "Losses",
        "Example Wire",
        "2025-01-13",
        URL,
    )
    assert [(claim["type"], claim["quantity"]["low"], claim["article"]["id"]) for claim in claims] == [
        ("casualties", 300, name)
    ]
    assert asked.json()["boolean"] is True


def test_a_posted_article_of_a_day_to_come_is_held_with_a_warning(client: TestClient) -> None:
    day = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()

    answer = post(client, text=TEXT, url="https://news.example/to-come", published=day)

    assert (answer.status_code, answer.json()["warnings"]) == (201, [f"published in the future: {day}"])


def test_the_same_article_is_unchanged_and_another_text_takes_its_place(client: TestClient) -> None:
    address = "https://news.example/again"
    first = post(client, text=TEXT, url=address)
    before = first.headers["casus-sequence"]

    same = post(client, text=TEXT, url=address)
    other = post(client, text=OTHER, url=address)
    gone = client.get(first.headers["location"])
    refused = client.delete(first.headers["location"], params={"reason": "a test"})

    assert (same.status_code, same.json(), same.headers["casus-sequence"]) == (
        200,
        {**first.json(), "unchanged": True, "outcome": "unchanged"},
        before,
    )
    assert (other.status_code, other.json()["outcome"], other.json()["claims"]) == (200, "replaced", 1)
    assert other.json()["article"] != first.json()["article"]
    assert gone.status_code == 410
    assert (refused.status_code, refused.json()["replaced_by"]) == (410, other.json()["article"]["iri"])
    assert client.get(other.headers["location"]).status_code == 200


def test_an_article_is_withdrawn_and_may_come_again(client: TestClient, held: Store) -> None:
    address = "https://news.example/withdrawn"
    place = post(client, text=TEXT, url=address).headers["location"]

    withdrawn = client.delete(place, params={"reason": "retracted"})
    gone = client.get(place)
    twice = client.delete(place, params={"reason": "retracted"})
    again = post(client, text=TEXT, url=address)

    assert (withdrawn.status_code, withdrawn.content) == (204, b"")
    assert withdrawn.headers["casus-sequence"] == str(held.sequence - 1)
    assert [change.reason for change in held.log.changes()][-2] == "retracted"
    assert (gone.status_code, gone.headers["content-type"]) == (410, "application/problem+json")
    assert (twice.status_code, twice.json()["type"].rpartition("/")[2]) == (410, "already-withdrawn")
    assert (again.status_code, again.json()["outcome"], again.headers["location"]) == (201, "restored", place)
    assert client.get(place).status_code == 200


def test_a_page_is_read_as_the_article_that_it_holds(client: TestClient) -> None:
    answer = post(client, html=PAGE, url="https://news.example/page")

    item = client.get(answer.headers["location"]).json()
    assert (answer.status_code, answer.json()["claims"]) == (201, 2)
    assert (item["title"], item["published"]) == ("Losses in Kursk", "2025-01-13")


def test_what_is_not_in_english_is_stored_without_claims(client: TestClient) -> None:
    answer = post(client, text=FRENCH)

    assert (answer.status_code, answer.json()["claims"]) == (201, 0)
    assert client.get(answer.headers["location"]).json()["language"] == "fr"


@pytest.mark.parametrize(
    ("document", "parameter"),
    [
        ({}, "text"),
        ({"text": None}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": 3}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": TEXT, "html": PAGE}, "html"),
        ({"html": ""}, "html"),
        ({"html": "<p>\x00</p>"}, "html"),
        ({"html": PAGE, "title": None, "authors": None, "url": "no"}, "url"),
        ({"html": [PAGE]}, "html"),
        ({"text": TEXT, "body": "x"}, "body"),
        ({"text": TEXT, "published": "0"}, "published"),
        ({"text": TEXT, "published": "2024-02-30"}, "published"),
        ({"text": TEXT, "published": 20240203}, "published"),
        ({"text": TEXT, "title": "a\x1bb"}, "title"),
        ({"text": TEXT, "title": "x" * 1001}, "title"),
        ({"text": TEXT, "publisher": ""}, "publisher"),
        ({"text": TEXT, "url": "ftp://news.example/x"}, "url"),
        ({"text": TEXT, "url": "http://[::1"}, "url"),
        ({"text": TEXT, "url": "https://news.example:99999/x"}, "url"),
        ({"text": TEXT, "authors": "Olena Example"}, "authors"),
        ({"text": TEXT, "authors": ["a", 3]}, "authors"),
        ({"text": TEXT, "language": "English please"}, "language"),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    client: TestClient, document: dict[str, Any], parameter: str
) -> None:
    answer = client.post("/api/v1/articles", json=document)

    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize("body", ["", "{", "[]", "3", "null", '{"text": "\\ud800"}', '{"text": NaN}'])
def test_a_body_that_is_no_object_is_refused(client: TestClient, body: str) -> None:
    answer = client.post("/api/v1/articles", content=body, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["parameter"]) == (400, "body")


def test_bytes_that_are_no_text_are_refused(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/articles", content=b'{"text": "\xff"}', headers={"content-type": "application/json"}
    )

    assert (answer.status_code, answer.json()["parameter"]) == (400, "body")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({"content-type": ""}, 415),
        ({"content-type": "application/json", "content-encoding": "gzip"}, 415),
        ({"content-type": "Application/JSON; charset=utf-8"}, 400),
    ],
)
def test_a_body_of_another_kind_is_not_read(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/api/v1/articles", content="{", headers=headers).status_code == status


def test_a_document_beyond_the_bound_is_refused(client: TestClient) -> None:
    answer = post(client, text="x" * 100_000)

    assert (answer.status_code, answer.json()["most"]) == (413, 100_000)


def test_a_page_without_an_article_is_told_so(client: TestClient) -> None:
    answer = post(client, html="<html></html>")

    assert (answer.status_code, answer.json()["title"]) == (422, "The document cannot be read")
    assert "article" in answer.json()["detail"]


def test_only_a_key_that_may_write_writes(client: TestClient, keys: dict[Scope, dict[str, str]]) -> None:
    place = "/api/v1/articles/92b75cb7a94fe610-c3346e8c4364"
    asked = [
        getattr(client, method)(path, headers=headers)
        for method, path in (("post", "/api/v1/articles"), ("delete", f"{place}?reason=x"))
        for headers in ({"Authorization": ""}, {"Authorization": "Bearer none"}, keys[Scope.READ])
    ]

    assert [answer.status_code for answer in asked] == [401, 401, 403] * 2
    assert all(
        "Bearer" in answer.headers["www-authenticate"] for answer in asked if answer.status_code == 401
    )


def test_a_withdrawal_needs_an_article_and_a_reason(client: TestClient) -> None:
    unknown = client.delete("/api/v1/articles/none?reason=x")
    unsaid = client.delete("/api/v1/articles/none")
    empty = client.delete("/api/v1/articles/none?reason=")

    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    assert [(answer.status_code, answer.json()["parameter"]) for answer in (unsaid, empty)] == [
        (400, "reason"),
        (400, "reason"),
    ]


def test_only_the_process_that_extracts_loads_the_language_model(client: TestClient, app: FastAPI) -> None:
    loaded = "import service.cli.serve, sys; print({'spacy', 'trafilatura'} & sys.modules.keys())"

    post(client, text=TEXT)
    pid = app.state.intake.extractor.pid

    assert "spacy" in Path(f"/proc/{pid}/maps").read_text()
    assert (
        subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True).stdout == b"set()\n"
    )


def test_a_document_that_takes_the_process_down_leaves_the_service_up(
    client: TestClient, app: FastAPI
) -> None:
    post(client, text=TEXT)
    extractor: Extractor = app.state.intake.extractor
    pid = extractor.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    answers: list[int] = []
    sent = [
        threading.Thread(target=lambda: answers.append(post(client, text=OTHER).status_code))
        for _ in range(16)
    ]

    for thread in sent:
        thread.start()
    while extractor.waiting < 16:
        time.sleep(0.01)
    busy = post(client, text=OTHER)
    read = client.get("/api/v1/articles?limit=1")
    os.kill(pid, signal.SIGKILL)
    for thread in sent:
        thread.join()

    assert (busy.status_code, busy.json()["title"]) == (503, "The service is busy")
    assert "retry-after" in busy.headers
    assert read.status_code == 200
    assert sorted(answers) == [200] * 14 + [201, 503]
    assert extractor.pid != pid
