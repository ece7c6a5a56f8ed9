"""Claims in the words of schema.org: what is said of them is what the graph says, and no verdict."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

import pyld  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

BASE = "https://casus.example/id/"
CLAIM = "61d2961785d7d28c2194"
CONCEPT = "https://w3id.org/casus/concept/"


def term(scheme: str, notation: str) -> dict[str, str]:
    return {
        "@type": "DefinedTerm",
        "@id": f"{CONCEPT}{scheme}/{notation}",
        "termCode": notation,
        "inDefinedTermSet": f"{CONCEPT}{scheme}",
    }


def told(client: TestClient, claim: str = CLAIM) -> dict[str, Any]:
    answer = client.get("/data", params={"iri": f"{BASE}claim/{claim}", "format": "schema"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/ld+json")
    document: dict[str, Any] = answer.json()
    return document


def test_a_claim_is_told_with_who_claimed_it_where_it_appeared_and_how_it_stands(client: TestClient) -> None:
    assert told(client) == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": f"{BASE}claim/{CLAIM}",
        "additionalType": "https://w3id.org/casus/ontology#CasualtyClaim",
        "text": "North Korean forces had taken losses in Kursk Oblast, some 60 men",
        "author": [
            {"@type": "Person", "@id": f"{BASE}actor/volodymyr-zelenskyy", "name": "Volodymyr Zelenskyy"}
        ],
        "dateCreated": "2024-11-07",
        "appearance": {
            "@type": "CreativeWork",
            "@id": f"{BASE}article/92b75cb7a94fe610-c3346e8c4364",
            "headline": "Pentagon has not seen DPRK soldiers fight",
            "url": "https://news.example/briefing",
            "datePublished": "2024-12-03",
        },
        "about": [{"@type": "Country", "@id": f"{BASE}actor/PRK", "name": "North Korea"}],
        "contentLocation": [
            {
                "@type": "Place",
                "@id": f"{BASE}place/kursk-oblast",
                "name": "Kursk Oblast",
                "geo": {"@type": "GeoCoordinates", "latitude": 51.7, "longitude": 36.2},
            }
        ],
        "temporalCoverage": "2024-11-01/2024-11-06",
        "keywords": [
            term("status", "claimed"),
            term("stance", "affirms"),
            term("certainty", "certain"),
            term("time-frame", "past"),
        ],
    }


def test_no_claim_comes_with_a_verdict(client: TestClient) -> None:
    claims = [one["id"] for one in client.get("/api/v1/claims").json()["items"]]

    assert len(claims) > 2
    for claim in claims:
        text = json.dumps(told(client, claim))
        assert not re.search("Review|Rating|firstAppearance", text)


def test_the_page_of_a_claim_holds_the_same(client: TestClient) -> None:
    page = client.get(f"/claims/{CLAIM}")

    (embedded,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert json.loads(embedded) == told(client)


def test_another_program_reads_it_as_rdf(client: TestClient) -> None:
    document = told(client) | {"@context": {"@vocab": "https://schema.org/"}}

    to_rdf = cast("Callable[..., str]", pyld.jsonld.to_rdf)  # pyright: ignore[reportUnknownMemberType]
    lines = to_rdf(document, {"format": "application/n-quads"}).splitlines()

    claim = f"<{BASE}claim/{CLAIM}>"
    assert f"{claim} <https://schema.org/author> <{BASE}actor/volodymyr-zelenskyy> ." in lines
    assert f"{claim} <https://schema.org/appearance> <{BASE}article/92b75cb7a94fe610-c3346e8c4364> ." in lines
    assert f"{claim} <https://schema.org/keywords> <{CONCEPT}status/claimed> ." in lines


@pytest.mark.parametrize(
    ("iri", "status"), [(f"{BASE}actor/RUS", 404), (f"{BASE}claim/nothing", 404), ("no iri", 400)]
)
def test_what_is_no_claim_is_a_problem(client: TestClient, iri: str, status: int) -> None:
    answer = client.get("/data", params={"iri": iri, "format": "schema"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
