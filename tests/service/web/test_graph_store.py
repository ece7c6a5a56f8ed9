"""The Graph Store Protocol: graphs read, replaced, added to and removed over HTTP."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.keys import Keys, Scope
from service.settings import Settings
from service.store import Store
from tests.service.web.conftest import LOADED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

G = "http://desk.example/g"
IN_G = {"graph": G}
TURTLE = {"content-type": "text/turtle"}
PLAIN = {"format": "ntriples"}
ONE, TWO = '<urn:a> <urn:b> "1" .\n', '<urn:a> <urn:b> "2" .\n'
FORMATS = {
    "text/turtle": "@prefix u: <urn:> . u:a u:b '1' .",
    "application/n-triples": ONE,
    "text/plain": ONE,
    "application/rdf+xml": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
    '<r:Description r:about="urn:a"><u:b>1</u:b></r:Description></r:RDF>',
    "application/ld+json": '{"@id": "urn:a", "urn:b": "1"}',
    "application/trig": "{ <urn:a> <urn:b> '1' }",
    "application/n-quads; charset=utf-8": ONE,
}
BOMB = """<!DOCTYPE r [<!ENTITY a0 "ha">{}]>
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
<r:Description r:about="urn:a"><u:b>&a30;</u:b></r:Description></r:RDF>""".format(
    "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 31))
)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client, with a key for writing, of a store with the service's own graphs."""
    with closing(Store.open(tmp_path_factory.mktemp("graphs") / "store")) as store:
        with closing(Keys(store.folder)) as keys:
            key = keys.add("desk", [Scope.WRITE], at=LOADED)
        app = create_app(store, Settings(readers=2, query_timeout=60))
        with TestClient(app, headers={"Authorization": f"Bearer {key}"}) as opened:
            yield opened


@pytest.fixture
def client(writer: TestClient) -> TestClient:
    """A client of a store that holds nothing beside the service's own graphs."""
    assert writer.post("/update", data={"update": "DROP ALL"}).status_code == 200
    return writer


def store_of(client: TestClient) -> Store:
    store: Store = cast("FastAPI", client.app).state.store
    return store


def held(client: TestClient, graph: str = G) -> set[str]:
    answer = client.get("/graphs", params=PLAIN | ({"graph": graph} if graph else {"default": ""}))
    assert answer.status_code == 200
    return set(answer.text.splitlines(keepends=True))


def test_a_graph_is_made_replaced_added_to_and_removed(client: TestClient) -> None:
    made = client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)
    replaced = client.put("/graphs", params=IN_G, content=TWO, headers=TURTLE)
    after = held(client)
    added = client.post("/graphs", params=IN_G, content=ONE, headers=TURTLE)
    both = held(client)
    removed = client.delete("/graphs", params=IN_G)

    answers = [
        made,
        replaced,
        added,
        removed,
        client.get("/graphs", params=IN_G),
        client.delete("/graphs", params=IN_G),
    ]
    assert [answer.status_code for answer in answers] == [201, 204, 204, 204, 404, 404]
    assert (made.headers["location"], replaced.content, after, both) == (G, b"", {TWO}, {ONE, TWO})
    sequences = [int(answer.headers["casus-sequence"]) for answer in answers[:4]]
    assert sequences == list(range(sequences[0], sequences[0] + 4))


def test_the_unnamed_graph_is_always_there_and_no_union(client: TestClient) -> None:
    client.put("/graphs", params=IN_G, content=TWO, headers=TURTLE)

    statuses = [
        client.request(method, "/graphs?default", content=ONE, headers=TURTLE).status_code
        for method in ("PUT", "PUT", "POST")
    ]
    found = held(client, "")
    gone = client.delete("/graphs?default").status_code

    assert (statuses, found, gone, held(client, ""), held(client)) == ([204] * 3, {ONE}, 204, set(), {TWO})


def test_a_graph_may_be_named_by_its_address(client: TestClient) -> None:
    made = client.put("/graphs/desk/r%C3%A9sum%C3%A9.ttl", content="<> <urn:b> <other> .", headers=TURTLE)
    name = made.headers["location"]

    head = client.head("/graphs/desk/r%C3%A9sum%C3%A9.ttl")

    assert name == "http://testserver/graphs/desk/r%C3%A9sum%C3%A9.ttl"
    assert held(client, name) == {f"<{name}> <urn:b> <http://testserver/graphs/desk/other> .\n"}
    assert (head.status_code, head.content, head.headers["content-type"]) == (
        200,
        b"",
        "text/turtle; charset=utf-8",
    )


