"""What no parameter takes: each is refused with a problem that names it."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest
import uvicorn
from starlette.testclient import TestClient

from service.app import create_app
from service.patience import Patient
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.store import Store

Json = dict[str, Any]

# Percent-encoded, so that what is no text can be sent too.
HOSTILE: Final = {
    "empty": "",
    "blank": "%20",
    "nul": "a%00b",
    "escape": "%1B%5B2J",
    "lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "SQL": quote("x' OR 1=1 --"),
    "SQL statement": quote('x"; DROP TABLE claims; --'),
    "SPARQL": quote("x> } ; DROP ALL #"),
    "JSON": quote('{"$ne": null}'),
    "path": "..%2F..%2Fetc%2Fpasswd",
    "vast": "9" * 400,
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e999",
    "no day": "2024-02-30",
    "long": "x" * 10_000,
}
# What is a value all the same: a question may be of any words, 0 of 0 people is a number.
TAKEN: Final = {
    ("q", name) for name in ("SQL", "SQL statement", "SPARQL", "JSON", "path", "vast", "infinite")
} | {("q", "not a number"), ("q", "no day")}
FREE: Final = ("/api/v1/search",)
# A form of the protocol tells that it is no UTF-8 before it knows of which field.
# They take what other lists of claims take.
ALIKE: Final = tuple(f"/api/v1/{name}" for name in ("casualties", "weapons-transfers", "armed-actions"))
NOT_OURS: Final = ("/sparql", "/graphs", "/update", "/api/v1/stream", "/api/v1/queries/{name}/results")


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[tuple[str, int]]:
    """Where a real server of the app listens."""
    app = create_app(store, Settings(readers=1))
    listener = socket.create_server(("127.0.0.1", 0))
    served = uvicorn.Server(uvicorn.Config(app, http=Patient, log_level="error"))
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()
    served.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def bad(store: Store) -> Iterator[TestClient]:
    """A client that is told of an exception as of any answer."""
    with TestClient(
        create_app(store, Settings(readers=1)), raise_server_exceptions=False, follow_redirects=False
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def parameters(bad: TestClient) -> list[tuple[str, Json, str]]:
    """Every parameter in the address of every operation that reads, and the others that it needs."""
    document = bad.get("/api/v1/openapi.json").json()
    found: list[tuple[str, Json, str]] = []
    for path, methods in document["paths"].items():
        told = [one for one in methods.get("get", {}).get("parameters", ()) if one["in"] == "query"]
        for parameter in [] if path in NOT_OURS + ALIKE else told:
            needed = [one for one in told if one.get("required") and one is not parameter]
            rest = [f"{one['name']}={quote(str(one['schema']['examples'][0]))}" for one in needed]
            found.append((path, parameter, "&".join(rest)))
    return found


def named(client: TestClient, address: str) -> tuple[int, str | None]:
    """Return the status of an answer, and the parameter that its problem names."""
    answer = client.get(address)
    if answer.headers["content-type"] != "application/problem+json":
        return answer.status_code, None
    return answer.status_code, answer.json().get("parameter")


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_parameter_of_every_reading_refuses_what_is_hostile(
    bad: TestClient, parameters: list[tuple[str, Json, str]], kind: str
) -> None:
    accepted = [
        (path, parameter["name"], answer)
        for path, parameter, rest in parameters
        if (parameter["name"], kind) not in TAKEN and not (path in FREE and parameter["name"] == "q")
        for answer in [named(bad, f"{path}?{rest}&{parameter['name']}={HOSTILE[kind]}")]
        if answer != (400, parameter["name"])
    ]

    assert len(parameters) > 150
    assert accepted == []


def test_a_parameter_of_one_value_is_given_once(
    bad: TestClient, parameters: list[tuple[str, Json, str]]
) -> None:
    accepted: list[tuple[str, str]] = []
    for path, parameter, rest in parameters:
        if parameter["schema"].get("type") != "array":
            one = f"{parameter['name']}={quote(str(parameter['schema']['examples'][0]))}"
            if named(bad, f"{path}?{rest}&{one}&{one}") != (400, parameter["name"]):
                accepted.append((path, parameter["name"]))

    assert accepted == []


def test_an_unknown_parameter_is_named_wherever_there_are_parameters(
    bad: TestClient, parameters: list[tuple[str, Json, str]]
) -> None:
    addresses = {(path, rest) for path, parameter, rest in parameters if not parameter.get("required")}

    answers = {named(bad, f"{path}?{rest}&nonsense=1") for path, rest in addresses}

    assert answers == {(400, "nonsense")}


@pytest.mark.parametrize("kind", HOSTILE.keys() - {"empty"})
def test_no_hostile_id_is_anything(bad: TestClient, kind: str) -> None:
    paths = [
        path
        for path in bad.get("/api/v1/openapi.json").json()["paths"]
        if path.startswith("/api/v1/") and path.endswith("}")
    ]

    statuses = {
        path: named(bad, path.replace("{scheme}", "status").replace("{name}", HOSTILE[kind]))[0]
        for path in (one.replace("{notation}", "{name}") for one in paths)
    }

    assert set(statuses.values()) <= {400, 404}, statuses


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("from=2024-12-02&to=2024-12-01", "from"),
        ("said_from=2024-12-02&said_to=2024-12-01", "said_from"),
        ("from=0", "from"),
        ("to=2024-13-01", "to"),
        ("from=2023-02-29", "from"),
        ("as_of=yesterday", "as_of"),
        ("bbox=30,60,40,50", "bbox"),
        ("bbox=181,0,182,1", "bbox"),
        ("bbox=0,-91,1,0", "bbox"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("bbox=NaN,0,1,1", "bbox"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=1.5", "limit"),
        ("limit=0x10", "limit"),
        ("limit=1e1", "limit"),
        ("sort=random", "sort"),
        ("fields=id,nothing", "fields"),
        ("embed=everything", "embed"),
        ("actor=" + quote("https://casus.example/id/place/kursk-oblast"), "actor"),
        ("place=" + quote("https://casus.example/id/actor/PRK"), "place"),
        ("actor=atlantis", "actor"),
        ("weapon=spear", "weapon"),
        ("country=ZZZ", "country"),
        ("article=none", "article"),
        ("event=none", "event"),
        ("FROM=2024-01-01", "FROM"),
        ("from_=2024-01-01", "from_"),
        ("&".join(f"status={one}" for one in ["claimed"] * 101), "status"),
    ],
)
def test_what_contradicts_itself_or_names_what_nobody_knows_is_refused(
    bad: TestClient, asked: str, parameter: str
) -> None:
    assert named(bad, f"/api/v1/claims?{asked}") == (400, parameter)


@pytest.mark.parametrize("box", ["170,-90,-170,90", "-180,-90,180,90", "36.2,51.7,36.2,51.7"])
def test_a_box_over_the_date_line_is_right(bad: TestClient, box: str) -> None:
    answers = [bad.get(f"/api/v1/{name}?bbox={box}").status_code for name in ("claims", "places", "map")]

    assert answers == [200, 200, 200]


def test_no_character_of_a_cursor_can_be_changed(bad: TestClient) -> None:
    cursor = bad.get("/api/v1/articles?limit=1").json()["next"].partition("cursor=")[2].partition("&")[0]

    tampered = [
        cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        for place in range(len(cursor))
    ]
    others = [cursor[:-1], cursor + "A", cursor + "=", cursor.swapcase(), cursor * 2]
    answers = {named(bad, f"/api/v1/articles?cursor={one}") for one in tampered + others}

    assert answers == {(400, "cursor")}
    assert bad.get(f"/api/v1/articles?cursor={cursor}").status_code == 200
    assert named(bad, f"/api/v1/claims?cursor={cursor}") == (400, "cursor")


@pytest.mark.parametrize("number", ["-1", "x", "9" * 5_000, "1.0", "\u00b2"])
def test_a_last_event_that_is_none_is_refused(bad: TestClient, number: str) -> None:
    answer = bad.get("/api/v1/stream", headers={b"Last-Event-ID": number.encode()})

    assert (answer.status_code, answer.json()["parameter"]) == (400, "Last-Event-ID")


@pytest.mark.parametrize(
    ("request_line", "status", "part"),
    [
        (b"GET /api/v1/claims?q=" + b"x" * 10_000_000, 414, "query string"),
        (b"GET /api/v1/claims?" + b"actor=PRK&" * 1_000_000, 414, "query string"),
        (b"GET /" + b"x" * 200_000, 414, "path"),
        (b"GET", 400, None),
        (b"\x16\x03\x01\x02\x00", 400, None),
    ],
    ids=["ten megabytes", "a million values", "a path", "half a line", "TLS"],
)
def test_a_request_line_that_is_not_read_is_told_so(
    server: tuple[str, int], request_line: bytes, status: int, part: str | None
) -> None:
    with socket.create_connection(server, timeout=20) as connection:
        connection.sendall(request_line + b" HTTP/1.1\r\nHost: casus.example\r\nConnection: close\r\n\r\n")
        head, _, body = _read(connection).partition(b"\r\n\r\n")

    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in head.lower()
    assert (problem["status"], problem.get("parameter")) == (status, part)


def _read(connection: socket.socket) -> bytes:
    pieces = list(iter(lambda: connection.recv(65_536), b""))
    return b"".join(pieces)


def test_the_server_answers_others_while_it_is_sent_too_much(server: tuple[str, int]) -> None:
    with socket.create_connection(server, timeout=20) as flood:
        flood.sendall(b"GET /api/v1/claims?q=" + b"x" * 1_000_000)
        with socket.create_connection(server, timeout=20) as other:
            other.sendall(b"GET /healthz HTTP/1.1\r\nHost: casus.example\r\nConnection: close\r\n\r\n")
            answer = _read(other)

    assert answer.startswith(b"HTTP/1.1 200 ")
