"""Exports over HTTP: built when they are asked for, given whole or in part, of one state of the store."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.cli import run
from service.exports import building
from service.exports.formats import told_by
from service.exports.offered import EXPORTS, files
from service.settings import Settings
from service.socket import listening

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpx2 import Response

    from loaders.model import Document
    from service.store import Outcome, Store

PATIENCE: Final = 60.0  # seconds; an export of a small store takes one


def served(store: Store, *, age: float = 3600) -> TestClient:
    return TestClient(create_app(store, Settings(readers=1, export_age=age)))


def fetched(client: TestClient, name: str) -> Response:
    """Ask for an export until it is built."""
    end = monotonic() + PATIENCE
    while (answer := client.get(f"/exports/{name}")).status_code == 202:
        assert answer.headers["retry-after"] == "5"
        assert monotonic() < end, "the export is not built"
        sleep(0.1)
    assert answer.status_code == 200, answer.text
    return answer


def quads(content: bytes) -> set[ox.Quad]:
    return set(ox.parse(gzip.decompress(content), ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def exporting(client: TestClient) -> TestClient:
    """A client of a service that has built an export."""
    fetched(client, "casus.nq.gz")
    return client


def test_an_export_holds_what_the_store_holds(exporting: TestClient, store: Store) -> None:
    answer = exporting.get("/exports/casus.nq.gz")

    manifest = exporting.get("/exports/casus.nq.gz.manifest.json").json()
    digest = sha256(answer.content)
    assert quads(answer.content) == set(store.graphs)
    assert manifest["files"] == [
        {
            "name": "casus.nq.gz",
            "bytes": len(answer.content),
            "sha256": digest.hexdigest(),
            "count": len(store.graphs),
        }
    ]
    names = ("content-type", "casus-sequence", "repr-digest", "link")
    assert {name: answer.headers[name] for name in names} == {
        "content-type": "application/gzip",
        "casus-sequence": str(store.sequence),
        "repr-digest": f"sha-256=:{b64encode(digest.digest()).decode()}:",
        "link": '</exports/casus.nq.gz.manifest.json>; rel="describedby"; type="application/json"',
    }  # fmt: skip
    assert answer.headers["content-length"] == str(len(answer.content))
    assert "last-modified" in answer.headers


def test_a_part_of_an_export_is_given_and_a_break_is_healed(exporting: TestClient) -> None:
    path = "/exports/casus.nq.gz"
    whole = exporting.get(path)
    tag = whole.headers["etag"]

    head = exporting.get(path, headers={"Range": "bytes=0-99"})
    rest = exporting.get(path, headers={"Range": "bytes=100-", "If-Range": tag})
    other = exporting.get(path, headers={"Range": "bytes=100-", "If-Range": '"another"'})
    beyond = exporting.get(path, headers={"Range": f"bytes={len(whole.content)}-"})

    assert [one.status_code for one in (head, rest, other, beyond)] == [206, 206, 200, 416]
    assert head.content + rest.content == whole.content == other.content
    assert head.headers["content-range"] == f"bytes 0-99/{len(whole.content)}"


def test_who_has_an_export_is_told_so_and_head_reads_nothing(exporting: TestClient) -> None:
    whole = exporting.get("/exports/casus.nq.gz")

    known = exporting.get("/exports/casus.nq.gz", headers={"If-None-Match": whole.headers["etag"]})
    head = exporting.head("/exports/casus.nq.gz")

    assert (known.status_code, known.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


def test_the_exports_that_there_are_are_listed(exporting: TestClient, store: Store) -> None:
    told = {one["name"]: one for one in exporting.get("/exports/").json()["exports"]}

    built = told["casus.nq.gz"]
    assert list(told) == list(EXPORTS)
    assert {name: one["files"] for name, one in told.items()} == {
        name: [f"/exports/{file}" for file in files(name)] for name in EXPORTS
    }
    assert {key: built[key] for key in ("format", "state", "sequence", "count")} == {
        "format": "nquads",
        "state": "built",
        "sequence": store.sequence,
        "count": len(store.graphs),
    }
    assert told["casus.rdf.zst"]["state"] == "not built"


@pytest.mark.parametrize("name", ["casus.csv.zst", "casus.parquet", "casus.geojson.gz"])
def test_tables_leave_file_by_file(client: TestClient, store: Store, name: str) -> None:
    *tables, manifest = files(name)

    told = fetched(client, name if len(tables) > 1 else manifest).json()

    assert (told["format"], told["sequence"]) == (told_by(name), store.sequence)
    assert [file["name"] for file in told["files"]] == tables
    for file in told["files"]:
        assert sha256(client.get(f"/exports/{file['name']}").content).hexdigest() == file["sha256"]


@pytest.mark.parametrize(
    "name", ["casus.nq", "casus.parquet.gz", "..%2Flog.sqlite", "%2e%2e/log.sqlite", "casus-keys.csv.gz"]
)
def test_nothing_else_leaves(client: TestClient, name: str) -> None:
    assert client.get(f"/exports/{name}").status_code == 404


@pytest.fixture
def changing(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> tuple[Store, Callable[[], None]]:
    """A store with one article, and what makes another come an hour later."""
    empty.clock = lambda: datetime.now(UTC)
    put(empty, documents[1])

    def change() -> None:
        later = empty.clock() + timedelta(hours=1)
        empty.clock = lambda: later
        put(empty, documents[2])

    return empty, change


def test_an_export_is_built_anew_when_it_is_old_and_the_store_changed(
    changing: tuple[Store, Callable[[], None]],
) -> None:
    store, change = changing
    with served(store, age=1800) as client:
        first = fetched(client, "casus.nq.gz")
        old = client.get("/exports/casus.nq.gz")
        change()
        resumed = client.get("/exports/casus.nq.gz", headers={"Range": "bytes=0-9"})
        second = fetched(client, "casus.nq.gz")

    kept = [path.name for path in (store.folder / "exports" / "casus.nq.gz").iterdir()]
    assert [one.headers["casus-sequence"] for one in (first, old, resumed, second)] == ["1", "1", "1", "2"]
    assert quads(second.content) == set(store.graphs)
    assert kept == ["2"]


def test_a_young_export_is_given_though_the_store_changed(
    changing: tuple[Store, Callable[[], None]],
) -> None:
    store, change = changing
    with served(store, age=7200) as client:
        fetched(client, "casus.nq.gz")
        change()

        assert client.get("/exports/casus.nq.gz").headers["casus-sequence"] == "1"


def test_a_build_that_fails_is_told_leaves_nothing_and_is_tried_again(store: Store) -> None:
    with served(store) as client:
        exports = store.folder / "exports"
        (exports / "casus.ttl.gz").write_text("in the way")
        answer = client.get("/exports/casus.ttl.gz")
        end = monotonic() + PATIENCE
        while (answer := client.get("/exports/casus.ttl.gz")).status_code == 202 and monotonic() < end:
            sleep(0.1)
        left = [path.name for path in exports.glob(".building-*")]
        (exports / "casus.ttl.gz").unlink()
        later = fetched(client, "casus.ttl.gz")

    assert (answer.status_code, left, later.status_code) == (503, [], 200)


def test_what_a_killed_server_left_half_built_is_removed(empty: Store) -> None:
    left = empty.folder / "exports" / ".building-1"
    left.mkdir(parents=True)
    (left / "casus.nq.gz").write_text("half")

    with served(empty) as client:
        told = client.get("/exports/").json()

    assert not left.exists()
    assert {one["state"] for one in told["exports"]} == {"not built"}


SELECTED = "actor=PRK&status=claimed"


def test_a_selection_over_http_is_that_of_the_command_line(
    client: TestClient, store: Store, tmp_path: Path
) -> None:
    files = ("casus.nq.gz", "casus-casualties.csv.gz", "casus.geojson.gz")
    answers = [fetched(client, f"{name}?{SELECTED}&since=2024-01-01") for name in files]
    arguments = ["--where", "actor=PRK", "--where", "status=claimed", "--since", "2024-01-01"]
    with listening(store) as listener:
        listener.index = client.app.state.index  # type: ignore[attr-defined]
        for name in ("casus.nq.gz", "casus.csv.gz", "casus.geojson.gz"):
            assert run(["export", "--store", str(store.folder), str(tmp_path / name), *arguments]) == 0

    assert [answer.content for answer in answers] == [(tmp_path / name).read_bytes() for name in files]
    for name in ("casus.nq.gz", "casus.csv.gz"):
        theirs = client.get(f"/exports/{name}.manifest.json?{SELECTED}&since=2024-01-01")
        assert theirs.text == (tmp_path / f"{name}.manifest.json").read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "casus.nq.gz.manifest.json").read_text(encoding="utf-8"))
    assert manifest["selection"] == {"actor": ["PRK"], "status": ["claimed"], "since": "2024-01-01"}
    assert 0 < manifest["count"] < 200


def test_the_order_of_filters_makes_no_other_selection(client: TestClient) -> None:
    first = fetched(client, f"casus.nq.gz?{SELECTED}")

    other = client.get("/exports/casus.nq.gz?status=claimed&actor=PRK")

    assert (other.status_code, other.content) == (200, first.content)
    assert other.headers["etag"] == first.headers["etag"]


def test_a_selection_is_given_in_parts_and_names_its_manifest(client: TestClient) -> None:
    whole = fetched(client, f"casus.nq.gz?{SELECTED}")

    rest = client.get(f"/exports/casus.nq.gz?{SELECTED}", headers={"Range": "bytes=10-"})
    manifest = client.get(whole.headers["link"].partition(">")[0].removeprefix("<"))

    assert (rest.status_code, rest.content) == (206, whole.content[10:])
    assert manifest.json()["files"][0]["sha256"] == sha256(whole.content).hexdigest()


def test_shards_are_named_by_the_manifest(client: TestClient, store: Store) -> None:
    told = fetched(client, "casus.nq.gz?shard=10000").json()

    parts = [client.get(f"/exports/{file['name']}?shard=10000") for file in told["files"]]
    assert [file["name"] for file in told["files"]][:2] == ["casus-00001.nq.gz", "casus-00002.nq.gz"]
    assert [sha256(part.content).hexdigest() for part in parts] == [file["sha256"] for file in told["files"]]
    assert {quad for part in parts for quad in quads(part.content)} == set(store.graphs)
    assert client.get("/exports/casus-99999.nq.gz?shard=10000").status_code == 404
    assert client.get("/exports/casus-00001.nq.gz").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "colour=red",
        "actor=nobody",
        "status=sure",
        "since=yesterday",
        "shard=5",
        "to=2024-01-01&to=2024-01-02",
    ],
)
def test_a_selection_that_is_none_is_refused_unbuilt(client: TestClient, asked: str) -> None:
    answer = client.get(f"/exports/casus.trig.zst?{asked}")

    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["parameter"] == asked.partition("=")[0]


def test_no_more_selections_are_kept_than_a_number(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "MOST_SELECTIONS", 2)
    for status in ("denied", "planned", "expected"):
        fetched(client, f"casus.nt.gz?status={status}")

    assert len(list((store.folder / "exports" / "selections").iterdir())) == 2
    assert client.get("/exports/casus.nt.gz?status=expected").status_code == 200


def test_no_more_builds_wait_than_a_number(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_WAITING", 0)

    answer = client.get("/exports/casus.nt.gz?status=requested")

    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_the_exports_are_a_page_for_browsers(exporting: TestClient) -> None:
    answer = exporting.get("/exports/", headers={"Accept": "text/html,*/*;q=0.8"})

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<a href="/exports/casus.nq.gz">casus.nq.gz</a>' in answer.text
    assert answer.headers["vary"].startswith("Accept")