def test_what_is_posted_for_no_graph_gets_a_new_one(client: TestClient) -> None:
    names = [client.post("/graphs", content=ONE, headers=TURTLE).headers["location"] for _ in range(2)]

    assert len(set(names)) == 2
    assert [held(client, name) for name in names] == [{ONE}, {ONE}]
    assert client.get(names[0], params=PLAIN).text == ONE


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_is_read(client: TestClient, media_type: str) -> None:
    packed = gzip.compress(FORMATS[media_type].encode())
    headers = {"content-type": media_type, "content-encoding": "gzip"}

    client.put("/graphs", params=IN_G, content=packed, headers=headers)

    assert held(client) == {ONE}


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("turtle", "text/turtle; charset=utf-8"),
        ("ntriples", "application/n-triples"),
        ("rdfxml", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_a_graph_comes_in_the_format_that_is_accepted(client: TestClient, name: str, media_type: str) -> None:
    client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)

    by_name = client.get("/graphs", params=IN_G | {"format": name})
    accepted = client.get("/graphs", params=IN_G, headers={"accept": media_type.partition(";")[0]})
    refused = client.get("/graphs", params=IN_G, headers={"accept": "image/png"})

    assert (by_name.headers["content-type"], accepted.headers["content-type"]) == (media_type, media_type)
    assert by_name.content == accepted.content
    assert (refused.status_code, refused.json()["offered"][0]) == (406, "text/turtle")


def test_triple_terms_and_blank_nodes_are_kept(client: TestClient) -> None:
    content = "<urn:a> <urn:says> <<( <urn:b> <urn:c> _:x )>> . _:x <urn:d> _:x ."
    client.put("/graphs", params=IN_G, content=content, headers=TURTLE)

    found = ox.Dataset(ox.parse("".join(held(client)), format=ox.RdfFormat.N_TRIPLES))
    expected = ox.Dataset(ox.parse(content, format=ox.RdfFormat.TURTLE))
    for dataset in (found, expected):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert found == expected


def test_files_of_a_form_are_added_together(client: TestClient) -> None:
    files = [
        ("one", ("one.ttl", "<urn:a> <urn:b> '1' .", "text/turtle")),
        ("two", ("two.nt", TWO, "")),
    ]

    answer = client.post("/graphs", params=IN_G, files=files)

    assert (answer.status_code, held(client)) == (201, {ONE, TWO})


FORM = {"content-type": "multipart/form-data; boundary=x"}
NESTED = "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 150 + "1" + " )>>" * 150 + " ."


@pytest.mark.parametrize(
    ("params", "content", "headers", "status", "kind"),
    [
        (IN_G, "<urn:a> <urn:b> , .", TURTLE, 400, "malformed-rdf"),
        (
            IN_G,
            "GRAPH <urn:g> { <urn:a> <urn:b> 1 }",
            {"content-type": "application/trig"},
            400,
            "malformed-rdf",
        ),
        (
            IN_G,
            '{"@context": "http://127.0.0.1:1/", "a": 1}',
            {"content-type": "application/ld+json"},
            400,
            "malformed-rdf",
        ),
        (IN_G, BOMB, {"content-type": "application/rdf+xml"}, 413, "write-too-large"),
        (IN_G, NESTED, TURTLE, 400, "refused-write"),
        (IN_G, b"\xff\xfe", TURTLE, 400, "malformed-rdf"),
        (IN_G, ONE, {"content-type": "image/png"}, 415, "unsupported-media"),
        (IN_G, ONE, {}, 415, "unsupported-media"),
        (IN_G, ONE, TURTLE | {"content-encoding": "compress"}, 415, "unsupported-media"),
        (IN_G, ONE, TURTLE | {"content-encoding": "gzip"}, 400, "bad-request"),
        (IN_G, gzip.compress(bytes(10**8)), TURTLE | {"content-encoding": "gzip"}, 413, "too-large"),
        (IN_G, ONE, {"content-type": "multipart/form-data"}, 400, "bad-request"),
        (IN_G, "--x--", FORM, 400, "bad-request"),
        (IN_G, "--x\r\nContent-Type: text/turtle\r\n\r\n", FORM, 400, "bad-request"),
        (IN_G, "--x\r\nContent-Type: text/turtle\r\n--x--", FORM, 400, "bad-request"),
        (IN_G, "--x\n\n\n" * 200 + "--x--", FORM, 413, "too-large"),
        ({"graph": "no iri"}, ONE, TURTLE, 400, "bad-request"),
        ({"graph": ""}, ONE, TURTLE, 400, "bad-request"),
        (IN_G | {"default": ""}, ONE, TURTLE, 400, "bad-request"),
    ],
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(
    client: TestClient,
    params: dict[str, str],
    content: str | bytes,
    headers: dict[str, str],
    status: int,
    kind: str,
) -> None:
    client.put("/graphs", params=IN_G, content=TWO, headers=TURTLE)

    answer = client.post("/graphs", params=params, content=content, headers=headers)

    assert answer.status_code == status, answer.text
    assert answer.json()["type"].rpartition("/")[2] == kind
    assert held(client) == {TWO}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_graph_must_be_named(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphs", content=ONE, headers=TURTLE)

    assert (answer.status_code, answer.json()["parameter"]) == (400, "graph")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("graph", ["graph/authority", "graph/new", "anything"])
def test_the_service_s_own_graphs_are_read_and_not_written(
    client: TestClient, method: str, graph: str
) -> None:
    name = store_of(client).base + graph
    before = len(store_of(client).graphs)

    answer = client.request(method, "/graphs", params={"graph": name}, content=ONE, headers=TURTLE)

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "own-graph")
    assert len(store_of(client).graphs) == before
    assert client.head("/graphs", params={"graph": name}).status_code == (
        200 if graph == "graph/authority" else 404
    )


def test_without_a_key_graphs_are_read_alone(client: TestClient) -> None:
    client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)
    none = {"Authorization": ""}

    statuses = [
        client.request(method, "/graphs", params=IN_G, content=TWO, headers=TURTLE | none).status_code
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE", "PATCH")
    ]

    assert statuses == [200, 200, 204, 401, 401, 401, 405]
    assert held(client) == {ONE}


