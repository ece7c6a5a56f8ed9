"""SPARQL Update: what it changes, what it refuses, and who may do it."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.keys import Keys, Scope
from service.settings import Settings
from service.sparql import update_run
from service.sparql.update_checks import Asked
from service.sparql.update_syntax import Data
from service.store import Store
from service.writes import Write, WriteTooLarge
from tests.service.web.conftest import LOADED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import httpx2 as httpx
    from fastapi import FastAPI

G, H = "http://desk.example/g", "http://desk.example/h"
DIRECT = {"content-type": "application/sparql-update"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
SPARED = "graphs of the service's own were left as they are"


def opened(folder: Path, *, bare: bool, union: bool) -> Iterator[TestClient]:
    """Give a client with a key for writing."""
    with closing(Store.open(folder, bare=bare)) as store:
        settings = Settings(readers=1, query_timeout=60, default_graph="union" if union else "unnamed")
        with closing(Keys(folder)) as keys:
            key = keys.add("desk", [Scope.WRITE], at=LOADED)
        with TestClient(create_app(store, settings), headers={"Authorization": f"Bearer {key}"}) as client:
            yield client


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a plain store whose default graph is the unnamed one."""
    yield from opened(tmp_path_factory.mktemp("bare") / "store", bare=True, union=False)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a store with the service's own graphs, whose default graph is the union."""
    yield from opened(tmp_path_factory.mktemp("own") / "store", bare=False, union=True)


@pytest.fixture
def client(bare: TestClient) -> TestClient:
    """A client of a plain store that holds nothing."""
    assert update(bare, "DROP ALL").status_code == 200
    return bare


def update(client: TestClient, text: str, using: Mapping[str, str] | None = None) -> httpx.Response:
    return client.post("/update", content=text, headers=DIRECT, params=using)


def store_of(client: TestClient) -> Store:
    store: Store = cast("FastAPI", client.app).state.store
    return store


def held(client: TestClient) -> set[str]:
    """Return what a store holds, as lines of N-Quads, blank nodes as one another."""
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = client.get("/sparql", params={"query": query, "format": "json"})
    found = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    terms = ([row[name] for name in "spog"] for row in found)
    return {" ".join(_written(term) for term in row if term is not None) for row in terms}


def _written(term: object) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {term} )>>"
    return "_:b" if isinstance(term, ox.BlankNode) else str(term)


def test_an_update_comes_as_a_form_or_as_it_is(client: TestClient) -> None:
    answers = [
        client.post("/update", data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}),
        update(client, f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:b> 2, 3 }} }}"),
        client.post(
            "/update",
            content=gzip.compress(b"DELETE DATA { <urn:a> <urn:b> 1 }"),
            headers=PACKED,
        ),
    ]

    told: list[dict[str, int]] = [answer.json() for answer in answers]
    assert [(one["added"], one["removed"]) for one in told] == [(1, 0), (2, 0), (0, 1)]
    assert [one["sequence"] for one in told] == [int(answer.headers["casus-sequence"]) for answer in answers]
    assert held(client) == {
        f'<urn:a> <urn:b> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> <{G}>' for n in (2, 3)
    }


