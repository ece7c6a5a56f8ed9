"""The change feed: an event stream that public clients can follow, and the same as lines of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import orjson
import pyoxigraph as ox
import pytest
from pyshacl import validate  # pyright: ignore[reportUnknownVariableType]
from rdflib import Graph
from starlette.testclient import TestClient

from service.app import create_app
from service.feed import stream
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loaders.model import Document
    from service.store import Outcome, Store

BASE = "https://casus.example/id/"
HOST = "http://testserver"
TREE = "https://w3id.org/tree#"
LDES = "https://w3id.org/ldes#"
NQUADS = {"accept": "application/n-quads"}


@pytest.fixture
def changed(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> Iterator[TestClient]:
    """A service over a store with five changes: three articles, one withdrawn, and held again."""
    for document in documents:
        put(empty, document)
    article = empty.log.held()[1].article
    empty.withdraw(article, "the mayor was not there")
    put(empty, documents[1])
    with TestClient(create_app(empty, Settings(readers=1))) as opened:
        yield opened


def read(client: TestClient, path: str) -> list[ox.Quad]:
    return list(ox.parse(client.get(path, headers=NQUADS).content, ox.RdfFormat.N_QUADS))


def values(quads: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in quads
        if (quad.subject, quad.predicate) == (ox.NamedNode(subject), ox.NamedNode(predicate))
        and not isinstance(quad.object, ox.BlankNode | ox.Triple)
    ]


def members(client: TestClient, node: str = "/feed") -> list[str]:
    """Return the members that a client finds which follows every relation from the root, in order."""
    quads = read(client, node)
    here = HOST + node
    assert values(quads, here, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")[0] == f"{TREE}Node"
    found = values(quads, f"{BASE}feed", f"{TREE}member")
    nodes = dict.fromkeys(
        values(quads, relation, f"{TREE}node")[0] for relation in values(quads, here, f"{TREE}relation")
    )
    for one in nodes:
        found += members(client, one.removeprefix(HOST))
    return found


def test_every_change_is_a_member_once(changed: TestClient) -> None:
    assert members(changed) == [f"{BASE}change/{number}" for number in range(1, 6)]


def test_members_of_a_long_feed_are_all_reached(changed: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MEMBERS", 1)
    monkeypatch.setattr(stream, "PAGES", 2)

    assert members(changed) == [f"{BASE}change/{number}" for number in range(1, 6)]


def test_a_full_page_is_kept_for_ever_and_the_newest_is_not(
    changed: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MEMBERS", 3)

    full, newest = (changed.get(f"/feed/pages/{number}", headers=NQUADS) for number in (1, 2))

    assert full.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert b"<https://w3id.org/ldes#immutable>" in full.content
    assert newest.headers["cache-control"] == "public, max-age=5"
    assert b"<https://w3id.org/ldes#immutable>" not in newest.content
    assert changed.get("/feed/pages/1", headers=NQUADS).content == full.content
    assert (
        changed.get("/feed/pages/1", headers=NQUADS | {"if-none-match": full.headers["etag"]}).status_code
        == 304
    )


def test_a_member_holds_the_graph_of_its_article(changed: TestClient, empty: Store) -> None:
    member = ox.NamedNode(f"{BASE}change/1")
    change = empty.log.changes()[0]

    quads = read(changed, "/feed/pages/1")

    payload = {quad.triple for quad in quads if quad.graph_name == member}
    own = {quad.triple for quad in empty.quads(change.graph)}
    assert own <= payload
    assert {str(triple.subject).rpartition("/")[0] for triple in payload - own} <= {
        f"<{BASE}{kind}" for kind in ("actor", "place", "run")
    }
    told = {
        name: values(quads, member.value, name)
        for name in (
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
            "http://purl.org/dc/terms/isVersionOf",
            "https://www.w3.org/ns/activitystreams#object",
            "https://w3id.org/casus/ontology#inGraph",
            "http://purl.org/dc/terms/created",
            "https://w3id.org/casus/ontology#sequence",
        )
    }
    assert list(told.values()) == [
        ["https://www.w3.org/ns/activitystreams#Create", "https://w3id.org/casus/ontology#Change"],
        [f"{BASE}article/{change.key}"],
        [change.article],
        [change.graph],
        [change.time],
        ["1"],
    ]


def test_a_withdrawal_is_a_member_that_deletes_and_holds_nothing(changed: TestClient) -> None:
    quads = read(changed, "/feed/pages/1")

    member = f"{BASE}change/4"
    assert "https://www.w3.org/ns/activitystreams#Delete" in values(
        quads, member, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    )
    assert [quad for quad in quads if quad.graph_name == ox.NamedNode(member)] == []


@pytest.mark.parametrize("accept", ["application/trig", "application/n-quads", "application/ld+json"])
def test_a_page_says_the_same_in_every_format(changed: TestClient, accept: str) -> None:
    answer = changed.get("/feed/pages/1", headers={"accept": accept})

    format_ = ox.RdfFormat.from_media_type(accept)
    assert format_ is not None
    assert set(ox.parse(answer.content, format_)) == set(read(changed, "/feed/pages/1"))
    assert answer.headers["content-type"] == accept


def test_the_members_fit_the_shape_that_the_root_names(changed: TestClient) -> None:
    shapes, data = Graph(), Graph()
    shapes.parse(data=changed.get("/feed", headers=NQUADS).content, format="nt")
    data.parse(
        data="".join(
            f"{quad.triple} .\n"
            for quad in read(changed, "/feed/pages/1")
            if isinstance(quad.graph_name, ox.DefaultGraph)
        ),
        format="nt",
    )
    shape = f"{HOST}/feed#shape"
    for number in range(1, 6):
        shapes.parse(
            data=f"<{shape}> <http://www.w3.org/ns/shacl#targetNode> <{BASE}change/{number}> .", format="nt"
        )

    found = cast("tuple[bool, Graph, str]", validate(data, shacl_graph=shapes))

    assert found[0], found[2]


def test_the_lines_tell_each_change_with_its_quads(changed: TestClient, empty: Store) -> None:
    lines = [orjson.loads(line) for line in changed.get("/feed/changes").content.splitlines()]

    assert [(line["sequence"], line["action"], line["reason"]) for line in lines] == [
        (1, "load", None),
        (2, "load", None),
        (3, "load", None),
        (4, "withdraw", "the mayor was not there"),
        (5, "load", None),
    ]
    assert [line["quads"] for line in lines] == [
        "" if line["action"] == "withdraw" else empty.log.content(line["sequence"]).came for line in lines
    ]
    states = [line["state"] for line in lines]
    assert states[4] == states[2]
    assert len(set(states)) == 4


def test_lines_are_paged_by_the_newest_number_that_is_known(changed: TestClient) -> None:
    first = changed.get("/feed/changes", params={"limit": 2})
    second = changed.get(first.headers["link"].partition(">")[0].removeprefix("<"))
    last = changed.get("/feed/changes", params={"after": 4, "limit": 2})

    assert [orjson.loads(line)["sequence"] for line in second.content.splitlines()] == [3, 4]
    assert [orjson.loads(line)["sequence"] for line in last.content.splitlines()] == [5]
    assert ("link" in last.headers, last.headers["casus-sequence"]) == (False, "5")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feed/pages/0", 404),
        ("/feed/pages/2", 404),
        ("/feed/nodes/2", 404),
        ("/feed/pages/-1", 404),
        ("/feed/pages/one", 404),
        ("/feed/changes?after=-1", 400),
        ("/feed/changes?limit=0", 400),
        ("/feed/changes?limit=1001", 400),
    ],
)
def test_what_the_feed_does_not_have_is_a_problem(changed: TestClient, path: str, status: int) -> None:
    answer = changed.get(path, headers={"accept": "application/trig"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_format_without_graphs_is_not_offered(changed: TestClient) -> None:
    answer = changed.get("/feed/pages/1", headers={"accept": "text/turtle"})

    assert (answer.status_code, answer.json()["offered"]) == (
        406,
        ["application/trig", "application/n-quads", "application/ld+json"],
    )