def test_options_and_other_origins_are_told_what_they_may(client: TestClient) -> None:
    options = client.options("/graphs")
    preflight = client.options(
        "/graphs", headers={"origin": "https://other.example", "access-control-request-method": "PUT"}
    )
    other = client.patch("/graphs", params=IN_G)

    methods = "DELETE, GET, HEAD, OPTIONS, POST, PUT"
    assert (options.headers["allow"], other.status_code, other.headers["allow"]) == (methods, 405, methods)
    assert preflight.status_code == 200
    assert "PUT" in preflight.headers["access-control-allow-methods"]


def test_a_graph_is_only_replaced_as_the_client_knows_it(client: TestClient) -> None:
    client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)
    tag = client.get("/graphs", params=IN_G).headers["etag"]
    put = partial(client.put, "/graphs", params=IN_G, content=TWO)
    client.put("/graphs", params={"graph": f"{G}2"}, content=ONE, headers=TURTLE)

    known = put(headers=TURTLE | {"if-match": tag})
    outdated = put(headers=TURTLE | {"if-match": tag})
    there = put(headers=TURTLE | {"if-none-match": "*"})
    removed = client.delete("/graphs", params=IN_G, headers={"if-match": tag})
    any_ = client.delete("/graphs", params=IN_G, headers={"if-match": "*"})
    absent = put(headers=TURTLE | {"if-match": "*"})
    made = put(headers=TURTLE | {"if-none-match": "*"})

    answers = (known, outdated, there, removed, any_, absent, made)
    assert [answer.status_code for answer in answers] == [204, 412, 412, 412, 204, 412, 201]


def test_a_client_that_has_a_graph_already_is_told_so(client: TestClient) -> None:
    client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)
    tag = client.get("/graphs", params=IN_G).headers["etag"]

    same = client.get("/graphs", params=IN_G, headers={"if-none-match": tag})
    client.put("/graphs", params=IN_G, content=TWO, headers=TURTLE)
    other = client.get("/graphs", params=IN_G, headers={"if-none-match": tag})

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)


def test_of_graphs_put_at_once_one_is_left_and_nobody_sees_half_of_one(client: TestClient) -> None:
    versions = ["".join(f'<urn:{n}> <urn:b> "{version}" .\n' for n in range(200)) for version in range(8)]
    client.put("/graphs", params=IN_G, content=versions[0], headers=TURTLE)
    done = Event()

    def read() -> list[set[str]]:
        seen: list[set[str]] = []
        while not done.is_set():
            seen.append(held(client))
        return seen

    def put(version: str) -> int:
        return client.put("/graphs", params=IN_G, content=version, headers=TURTLE).status_code

    with ThreadPoolExecutor(12) as pool:
        reading = [pool.submit(read) for _ in range(2)]
        statuses = list(pool.map(put, versions * 2))
        done.set()

    whole = [set(version.splitlines(keepends=True)) for version in versions]
    seen = [graph for future in reading for graph in future.result()]
    assert statuses == [204] * 16
    assert held(client) in whole
    assert [graph for graph in seen if graph not in whole] == []
    assert seen


def test_sparql_sees_what_was_put(client: TestClient) -> None:
    client.put("/graphs", params=IN_G, content=ONE, headers=TURTLE)

    answer = client.get("/sparql", params={"query": "SELECT ?o { <urn:a> <urn:b> ?o }", "format": "csv"})

    assert answer.text == "o\r\n1\r\n"