START = f"""INSERT DATA {{
  <urn:a> <urn:b> "u" .
  GRAPH <{G}> {{ <urn:a> <urn:b> "1" . <urn:c> <urn:b> "2" }}
  GRAPH <{H}> {{ <urn:a> <urn:d> "3" }}
}}"""
A, G1, G2, H3 = (
    '<urn:a> <urn:b> "u"',
    f'<urn:a> <urn:b> "1" <{G}>',
    f'<urn:c> <urn:b> "2" <{G}>',
    f'<urn:a> <urn:d> "3" <{H}>',
)
MOVED = f"""DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ ?s ?p ?o }} USING NAMED <{H}>
WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"""
DECLARED = """PREFIX x: <urn:> INSERT DATA { x:new x:b 'n' } ;
PREFIX x: <urn:other:> INSERT { ?s x:copied ?o } WHERE { ?s <urn:b> ?o }"""
QUOTED = """INSERT DATA { <urn:q> <urn:b> '} ; DROP ALL #', \"\"\"{ ' " \"\"\" } # } ; DROP ALL"""
TWICE = f"WITH <{G}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"
PACKED = DIRECT | {"content-encoding": "gzip"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {A, G1, G2, H3}),
        ("PREFIX a: <urn:>", {A, G1, G2, H3}),
        ("PREFIX u: <urn:> DELETE DATA { u:a u:b 'u' } ;", {G1, G2, H3}),
        (f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", {A, H3}),
        (f"WITH <{G}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . FILTER(?o < '2') }}", {A, G2, H3}),
        (
            f"WITH <{G}> DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH <{H}> {{ ?s ?s ?o }} }} WHERE {{ ?s ?p ?o }}",
            {A, H3, f'<urn:a> <urn:a> "1" <{H}>', f'<urn:c> <urn:c> "2" <{H}>'},
        ),
        (
            MOVED,
            {A, G1, G2, '<urn:a> <urn:d> "3"'},
        ),
        (
            f"INSERT {{ ?s <urn:seen> ?o }} USING <{G}> WHERE {{ ?s ?p ?o MINUS {{ ?s <urn:d> [] }} }}",
            {A, G1, G2, H3, '<urn:a> <urn:seen> "1"', '<urn:c> <urn:seen> "2"'},
        ),
        ("INSERT { ?s <urn:e> ?nothing } WHERE { ?s ?p ?o }", {A, G1, G2, H3}),
        ("INSERT { <urn:x> ?o <urn:x> . ?o <urn:x> 1 } WHERE { ?s ?p ?o }", {A, G1, G2, H3}),
        ("INSERT { [] <urn:of> ?s } WHERE { ?s ?p ?o }", {A, G1, G2, H3, "_:b <urn:of> <urn:a>"}),
        (
            "INSERT { ?s <urn:said> <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o }",
            {A, G1, G2, H3, '<urn:a> <urn:said> <<( <urn:a> <urn:b> "u" )>>'},
        ),
        # Later operations see what earlier ones did; declarations between them hold from there on.
        (
            DECLARED,
            {A, G1, G2, H3, '<urn:new> <urn:b> "n"'}
            | {f'<urn:{s}> <urn:other:copied> "{o}"' for s, o in (("a", "u"), ("new", "n"))},
        ),
        (
            f"CLEAR GRAPH <{G}>; INSERT {{ <urn:g> <urn:b> ?g }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            {A, H3, f"<urn:g> <urn:b> <{H}>"},
        ),
        ("CLEAR DEFAULT", {G1, G2, H3}),
        ("CLEAR NAMED", {A}),
        ("DROP ALL", set[str]()),
        (f"DROP GRAPH <{G}>", {A, H3}),
        (f"CREATE GRAPH <{G}x> ; DROP GRAPH <{G}x>", {A, G1, G2, H3}),
        ("DROP SILENT GRAPH <urn:none>", {A, G1, G2, H3}),
        (f"COPY <{H}> TO <{G}>", {A, H3, f'<urn:a> <urn:d> "3" <{G}>'}),
        (f"ADD DEFAULT TO GRAPH <{H}>", {A, G1, G2, H3, f'<urn:a> <urn:b> "u" <{H}>'}),
        (f"MOVE GRAPH <{H}> TO DEFAULT", {G1, G2, '<urn:a> <urn:d> "3"'}),
        (f"MOVE <{H}> TO <{H}>", {A, G1, G2, H3}),
        ("LOAD SILENT <http://127.0.0.1:1/>", {A, G1, G2, H3}),
        (QUOTED, {A, G1, G2, H3, '<urn:q> <urn:b> "} ; DROP ALL #"', '<urn:q> <urn:b> "{ \' \\" "'}),
    ],
)
def test_each_operation_changes_what_the_standard_says(
    client: TestClient, text: str, expected: set[str]
) -> None:
    update(client, START)

    answer = update(client, text)

    assert answer.status_code == 200, answer.text
    assert held(client) == expected


def test_the_dataset_of_patterns_can_be_named_by_the_request(client: TestClient) -> None:
    update(client, START)

    update(client, "INSERT { <urn:default> <urn:is> ?o } WHERE { ?s ?p ?o }", {"using-graph-uri": G})
    update(
        client,
        "INSERT { <urn:named> <urn:is> ?g } WHERE { GRAPH ?g { ?s ?p ?o } }",
        {"using-named-graph-uri": H},
    )

    assert held(client) - {A, G1, G2, H3} == {
        '<urn:default> <urn:is> "1"',
        '<urn:default> <urn:is> "2"',
        f"<urn:named> <urn:is> <{H}>",
    }


