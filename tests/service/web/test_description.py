"""The Service Description."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from service.sparql.description import FUNCTIONS
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
ENDPOINT = rdflib.URIRef("http://testserver/sparql")
POINT, AREA = '"POINT(0 0)"^^geo:wktLiteral', '"POLYGON((0 0,1 0,1 1,0 0))"^^geo:wktLiteral'
METRE = "<http://www.opengis.net/def/uom/OGC/1.0/metre>"


def test_the_endpoint_says_what_it_is(client: TestClient) -> None:
    answer = client.get("/sparql")

    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (answer.headers["content-type"], answer.headers["vary"].split(", ")[0]) == (
        "text/turtle; charset=utf-8",
        "Accept",
    )
    assert (ENDPOINT, rdflib.RDF.type, SD.Service) in graph
    assert list(graph.objects(ENDPOINT, SD.endpoint)) == [ENDPOINT]
    assert list(graph.objects(ENDPOINT, SD.supportedLanguage)) == [SD.SPARQL11Query]
    assert SD.UnionDefaultGraph in set(graph.objects(ENDPOINT, SD.feature))
    assert len(list(graph.objects(ENDPOINT, SD.resultFormat))) == 10
    assert [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)] == []
    named = {str(name) for name in graph.objects(None, SD.name)}
    assert "https://casus.example/id/graph/ontology" in named


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("application/rdf+xml", "application/rdf+xml", "<?xml"),
        ("application/ld+json;q=0.5, text/html;q=0.4", "application/ld+json", "["),
    ],
)
def test_a_browser_gets_a_page_and_a_program_rdf(
    client: TestClient, accept: str, content_type: str, start: str
) -> None:
    answer = client.get("/sparql", headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.text.startswith(start)


def test_what_is_accepted_and_not_offered_is_told(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"accept": "image/png"})

    assert (answer.status_code, answer.json()["offered"][-1]) == (406, "text/html")
    assert client.get("/sparql", params={"format": "nquads"}).headers["content-type"] == "application/n-quads"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_that_is_told_is_there(name: str) -> None:
    arguments = {"distance": f"{POINT}, {POINT}, {METRE}", "relate": f'{POINT}, {AREA}, "T*F**F***"'}
    one = {"getSRID", "dimension", "isEmpty", "centroid", "convexHull", "envelope", "asGeoJSON"}
    given = arguments.get(name, POINT if name in one else f"{POINT}, {AREA}")

    found = ox.Store().query(f"SELECT (geof:{name}({given}) AS ?value) {{}}", prefixes=NAMESPACES)  # noqa: TID251

    assert isinstance(found, ox.QuerySolutions)
    assert next(found)["value"] is not None
