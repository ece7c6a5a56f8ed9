"""Linked data: IRIs lead to pages and to data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pyld  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from ontology import FOLDER
from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from httpx2 import Response

    from loaders.model import Document
    from service.store import Outcome, Store

BASE = "https://casus.example/id/"
CASUS = "https://w3id.org/casus/ontology#"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ACTIVITY = "https://www.w3.org/ns/activitystreams#"
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


def test_a_claim_comes_with_its_statement_evidence_quantity_and_the_names_it_links_to(
    client: TestClient,
) -> None:
    answer = client.get(f"/id/claim/{CLAIM}", headers={"accept": "application/n-triples"})

    triples = list(ox.parse(answer.content, ox.RdfFormat.N_TRIPLES))
    claim = f"{BASE}claim/{CLAIM}"
    (statement,) = {
        str(triple.subject)[1:-1] for triple in triples if triple.predicate.value == f"{CASUS}makes"
    }
    named = {triple.subject for triple in triples if triple.predicate.value == PREF_LABEL}
    assert {str(triple.subject) for triple in triples if triple.subject not in named} == {
        f"<{claim}>",
        f"<{claim}/quantity>",
        f"<{claim}/evidence>",
        f"<{statement}>",
        f"<{statement}/evidence>",
        f"<{statement}/attribution/1>",
    }
    assert {ox.NamedNode(f"{BASE}actor/PRK"), ox.NamedNode(f"{BASE}place/kursk-oblast")} <= named


KINDS = [
    f"claim/{CLAIM}",
    f"claim/{CLAIM}/quantity",
    f"claim/{CLAIM}/evidence",
    f"article/{ARTICLE}",
    "actor/pat-ryder",
    "actor/local-the-mayor-rus",
    "place/kursk-oblast",
]
ACCEPTED = {
    "text/turtle": "text/turtle; charset=utf-8",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "text/turtle;q=0.2, application/n-triples;q=0.9": "application/n-triples",
    "image/png, application/ld+json;q=0.1": "application/ld+json",
    "*/*": "text/turtle; charset=utf-8",
}


@pytest.mark.parametrize(
    "path", [f"/id/{kind}" for kind in KINDS] + ["/concept/status/denied", "/concept/status"]
)
@pytest.mark.parametrize("accept", ACCEPTED)
def test_every_kind_of_iri_answers_in_every_format_with_the_same(
    client: TestClient, path: str, accept: str
) -> None:
    expected = client.get(path, headers={"accept": "application/n-triples"}).content

    answer = client.get(path, headers={"accept": accept})

    assert answer.headers["content-type"] == ACCEPTED[accept]
    assert answer.headers["vary"].startswith("Accept")
    assert parsed(answer) == set(ox.parse(expected, ox.RdfFormat.N_TRIPLES)) != set()


def test_every_kind_of_iri_that_the_store_hands_out_is_answered(client: TestClient, store: Store) -> None:
    kinds: dict[str, str] = {}
    for quad in store.graphs:
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if subject.startswith(BASE):
            path = subject.removeprefix(BASE)
            kind, _, *parts = path.split("/")
            kinds.setdefault("/".join([kind, *parts[:1]]), path)

    assert set(kinds) == {
        "article",
        "statement",
        "statement/evidence",
        "statement/attribution",
        "claim",
        "claim/evidence",
        "claim/quantity",
        "actor",
        "actor/tenure",
        "place",
        "run",
    }
    for path in kinds.values():
        for accept in ("text/turtle", "application/rdf+xml", "application/ld+json", BROWSER):
            answer = client.get(f"/id/{path}", headers={"accept": accept})
            media_type = "text/html" if accept == BROWSER else accept
            assert (path, answer.status_code, answer.headers["content-type"].partition(";")[0]) == (
                path,
                200,
                media_type,
            )


def parsed(answer: Response) -> set[ox.Quad]:
    """Return what an answer says, its JSON-LD expanded by another program than ours."""
    media_type = answer.headers["content-type"].partition(";")[0]
    if media_type != "application/ld+json":
        format_ = ox.RdfFormat.from_media_type(media_type)
        assert format_ is not None
        return {ox.Quad(*quad.triple) for quad in ox.parse(answer.content, format_)}
    document = answer.json()
    assert document["@context"] == "http://testserver/context.jsonld"
    document["@context"] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    to_rdf = cast("Callable[..., str]", pyld.jsonld.to_rdf)  # pyright: ignore[reportUnknownMemberType]
    nquads = to_rdf(document, {"format": "application/n-quads"})
    return set(ox.parse(nquads.encode(), ox.RdfFormat.N_QUADS))


def test_the_published_context_is_the_one_of_the_ontology(client: TestClient) -> None:
    answer = client.get("/context.jsonld")

    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.content == (FOLDER / "context.jsonld").read_bytes()


def test_a_page_holds_its_data_as_json_ld(client: TestClient) -> None:
    page = client.get("/id/actor/local-the-mayor-rus", headers={"accept": BROWSER})

    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert json.loads(embedded)["@graph"][0]["id"] == f"{BASE}actor/local-the-mayor-rus"


def test_a_description_links_to_its_other_formats(client: TestClient) -> None:
    answer = client.get("/id/actor/RUS", headers={"accept": "text/turtle"})

    links = answer.headers["link"].split(", ")
    assert links[0] == f'<{BASE}actor/RUS>; rel="describes"'
    assert links[1].endswith('format=turtle>; rel="alternate"; type="text/turtle"')
    assert len(links) == 7


@pytest.fixture
def emptied(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> Iterator[TestClient]:
    """A service that holds one article, of which another version was held before; another was withdrawn."""
    put(empty, replace(documents[2], article=replace(documents[2].article, text="Nothing at all\n")))
    for document in documents[1:]:
        put(empty, document)
    empty.withdraw(empty.log.changes()[1].article, "the mayor was not there")
    with TestClient(create_app(empty, Settings(readers=1))) as opened:
        yield opened


def test_what_was_withdrawn_is_gone_with_a_tombstone(emptied: TestClient, empty: Store) -> None:
    withdrawn = empty.log.changes()[3]
    claim = re.findall(rf"<{BASE}(claim/[0-9a-f]+)> <{RDF_TYPE}>", empty.log.content(2).came)[0]
    article = withdrawn.article.removeprefix(BASE)

    for path in (article, claim):
        rdf = emptied.get(f"/id/{path}", headers={"accept": "application/n-triples"})
        page = emptied.get(f"/id/{path}", headers={"accept": BROWSER})
        subject, moment = f"<{BASE}{path}>", withdrawn.time
        assert (rdf.status_code, page.status_code) == (410, 410)
        assert rdf.text.splitlines() == [
            f"{subject} <{RDF_TYPE}> <{ACTIVITY}Tombstone> .",
            f'{subject} <{ACTIVITY}deleted> "{moment}"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
            f'{subject} <{ACTIVITY}summary> "the mayor was not there" .',
        ]
        assert "the mayor was not there" in page.text
    assert emptied.get(f"/data?iri={BASE}{article}").status_code == 410
    assert emptied.get(f"/resource?iri={BASE}{article}").status_code == 410


def test_a_version_that_was_replaced_names_the_one_in_its_place(emptied: TestClient, empty: Store) -> None:
    before, _, after, _ = empty.log.changes()

    answer = emptied.get(
        f"/id/{before.article.removeprefix(BASE)}", headers={"accept": "application/n-triples"}
    )

    assert answer.status_code == 410
    assert answer.text.splitlines()[-1] == (
        f"<{before.article}> <http://purl.org/dc/terms/isReplacedBy> <{after.article}> ."
    )


def test_an_article_without_a_version_leads_to_the_one_that_is_held(
    emptied: TestClient, empty: Store
) -> None:
    held, withdrawn = empty.log.changes()[2:]

    answer = emptied.get(f"/id/article/{held.key}", headers={"accept": BROWSER}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/articles/{held.article.rpartition('/')[2]}",
    )
    assert emptied.get(f"/id/article/{withdrawn.key}").status_code == 410


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/id/feed", "/feed"),
        ("/id/change/2", "/feed/changes?after=1&limit=1"),
        ("/id/graph/local", "/graphs?graph=https%3A%2F%2Fcasus.example%2Fid%2Fgraph%2Flocal"),
    ],
)
def test_graphs_changes_and_the_feed_have_places_of_their_own(
    client: TestClient, path: str, place: str
) -> None:
    answer = client.get(path, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, place)


@pytest.mark.parametrize(
    "path",
    [
        "/id/claim/..%2F..%2Fetc%2Fpasswd",
        "/id/../../etc/passwd",
        "/id/claim%2F61d2961785d7d28c2194%00",
        "/id/change/0",
        "/id/change/1e9",
        "/concept/..%2Fstatus",
        "/data?iri=file:///etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_store(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/turtle"})

    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"] == "application/problem+json"


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


def test_a_format_of_the_ontology_that_nobody_has_leaves_no_iterator_to_another_thread(
    client: TestClient,
) -> None:
    answer = client.get("/ontology?format=none")

    assert (answer.status_code, answer.json()["parameter"]) == (400, "format")