@pytest.mark.parametrize(
    ("arguments", "status", "kind", "detail"),
    [
        ({"content": "INSERT DATA { <urn:a> ?x 1 }"}, 400, "malformed-update", None),
        ({"content": "CLEAR ALL ; INSERT DATA {"}, 400, "malformed-update", None),
        ({"content": "SELECT * { ?s ?p ?o }"}, 400, "malformed-update", None),
        (
            {"content": "INSERT DATA { _:a <urn:b> 1 } ; INSERT DATA { _:a <urn:b> 1 }"},
            400,
            "malformed-update",
            "The blank node _:a cannot be shared by multiple blocks",
        ),
        ({"content": "DELETE DATA { _:a <urn:b> 1 }"}, 400, "malformed-update", None),
        (
            {"content": TWICE, "params": {"using-graph-uri": G}},
            400,
            "malformed-update",
            "the dataset is named by using-graph-uri or using-named-graph-uri, and in the update too",
        ),
        (
            {"content": "CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>"},
            409,
            "conflict",
            "there is a graph <urn:g> already",
        ),
        ({"content": "DROP GRAPH <urn:none>"}, 409, "conflict", "there is no graph <urn:none>"),
        ({"content": "COPY <urn:none> TO DEFAULT"}, 409, "conflict", "there is no graph <urn:none>"),
        ({"content": "LOAD <http://127.0.0.1:1/>"}, 400, "refused-write", None),
        (
            {"content": "INSERT {} WHERE { SERVICE SILENT <http://127.0.0.1:1/> {} }"},
            400,
            "refused-write",
            None,
        ),
        (
            {"content": f"INSERT DATA {{ <urn:a> <urn:b> {'(' * 200}{')' * 200} }}"},
            400,
            "refused-write",
            None,
        ),
        ({"content": f"INSERT {{}} WHERE {{ FILTER({'!' * 5_000}true) }}"}, 400, "refused-write", None),
        ({"content": b"\xff"}, 400, "bad-request", "body: it is not UTF-8 at byte 0"),
        (
            {"content": "update=CLEAR%20ALL", "headers": FORM | {"content-encoding": "zip"}},
            415,
            "unsupported-media",
            None,
        ),
        ({"content": "CLEAR ALL", "headers": {"content-type": "text/plain"}}, 415, "unsupported-media", None),
        ({"content": "CLEAR ALL", "headers": {}}, 415, "unsupported-media", None),
        (
            {"content": "update=CLEAR+ALL&update=CLEAR+ALL", "headers": FORM},
            400,
            "bad-request",
            "update: given more than once",
        ),
        ({"content": "query=ASK{}", "headers": FORM}, 400, "bad-request", None),
        ({"content": "", "headers": FORM}, 400, "bad-request", "update: the request holds no update"),
        (
            {"content": "CLEAR ALL", "params": {"using-graph-uri": "a b"}},
            400,
            "bad-request",
            "using-graph-uri: 'a b' is no IRI",
        ),
        ({"content": b"#" * 20_000_001}, 413, "too-large", "this may be 20,000,000 bytes long"),
        ({"content": gzip.compress(bytes(10**8)), "headers": PACKED}, 413, "too-large", None),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_changed(
    client: TestClient, arguments: dict[str, Any], status: int, kind: str, detail: str | None
) -> None:
    update(client, START)

    request: dict[str, Any] = {"headers": DIRECT} | arguments
    answer = client.request("POST", "/update", **request)

    told = answer.json()
    assert (answer.status_code, told["type"].rpartition("/")[2]) == (status, kind)
    assert detail is None or told["detail"] == detail
    assert held(client) == {A, G1, G2, H3}


def test_a_mistake_is_told_with_its_place(client: TestClient) -> None:
    answers = [
        update(client, text).json()
        for text in (
            "INSERT DATA { <urn:a> <urn:b> ;; }",
            "PREFIX a: <urn:>\nCLEAR ALL ;\n  PREFIX b: <urn:>\nINSERT DATA { a:a b:b . }",
        )
    ]

    assert [(told["line"], told["column"]) for told in answers] == [(1, 31), (4, 24)]


@pytest.mark.parametrize(("scope", "status"), [(None, 401), (Scope.READ, 403), (Scope.CURATE, 403)])
def test_without_a_key_for_writing_nothing_is_changed(
    client: TestClient, scope: Scope | None, status: int
) -> None:
    with closing(Keys(store_of(client).folder)) as keys:
        key = "casus_none" if scope is None else keys.add(scope, [scope], at=LOADED)

    answer = client.post("/update", data={"update": START}, headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == status
    assert held(client) == set()


def test_updates_go_by_post_alone(client: TestClient) -> None:
    answer = client.get("/update", params={"update": "CLEAR ALL"})

    assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, POST")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {{ GRAPH <{base}graph/ontology> {{ <urn:a> <urn:b> 1 }} }}",
        "INSERT DATA {{ <urn:a> <urn:b> 1 }} ; CLEAR GRAPH <{base}graph/authority>",
        "DROP GRAPH <{base}graph/authority>",
        "CREATE SILENT GRAPH <{base}graph/mine>",
        "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "MOVE <{base}graph/authority> TO <urn:mine>",
        "COPY <urn:mine> TO <{base}graph/authority>",
        "INSERT {{ GRAPH ?g {{ ?g ?g ?g }} }} WHERE {{ VALUES ?g {{ <{base}graph/ontology> }} }}",
        "BASE <{base}> INSERT DATA {{ GRAPH <graph/\\u006Fntology> {{ <urn:a> <urn:b> 1 }} }}",
    ],
)
def test_the_service_s_own_graphs_are_not_changed(own: TestClient, text: str) -> None:
    store = store_of(own)
    update(own, "DROP ALL ; INSERT DATA { GRAPH <urn:mine> { <urn:a> <urn:b> 1 } }")
    before = len(store.graphs)

    answer = update(own, text.format(base=store.base))

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "own-graph")
    assert len(store.graphs) == before


