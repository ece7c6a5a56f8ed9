"""Linked data: IRIs lead to pages and to data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

BASE = "https://casus.example/id/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CLAIM = "61d2961785d7d28c2194"
ARTICLE = "92b75cb7a94fe610-c3346e8c4364"
RUSSIA = "/resource?iri=https%3A%2F%2Fcasus.example%2Fid%2Factor%2FRUS"
DENIED = "https%3A%2F%2Fw3id.org%2Fcasus%2Fconcept%2Fstatus%2Fdenied"


@pytest.mark.parametrize(
    ("path", "accept", "place"),
    [
        (f"/id/claim/{CLAIM}", BROWSER, f"/claims/{CLAIM}"),
        (f"/id/article/{ARTICLE}", BROWSER, f"/articles/{ARTICLE}"),
        ("/id/actor/RUS", BROWSER, RUSSIA),
        ("/id/actor/RUS", "text/turtle", RUSSIA.replace("resource", "data")),
        ("/id/actor/RUS", "*/*", RUSSIA.replace("resource", "data")),
        ("/concept/status/denied", BROWSER, f"/resource?iri={DENIED}"),
        ("/concept/status/denied", "application/ld+json", f"/data?iri={DENIED}"),
    ],
)
def test_an_iri_leads_to_its_page_or_its_data(client: TestClient, path: str, accept: str, place: str) -> None:
    answer = client.get(path, headers={"accept": accept}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"], "Accept" in answer.headers["vary"]) == (
        303,
        place,
        True,
    )


def test_the_data_of_a_claim_holds_its_quantity_and_evidence(client: TestClient) -> None:
    answer = client.get(f"/id/claim/{CLAIM}", headers={"accept": "application/n-triples"})

    subjects = {str(triple.subject) for triple in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)}
    claim = f"{BASE}claim/{CLAIM}"
    assert subjects == {f"<{claim}>", f"<{claim}/quantity>", f"<{claim}/evidence>"}


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml", "ntriples", "trig", "nquads"])
def test_the_ontology_comes_in_every_format(client: TestClient, name: str) -> None:
    answer = client.get("/ontology", params={"format": name})

    rdf_format = ox.RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    assert rdf_format is not None
    claim = ox.NamedNode("https://w3id.org/casus/ontology#Claim")
    assert claim in {quad.subject for quad in ox.parse(answer.content, rdf_format)}


def test_the_ontology_is_a_page_for_browsers(client: TestClient) -> None:
    answer = client.get("/ontology", headers={"accept": BROWSER})

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ">DeploymentClaim</a>" in answer.text


def test_a_resource_is_a_page_with_links(client: TestClient) -> None:
    answer = client.get("/resource", params={"iri": f"{BASE}place/kursk-oblast"})

    assert "<h1>Kursk Oblast</h1>" in answer.text
    assert f'<a href="/resource?iri={BASE.replace(":", "%3A")}actor/RUS">Russia</a>' in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/actor/nobody", 404),
        ("/id/", 404),
        ("/concept/status/rumoured", 404),
        ("/data?iri=https://nowhere.example/", 404),
        ("/data?iri=no%20iri", 400),
        ("/data", 400),
        ("/resource?iri=https://nowhere.example/", 404),
        ("/resource?iri=%3Cscript%3E", 400),
        ("/data?iri=https://casus.example/id/actor/RUS&format=csv", 400),
    ],
)
def test_what_is_not_known_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_data_in_no_acceptable_format_is_refused(client: TestClient) -> None:
    answer = client.get("/data", params={"iri": f"{BASE}actor/RUS"}, headers={"accept": "image/png"})

    assert (answer.status_code, answer.json()["offered"][0]) == (406, "text/turtle")


def test_the_probes_answer(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "sequence": 3}
