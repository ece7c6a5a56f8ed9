"""Collections and items over HTTP."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.app import create_app
from service.rest.tables import FORMULA, as_csv, safe
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Document
    from service.store import Outcome, Store

BASE = "https://casus.example/id/"
PRK = {"id": "PRK", "label": "North Korea", "country": "PRK", "kind": "state"}
BRIEFING = {
    "id": "92b75cb7a94fe610-c3346e8c4364",
    "title": "Pentagon has not seen DPRK soldiers fight",
    "publisher": None,
    "published": "2024-12-03",
    "url": "https://news.example/briefing",
}
TOLL = {
    "id": "61d2961785d7d28c2194",
    "iri": f"{BASE}claim/61d2961785d7d28c2194",
    "type": "casualties",
    "statement": "0ed7a36d57a3689dea4c",
    "status": "claimed",
    "stance": "affirms",
    "certainty": "certain",
    "time_frame": "past",
    "claimants": [
        {"id": "volodymyr-zelenskyy", "label": "Volodymyr Zelenskyy", "country": "UKR", "kind": "person"}
    ],
    "co_claimants": [],
    "force": [],
    "host": [],
    "victim": [PRK],
    "perpetrator": [],
    "supplier": [],
    "recipient": [],
    "attacker": [],
    "target": [],
    "outcome": "losses",
    "weapons": [],
    "place": [{"id": "kursk-oblast", "label": "Kursk Oblast", "country": "RUS", "lat": 51.7, "lon": 36.2}],
    "quantity": {"low": 60, "high": 60, "unit": None, "qualifier": "approximate", "text": "some 60"},
    "value": None,
    "date": {"start": "2024-11-01", "end": "2024-11-06", "precision": "range"},
    "evidence": {
        "start": 171,
        "end": 236,
        "text": "North Korean forces had taken losses in Kursk Oblast, some 60 men",
    },
    "confidence": 0.75,
    "event": None,
    "article": BRIEFING,
    "public_from": "2024-12-03",
    "said": "2024-11-07",
    "links": {
        "self": "/api/v1/claims/61d2961785d7d28c2194",
        "evidence": f"{BASE}claim/61d2961785d7d28c2194/evidence",
        "article": "/api/v1/articles/92b75cb7a94fe610-c3346e8c4364",
        "page": "/claims/61d2961785d7d28c2194",
        "event": None,
    },
}


def _ids(client: TestClient, path: str) -> list[str]:
    return [item["id"] for item in client.get(f"/api/v1/{path}").json()["items"]]


def test_a_claim_is_shown_with_everything_it_says(client: TestClient) -> None:
    answer = client.get("/api/v1/claims/61d2961785d7d28c2194")

    assert answer.json() == TOLL
    assert answer.headers["casus-sequence"] == "3"


def test_a_claim_is_found_under_its_type_too(client: TestClient) -> None:
    assert client.get("/api/v1/casualties/61d2961785d7d28c2194").json() == TOLL


def test_a_statement_is_shown_with_its_chain(client: TestClient) -> None:
    answer = client.get("/api/v1/statements/d872f0d520051ecb961e")

    assert answer.json() == {
        "id": "d872f0d520051ecb961e",
        "iri": f"{BASE}statement/d872f0d520051ecb961e",
        "speakers": [{"id": "pat-ryder", "label": "Pat Ryder", "country": "USA", "kind": "person"}],
        "carriers": [
            {"id": "ukrinform", "label": "Ukrinform", "country": "UKR", "kind": "news_organization"}
        ],
        "said": "2024-12-02",
        "direct": False,
        "words": "had not seen the DPRK engaging in combat",
        "occasion": None,
        "evidence": {"start": 76, "end": 116, "text": "had not seen the DPRK engaging in combat"},
        "claims": ["dcf2ef60ad7a42c90c8f"],
        "article": BRIEFING,
        "public_from": "2024-12-03",
        "links": {
            "self": "/api/v1/statements/d872f0d520051ecb961e",
            "evidence": f"{BASE}statement/d872f0d520051ecb961e/evidence",
            "article": "/api/v1/articles/92b75cb7a94fe610-c3346e8c4364",
        },
    }


def test_an_article_without_date_is_public_from_the_day_it_was_loaded(client: TestClient) -> None:
    items = client.get("/api/v1/articles").json()["items"]

    assert items[2] == {
        "id": "948e3171836e0030-07909194f7a6",
        "title": "Nothing happened",
        "publisher": None,
        "published": None,
        "url": "https://news.example/quiet",
        "iri": f"{BASE}article/948e3171836e0030-07909194f7a6",
        "authors": [],
        "language": None,
        "text_hash": items[2]["text_hash"],
        "republishes": [],
        "loaded": "2024-12-10T12:00:00.000Z",
        "public_from": "2024-12-10",
        "statements": 0,
        "claims": 0,
        "links": {
            "self": "/api/v1/articles/948e3171836e0030-07909194f7a6",
            "claims": "/api/v1/claims?article=948e3171836e0030-07909194f7a6",
            "page": "/articles/948e3171836e0030-07909194f7a6",
        },
    }


def test_actors_places_and_concepts_are_shown(client: TestClient) -> None:
    actor = client.get("/api/v1/actors/local-the-mayor-rus").json()
    place = client.get("/api/v1/places/kursk-oblast").json()
    concept = client.get("/api/v1/concepts/weapon/hwasong-11a").json()

    assert actor == {
        "id": "local-the-mayor-rus",
        "label": "=the mayor",
        "country": "RUS",
        "kind": "person",
        "iri": f"{BASE}actor/local-the-mayor-rus",
        "names": ["=the mayor"],
        "part_of": None,
    }
    assert (place["label"], place["lat"], place["kind"], place["part_of"]) == (
        "Kursk Oblast",
        51.7,
        "region",
        "RUS",
    )
    assert (concept["id"], concept["scheme"], concept["notation"]) == (
        "weapon/hwasong-11a",
        "weapon",
        "hwasong_11a",
    )


CLAIMS = ["dcf2ef60ad7a42c90c8f", "61d2961785d7d28c2194"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("claims?actor=PRK", [0, 1]),
        (f"claims?actor={BASE}actor/PRK", [0, 1]),
        ("claims?actor=PRK&status=denied", [0]),
        ("claims?status=denied&status=claimed&actor=PRK", [0, 1]),
        ("claims?type=casualties&type=deployment", [0, 1]),
        ("claims?actor=pat-ryder", [0]),
        ("claims?actor=ukrinform", [0]),
        ("claims?place=kursk-oblast", [1]),
        ("claims?from=2024-11-06&type=casualties", [1]),
        ("claims?from=2024-11-07&type=casualties", []),
        ("claims?to=2024-11-01&type=casualties", [1]),
        ("claims?to=2024-10-31", []),
        ("claims?from=2020-01-01&to=2030-01-01&actor=PRK", [1]),
        ("claims?q=North Korean losses", [1]),
        ("claims?q=DPRK&status=denied", [0]),
        ("claims?q=forces OR engaging", [0, 1]),
        ("claims?q=DPRK -Kursk", [0]),
        ('claims?q="taken losses" Krus*', []),
        ('claims?q="taken losses" Kur*', [1]),
        ("deployments", [0]),
        ("casualties?actor=PRK", [1]),
        ("weapons-transfers", []),
        ("events", []),
    ],
)
def test_filters_combine_and_their_values_are_alternatives(
    client: TestClient, path: str, found: list[int]
) -> None:
    assert _ids(client, path) == [CLAIMS[position] for position in found]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("articles?status=denied", ["92b75cb7a94fe610-c3346e8c4364"]),
        ("articles?q=sea", []),
        ("articles?q=nothing happened", ["948e3171836e0030-07909194f7a6"]),
        ("statements?place=kursk-oblast", ["0ed7a36d57a3689dea4c"]),
        ("statements?q=engaging", ["d872f0d520051ecb961e"]),
        ("actors?q=DPRK&kind=state", ["PRK"]),
        ("actors?country=PRK&kind=state", ["PRK"]),
        ("places?q=kursk oblast&country=RUS&limit=1", ["kursk-oblast"]),
        (
            "concepts?scheme=certainty",
            ["certainty/certain", "certainty/possible", "certainty/probable", "certainty/unspecified"],
        ),
    ],
)
def test_other_collections_are_filtered_too(client: TestClient, path: str, found: list[str]) -> None:
    assert _ids(client, path) == found


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("claims?limt=3", "limt"),
        ("claims?limit=0", "limit"),
        ("claims?limit=501", "limit"),
        ("claims?limit=-1", "limit"),
        ("claims?limit=ten", "limit"),
        ("claims?from=2024-02-30", "from"),
        ("claims?from=0", "from"),
        ("claims?to=2024-1-1", "to"),
        ("claims?to=20240101", "to"),
        ("claims?from=2024-12-02&to=2024-12-01", "from"),
        ("claims?type=rumour", "type"),
        ("claims?type=deployment&type=rumour", "type"),
        ("claims?status=true", "status"),
        ("claims?actor=a b", "actor"),
        ("claims?actor=", "actor"),
        ("claims?actor=https://elsewhere.example/actor/RUS", "actor"),
        ("claims?place=x' OR 1=1 --", "place"),
        ("claims?actor=atlantis", "actor"),
        ("claims?speaker=RUS&speaker=atlantis", "speaker"),
        ("claims?publisher=nobody", "publisher"),
        ("claims?place=atlantis", "place"),
        ("claims?country=ATL", "country"),
        ("claims?weapon=catapult-of-doom", "weapon"),
        ("claims?article=none", "article"),
        ("claims?event=e1", "event"),
        ("claims?role=winner", "role"),
        ("claims?include=all", "include"),
        ("claims?bbox=1,2,3", "bbox"),
        ("claims?bbox=1,2,3,x", "bbox"),
        ("claims?bbox=1,60,3,50", "bbox"),
        ("claims?bbox=1,2,190,3", "bbox"),
        ("claims?bbox=nan,2,3,3", "bbox"),
        ("claims?said_from=2024-12-02&said_to=2024-12-01", "said_from"),
        ("claims?said_to=2023-02-29", "said_to"),
        ("claims?as_of=yesterday", "as_of"),
        ("claims?held_at=2024-13-01", "held_at"),
        ("claims?as_of=2024-12-01&as_of=2024-12-02", "as_of"),
        ("claims?limit=1&limit=2", "limit"),
        ("claims?min_quantity=-1", "min_quantity"),
        ("claims?min_quantity=99999999999999999999", "min_quantity"),
        ("claims?sort=id", "sort"),
        ("articles?sort=-quantity", "sort"),
        ("claims?count=some", "count"),
        ("claims?fields=id,secret", "fields"),
        ("claims?fields=", "fields"),
        ("claims?embed=claims", "embed"),
        ("claims?q=-war", "q"),
        ("claims?q=?!", "q"),
        ("claims?q=" + "+".join(f"w{n}" for n in range(41)), "q"),
        ("claims?min_sequence=-1", "min_sequence"),
        ("claims/61d2961785d7d28c2194?actor=RUS", "actor"),
        ("actors?kind=wizard", "kind"),
        ("actors?country=ATL", "country"),
        ("concepts?scheme=magic", "scheme"),
        ("claims?q=", "q"),
        (f"claims?q={'x' * 401}", "q"),
        ("claims?" + "&".join(f"actor=a{n}" for n in range(101)), "actor"),
        ("claims?cursor=abc", "cursor"),
        ("claims?cursor=WzEsMl0", "cursor"),
        ("claims?cursor=e30", "cursor"),
        ("claims?cursor=\u00e4", "cursor"),
        ("claims?cursor=AAAAAAAAWyIiLDFd", "cursor"),
        ("claims?format=xlsx", "format"),
        ("deployments?type=casualties", "type"),
        ("events?limit=0", "limit"),
        ("concepts?kind=status", "kind"),
        ("queries/casualty-figures/results?nobody=x", "nobody"),
        ("queries/casualty-figures/results?victim=a&victim=b", "victim"),
        ("queries/casualty-figures/results?victim=a b", "victim"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(client: TestClient, path: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(
    "path", ["claims/none", "articles/none", "events/none", "concepts/status/none", "queries/none", "nowhere"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_an_article_that_was_withdrawn_is_gone(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    put(empty, documents[0])
    empty.withdraw("https://news.example/briefing", "a test")

    with TestClient(create_app(empty, Settings())) as client:
        article = client.get("/api/v1/articles/92b75cb7a94fe610-c3346e8c4364")
        claims = client.get("/api/v1/claims")

    assert (article.status_code, article.json()["title"]) == (410, "Gone")
    assert claims.json() == {"items": [], "next": None, "total": 0, "total_at_least": 0}


def test_a_page_leads_to_the_next(client: TestClient) -> None:
    first = client.get("/api/v1/claims", params={"limit": 2, "status": ["claimed", "denied"]})
    second = client.get(first.json()["next"])

    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"'
    assert [item["id"] for item in first.json()["items"]] == CLAIMS
    assert (first.json()["total"], first.json()["total_at_least"]) == (3, 3)
    assert [item["type"] for item in second.json()["items"]] == ["armed_action"]
    assert (second.json()["next"], "link" in second.headers) == (None, False)


@pytest.mark.parametrize(
    ("collection", "limit"),
    [("claims", 1), ("statements", 2), ("articles", 1), ("places", 400), ("actors", 499)],
)
def test_the_pages_together_are_the_collection(client: TestClient, collection: str, limit: int) -> None:
    page = client.get(f"/api/v1/{collection}?limit={limit}").json()
    found = [item["id"] for item in page["items"]]

    while page["next"] is not None:
        page = client.get(page["next"]).json()
        found += [item["id"] for item in page["items"]]

    assert len(found) == page["total_at_least"]
    assert len(set(found)) == len(found)
    if collection == "places":
        assert found == sorted(found)


def test_arrivals_between_two_pages_disturb_nothing(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    briefing, note, quiet = documents
    put(empty, note)
    put(empty, quiet)
    with TestClient(create_app(empty, Settings())) as client:
        first = client.get("/api/v1/articles?limit=1").json()
        put(empty, briefing)
        second = client.get(first["next"]).json()

    assert [item["title"] for item in first["items"] + second["items"]] == [
        "A mayor speaks",
        "Nothing happened",
    ]


def test_an_unchanged_store_answers_304_and_a_changed_one_anew(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    with TestClient(create_app(empty, Settings())) as client:
        tag = client.get("/api/v1/claims").headers["etag"]
        same = client.get("/api/v1/claims", headers={"if-none-match": f'"other", W/{tag}'})
        other = client.get("/api/v1/claims?limit=2", headers={"if-none-match": tag})
        put(empty, documents[0])
        changed = client.get("/api/v1/claims", headers={"if-none-match": tag})

    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)
    assert (changed.status_code, changed.json()["total"]) == (200, 2)


def test_a_page_as_csv_has_a_column_for_each_part(client: TestClient) -> None:
    answer = client.get("/api/v1/claims?actor=RUS", headers={"accept": "text/csv"})

    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert {
        key: row[key] for key in ("claimants", "target", "weapons", "quantity_low", "date_start", "event")
    } == {
        "claimants": "'=the mayor",
        "target": "Russia",
        "weapons": "Hwasong-11A",
        "quantity_low": "",
        "date_start": "2024-11-05",
        "event": "",
    }


def test_an_empty_page_as_csv_is_empty(client: TestClient) -> None:
    assert client.get("/api/v1/events?format=csv").text == ""


def test_a_list_comes_as_json_or_csv_only(client: TestClient) -> None:
    answer = client.get("/api/v1/claims", headers={"accept": "image/png"})

    assert (answer.status_code, answer.json()["offered"]) == (
        406,
        ["application/json", "text/csv", "application/geo+json", "application/ld+json"],
    )


@given(st.lists(st.text(), min_size=1, max_size=3), st.text())
def test_no_cell_of_a_csv_is_a_formula(labels: list[str], text: str) -> None:
    item: dict[str, Any] = {
        "people": [{"label": label} for label in labels],
        "text": text,
        "direct": True,
        "low": -3,
    }

    header, row = csv.reader(io.StringIO(as_csv([item]), newline=""))

    assert header == ["people", "text", "direct", "low"]
    assert not any(cell.lstrip(" ").startswith(FORMULA) for cell in row[:2])
    assert [cell.removeprefix("'") for cell in row[:2]] == [
        "; ".join(labels).removeprefix("'"),
        text.removeprefix("'"),
    ]
    assert row[2:] == ["true", "-3"]
    assert safe(text) in {text, f"'{text}"}


def test_the_catalogue_tells_what_each_query_asks(client: TestClient) -> None:
    items = client.get("/api/v1/queries").json()["items"]
    one = client.get("/api/v1/queries/casualty-figures").json()

    assert [item["name"] for item in items] == sorted(item["name"] for item in items)
    assert one.pop("query").startswith("#+ summary")
    assert one in items
    assert one["results"] == "/api/v1/queries/casualty-figures/results"
    assert one["parameters"]["victim"]["kind"] == "iri"


def test_a_catalogued_query_is_run_with_its_parameters(client: TestClient) -> None:
    figures = [
        client.get("/api/v1/queries/casualty-figures/results", params={"victim": victim}).json()
        for victim in ("PRK", "UKR", "")
    ]
    as_text = client.get("/api/v1/queries/casualty-figures/results?victim=PRK&format=csv")

    assert [len(one["results"]["bindings"]) for one in figures] == [1, 0, 1]
    assert as_text.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "accept"),
    [("victim=PRK&format=html", "*/*"), ("victim=PRK", "text/html,application/xml;q=0.9,*/*;q=0.8")],
)
def test_a_browser_is_led_to_the_page_that_shows_the_rows(
    client: TestClient, query: str, accept: str
) -> None:
    answer = client.get(
        f"/api/v1/queries/casualty-figures/results?{query}",
        headers={"Accept": accept},
        follow_redirects=False,
    )

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/?ask=casualty-figures&victim=PRK#sparql",
    )
    assert client.get("/?ask=casualty-figures&victim=PRK").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("force-reports/results?from=2024-01-01", "from"),
        ("denials/results?from=2024-02-30", "from"),
        ("low-confidence/results?below=0,5", "below"),
        ("low-confidence/results?below=0.5%20%7D%20DROP%20ALL", "below"),
        ("denials/results?speaker=https://e.org/%3E%20%7D%20DROP%20ALL%20%23", "speaker"),
        ("denials/results?min_sequence=-1", "min_sequence"),
        ("denials/results?format=html&actor=a%20b", "actor"),
        ("casualty-figures/results?victim=ATLANTIS", "victim"),
        ("casualty-figures/results?victim=https://casus.example/id/actor/ATLANTIS", "victim"),
        ("casualty-figures/results?outcome=bored", "outcome"),
    ],
)
def test_a_parameter_of_a_query_that_is_none_is_named(client: TestClient, query: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/queries/{query}")

    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_an_iri_of_others_may_be_asked_for(client: TestClient) -> None:
    answer = client.get("/api/v1/queries/casualty-figures/results?victim=https://other.example/a")

    assert answer.json()["results"]["bindings"] == []


@pytest.mark.parametrize("path", ["/api/v1/queries", "/api/v1/queries/denials", "/ontology"])
def test_what_the_package_tells_is_answered_by_304_to_who_has_it(client: TestClient, path: str) -> None:
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first.headers["etag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_figures_say_which_of_them_no_filter_narrows(client: TestClient) -> None:
    whole, narrow = (client.get(f"/api/v1/stats{query}").json() for query in ("", "?type=casualties"))

    kept = whole["not_narrowed"]
    assert kept == ["actors", "concepts", "places"]
    assert {name: narrow[name] for name in kept} == {name: whole[name] for name in kept}
    assert {
        name for name in ("articles", "statements", "claims", "by") if narrow[name] == whole[name]
    } == set()


def test_a_star_takes_a_default_away(client: TestClient) -> None:
    rows = {
        victim: client.get("/api/v1/queries/casualty-figures/results", params={"victim": victim}).json()
        for victim in ("UKR", "*")
    }

    assert {victim: len(found["results"]["bindings"]) for victim, found in rows.items()} == {"UKR": 0, "*": 1}


def test_the_openapi_document_describes_every_operation_and_parameter(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    operations = {
        (path, method): told
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    }
    assert len(operations) > 30
    assert all(told["description"] for told in operations.values())
    undescribed = [
        (place, parameter["name"])
        for place, told in operations.items()
        for parameter in told.get("parameters", ())
        if parameter["in"] == "query" and not parameter.get("description")
    ]
    assert undescribed == []