def test_to_drop_all_leaves_the_service_s_own_graphs_and_says_so(own: TestClient) -> None:
    store = store_of(own)
    update(own, "DROP ALL")
    before = len(store.graphs)
    update(own, "INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:mine> { <urn:a> <urn:b> 1 } }")

    told = update(own, "DROP ALL").json()

    assert (told["removed"], told["note"]) == (2, SPARED)
    assert (len(store.graphs), store.graphs.contains_named_graph(ox.NamedNode("urn:mine"))) == (before, False)


def test_patterns_look_at_the_union_and_templates_write_to_the_unnamed_graph(own: TestClient) -> None:
    update(own, "DROP ALL")

    told = update(own, "INSERT { ?s rdfs:label 'an actor' } WHERE { ?s a casus:State }").json()
    gone = update(own, "DELETE WHERE { ?s rdfs:label 'an actor' ; ?p ?o }").json()

    assert told["added"] > 100
    assert gone["removed"] == told["added"]


def test_an_update_that_runs_too_long_is_stopped(tmp_path: Path) -> None:
    crossed = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
    text = f"INSERT {{ <urn:x> <urn:y> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {crossed} }} }}"
    with closing(Store.open(tmp_path / "store", bare=True)) as store:
        store.write_graphs(
            Write(came="".join(f'<urn:{n}> <urn:b> "{n}" .\n' for n in range(500)).encode()), reason=""
        )
        with closing(Keys(store.folder)) as keys:
            key = keys.add("desk", [Scope.WRITE], at=LOADED)
        settings = Settings(readers=1, query_timeout=3, default_graph="unnamed")
        with TestClient(create_app(store, settings), headers={"Authorization": f"Bearer {key}"}) as client:
            answer = update(client, text)

        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "query-stopped")
        assert (store.sequence, len(store.graphs)) == (1, 500)


def test_what_changes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_run, "MOST_QUADS", 3)
    run = update_run.Run(Asked(base="urn:x", union=False), None, changes_state=False)
    (small, large) = (
        Data(prologue="", deletes=False, template=f"<urn:a> <urn:b> {n}") for n in ("1,2,3", "4,5")
    )

    run.do(small)

    with pytest.raises(WriteTooLarge):
        run.do(large)


def test_updates_at_once_lose_none_of_each_other(client: TestClient) -> None:
    update(client, "INSERT DATA { <urn:counter> <urn:is> 0 }")
    step = "DELETE { ?c <urn:is> ?n } INSERT { ?c <urn:is> ?m } WHERE { ?c <urn:is> ?n BIND(?n + 1 AS ?m) }"

    with ThreadPoolExecutor(8) as pool:
        statuses = [answer.status_code for answer in pool.map(partial(update, client), [step] * 24)]

    assert statuses == [200] * 24
    assert held(client) == {'<urn:counter> <urn:is> "24"^^<http://www.w3.org/2001/XMLSchema#integer>'}


def test_no_copy_of_the_store_is_left_over(client: TestClient) -> None:
    store = store_of(client)
    update(client, "INSERT DATA { <urn:a> <urn:b> 1 } ; DELETE WHERE { ?s ?p ?o }")
    update(client, "INSERT DATA { <urn:a> <urn:b> 1 } ; DROP GRAPH <urn:none>")

    assert [path.name for path in store.folder.rglob("copy-*")] == []


def test_what_was_written_is_there_after_the_store_is_opened_again(tmp_path: Path) -> None:
    for client in opened(tmp_path / "store", bare=True, union=False):
        update(client, START)

    for client in opened_again(tmp_path / "store"):
        assert held(client) == {A, G1, G2, H3}


def opened_again(folder: Path) -> Iterator[TestClient]:
    with (
        closing(Store.open(folder)) as store,
        TestClient(create_app(store, Settings(readers=1, default_graph="unnamed"))) as client,
    ):
        yield client
