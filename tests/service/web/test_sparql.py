"""The SPARQL endpoint."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Document
    from service.store import Outcome, Store

STATUSES = "SELECT ?status { ?c a casus:Claim ; casus:status ?s . ?s skos:notation ?status } ORDER BY ?status"
FORM = {"content-type": "application/x-www-form-urlencoded"}
SPARQL = "application/sparql-query"
QUERY = {"content-type": SPARQL}


def _values(answer_json: dict[str, dict[str, list[dict[str, dict[str, str]]]]], name: str) -> list[str]:
    return [row[name]["value"] for row in answer_json["results"]["bindings"]]


def test_a_query_is_answered_by_get_by_form_and_as_it_is(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": STATUSES}),
        client.post("/sparql", data={"query": STATUSES}),
        client.post("/sparql", content=STATUSES, headers=QUERY),
    ]

    assert [_values(answer.json(), "status") for answer in answers] == [["claimed", "claimed", "denied"]] * 3
    assert answers[0].headers["content-type"] == "application/sparql-results+json"
    assert answers[0].headers["casus-sequence"] == "3"


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head":{"vars":["status"]}'),
        ("application/json", "application/json", '{"head":{"vars":["status"]}'),
        ("application/sparql-results+xml", "application/sparql-results+xml", '<?xml version="1.0"?><sparql'),
        ("text/csv", "text/csv; charset=utf-8", "status\r\nclaimed\r\nclaimed\r\ndenied\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?status\n"claimed"\n'),
    ],
)
def test_solutions_come_in_the_accepted_format(
    client: TestClient, accept: str, content_type: str, start: str
) -> None:
    answer = client.get("/sparql", params={"query": STATUSES}, headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.text.startswith(start)


@pytest.mark.parametrize(
    ("name", "rdf_format"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("trig", ox.RdfFormat.TRIG),
        ("nquads", ox.RdfFormat.N_QUADS),
    ],
)
def test_triples_come_in_the_named_format(client: TestClient, name: str, rdf_format: ox.RdfFormat) -> None:
    query = "CONSTRUCT { <actor/RUS> casus:country ?c } WHERE { <actor/RUS> casus:country ?c }"

    answer = client.get("/sparql", params={"query": query, "format": name})

    found = [quad.triple for quad in ox.parse(answer.content, rdf_format)]
    russia = ox.NamedNode("https://casus.example/id/actor/RUS")
    assert found == [ox.Triple(russia, ox.NamedNode("https://w3id.org/casus/ontology#country"), russia)]


def test_ask_and_describe_are_answered(client: TestClient) -> None:
    asked = client.get("/sparql", params={"query": "ASK { <actor/RUS> a casus:State }"})
    described = client.get(
        "/sparql", params={"query": "DESCRIBE <actor/RUS>"}, headers={"accept": "text/turtle"}
    )

    assert asked.json() == {"head": {}, "boolean": True}
    assert 'skos:prefLabel "Russia"@en' in described.text


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        (STATUSES, "text/turtle", "application/sparql-results+json"),
        ("DESCRIBE <actor/RUS>", "text/csv", "text/turtle"),
        ("ASK {}", "image/png", "application/sparql-results+json"),
    ],
)
def test_an_unacceptable_result_is_refused_with_what_there_is(
    client: TestClient, query: str, accept: str, offered: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})

    assert (answer.status_code, answer.json()["offered"][0]) == (406, offered)


def test_a_syntax_error_tells_line_and_column(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p ?o } LIMIT many"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "https://w3id.org/casus/problem/malformed-query",
        "title": "The query cannot be parsed",
        "status": 400,
        "detail": "expected one of HAVING, OFFSET, OPTIONAL, VALUES, ['0'..='9']",
        "line": 2,
        "column": 26,
    }


READ_ONLY = "the endpoint is read only: updates are not accepted"


@pytest.mark.parametrize(
    ("method", "arguments", "status", "detail"),
    [
        ("GET", {"params": {"default-graph-uri": "a:b"}}, 400, "query: the request holds no query"),
        ("POST", {"data": {"format": "json"}}, 400, "query: the request holds no query"),
        ("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "query: given more than once"),
        ("GET", {"params": {"query": "ASK {}", "format": "excel"}}, 400, None),
        (
            "GET",
            {"params": {"query": "ASK {}", "default-graph-uri": "a b"}},
            400,
            "default-graph-uri: 'a b' is no IRI",
        ),
        ("GET", {"params": "&".join(["a=1"] * 1100)}, 400, "query: the address has more than 1000 fields"),
        ("GET", {"params": {"query": "INSERT DATA { <a> <b> <c> }"}}, 400, READ_ONLY),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400, "queries are answered here, updates go to /update"),
        (
            "POST",
            {"data": {"update": "CLEAR ALL"}},
            400,
            "queries are answered here, updates go to /update",
        ),
        (
            "POST",
            {"content": b"CLEAR ALL", "headers": {"content-type": "application/sparql-update"}},
            415,
            f"the query is posted as {SPARQL} or {FORM['content-type']} (updates go to /update)",
        ),
        ("POST", {"content": b"\xff", "headers": QUERY}, 400, "body: it is not UTF-8 at byte 0"),
        (
            "POST",
            {"content": "ASK {}".encode("utf-16"), "headers": {"content-type": f"{SPARQL}; charset=UTF-16"}},
            415,
            "SPARQL is written in UTF-8, not in 'utf-16'",
        ),
        ("POST", {"content": b"query=%ff", "headers": FORM}, 400, "query: the form is not UTF-8"),
        ("POST", {"content": b" " * 1_000_001, "headers": QUERY}, 413, "this may be 1,000,000 bytes long"),
        ("POST", {"json": {"query": "ASK {}"}}, 415, None),
        (
            "POST",
            {"content": b"ASK {}", "headers": QUERY | {"content-encoding": "br"}},
            415,
            "a body is not read that is packed as 'br'",
        ),
        (
            "POST",
            {"content": b"ASK {}", "headers": QUERY | {"content-encoding": "gzip"}},
            400,
            "body: it is no gzip file, as its Content-Encoding says",
        ),
        (
            "POST",
            {"content": gzip.compress(b"ASK {}")[:-1], "headers": QUERY | {"content-encoding": "gzip"}},
            400,
            "body: it is no whole gzip file, as its Content-Encoding says",
        ),
        (
            "POST",
            {"content": gzip.compress(bytes(10**8)), "headers": QUERY | {"content-encoding": "gzip"}},
            413,
            "this may be 1,000,000 bytes long",
        ),
        ("PUT", {}, 405, "PUT /sparql"),
    ],
)
def test_a_request_that_breaks_the_protocol_is_told_why(
    client: TestClient, method: str, arguments: dict[str, object], status: int, detail: str | None
) -> None:
    answer = client.request(method, "/sparql", **arguments)  # type: ignore[arg-type]

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == answer.json()["status"] == status
    assert detail is None or answer.json()["detail"] == detail


def test_a_query_may_be_packed(client: TestClient) -> None:
    headers = QUERY | {"content-encoding": "gzip"}

    answer = client.post("/sparql", content=gzip.compress(b"ASK {}"), headers=headers)

    assert (answer.status_code, answer.json()) == (200, {"head": {}, "boolean": True})


def test_an_address_that_is_not_utf8_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql?query=%ff")

    assert (answer.status_code, answer.json()["detail"]) == (400, "query: the address is not UTF-8")


def test_head_options_and_cross_origin_requests_are_answered(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://other.example"})
    options = client.options("/sparql")
    preflight = client.options(
        "/sparql", headers={"origin": "https://other.example", "access-control-request-method": "POST"}
    )
    unknown = client.options("/nowhere")

    assert (head.status_code, head.content, head.headers["access-control-allow-origin"]) == (200, b"", "*")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, "*")
    assert unknown.status_code == 404


def test_the_client_may_name_the_graphs(client: TestClient) -> None:
    authority = "https://casus.example/id/graph/authority"
    asked = "SELECT (COUNT(*) AS ?n) { ?c a casus:Claim }"

    counts = [
        client.get("/sparql", params={"query": asked, **graphs}).json()["results"]["bindings"][0]["n"][
            "value"
        ]
        for graphs in ({}, {"default-graph-uri": authority}, {"named-graph-uri": authority})
    ]
    named = client.get(
        "/sparql",
        params={"query": "ASK { GRAPH ?g { <actor/RUS> a casus:State } }", "named-graph-uri": authority},
    )

    assert counts == ["3", "0", "0"]
    assert named.json()["boolean"] is True


def test_an_unchanged_store_gives_304_and_steady_answers_only(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": STATUSES})
    again = client.get(
        "/sparql", params={"query": STATUSES}, headers={"if-none-match": first.headers["etag"]}
    )
    unsteady = client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"})

    assert (again.status_code, again.content) == (304, b"")
    assert "etag" not in unsteady.headers


def test_a_literal_that_xml_has_no_place_for_is_refused_in_xml_only(client: TestClient) -> None:
    query = 'SELECT ("a\\u0001b" AS ?x) {}'

    xml = client.get("/sparql", params={"query": query, "format": "xml"})
    csv = client.get("/sparql", params={"query": query, "format": "csv"})

    assert (xml.status_code, "ask for another format" in xml.json()["detail"]) == (400, True)
    assert csv.content == b"x\r\na\x01b\r\n"


def test_the_unnamed_graph_can_be_the_default_graph(empty: Store) -> None:
    with TestClient(create_app(empty, Settings(readers=1, default_graph="unnamed"))) as client:
        answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})

    assert answer.json()["boolean"] is False


def test_a_write_is_seen_by_the_next_query(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    seen: list[tuple[list[str], str]] = []
    with TestClient(create_app(empty, Settings(readers=2))) as client:
        for document in documents:
            answer = client.get("/sparql", params={"query": STATUSES})
            seen.append((_values(answer.json(), "status"), answer.headers["casus-sequence"]))
            put(empty, document)

    assert seen == [([], "0"), (["claimed", "denied"], "1"), (["claimed", "claimed", "denied"], "2")]
    assert not (empty.folder / "checkpoints").exists()
