"""Claims as nanopublications: what is claimed, where it comes from and who tells it, in a graph each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from service.store import Store

CASUS: Final = "https://w3id.org/casus/ontology#"
NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = "http://www.w3.org/ns/prov#"


@pytest.fixture
def claim(client: TestClient) -> dict[str, str]:
    """The toll that Zelenskyy told."""
    (item,) = client.get("/api/v1/casualties").json()["items"]
    return {
        "iri": item["iri"],
        "article": f"{item['iri'].partition('claim/')[0]}article/{item['article']['id']}",
    }


def address(iri: str) -> str:
    return f"/data?iri={quote(iri, safe='')}&format=nanopub"


def test_a_claim_is_told_in_four_graphs(client: TestClient, store: Store, claim: dict[str, str]) -> None:
    iri = claim["iri"]
    answer = client.get(address(iri))

    this = f"http://testserver{address(iri)}"
    quads = set(ox.parse(answer.content, ox.RdfFormat.TRIG))
    parts: dict[str, set[tuple[str, str, str]]] = {}
    for quad in quads:
        name = str(quad.graph_name).strip("<>").removeprefix(this)
        parts.setdefault(name, set()).add(
            (str(quad.subject).strip("<>"), str(quad.predicate).strip("<>"), str(quad.object).strip("<>"))
        )
    assert answer.headers["content-type"] == "application/trig"
    assert parts.keys() == {"#head", "#assertion", "#provenance", "#publicationinfo"}
    assert parts["#head"] == {
        (this, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{NP}Nanopublication"),
        (this, f"{NP}hasAssertion", f"{this}#assertion"),
        (this, f"{NP}hasProvenance", f"{this}#provenance"),
        (this, f"{NP}hasPublicationInfo", f"{this}#publicationinfo"),
    }
    held = store.graphs.quads_for_pattern(ox.NamedNode(iri), None, None, None)
    assert {(str(quad.predicate).strip("<>"), str(quad.object).strip("<>")) for quad in held} == {
        (predicate, value) for subject, predicate, value in parts["#assertion"] if subject == iri
    }
    assert {(p, o) for s, p, o in parts["#provenance"] if s == f"{this}#assertion"} == {
        (f"{PROV}hadPrimarySource", claim["article"]),
        (f"{PROV}wasAttributedTo", f"{store.base}actor/volodymyr-zelenskyy"),
        *((f"{PROV}wasGeneratedBy", str(quad.object).strip("<>")) for quad in store.graphs.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(f"{CASUS}madeBy"), None, None
        )),
    }  # fmt: skip
    assert any(s == f"{iri}/evidence" for s, _, _ in parts["#provenance"])
    assert {s for s, _, _ in parts["#publicationinfo"]} == {this}


@pytest.mark.parametrize("what", ["article", "nothing"])
def test_what_is_no_claim_is_no_nanopublication(client: TestClient, claim: dict[str, str], what: str) -> None:
    answer = client.get(address(claim.get(what, "https://casus.example/id/claim/none")))

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
