"""One page of a list in every format and shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import orjson
import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from loaders.model import Actor, Place
from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Document
    from service.store import Outcome, Store

TOLL = "61d2961785d7d28c2194"


def _get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_page_as_geojson_is_the_same_page_on_a_map(client: TestClient) -> None:
    answer = client.get("/api/v1/claims?actor=PRK", headers={"accept": "application/geo+json"})

    page, told = _get(client, "claims?actor=PRK"), answer.json()
    assert answer.headers["content-type"] == "application/geo+json"
    assert [feature["properties"] for feature in told["features"]] == page["items"]
    assert [feature["geometry"] for feature in told["features"]] == [
        None,
        {"type": "Point", "coordinates": [36.2, 51.7]},
    ]
    assert (told["type"], told["total"], told["next"]) == ("FeatureCollection", 2, None)


def test_places_are_features_too(client: TestClient) -> None:
    (feature,) = _get(client, "places?q=kursk oblast&limit=1&format=geojson")["features"]

    assert (feature["id"], feature["geometry"]) == (
        "kursk-oblast",
        {"type": "Point", "coordinates": [36.2, 51.7]},
    )


def test_a_page_as_json_ld_says_what_the_graph_says(client: TestClient, store: Store) -> None:
    answer = client.get("/api/v1/claims?type=casualties&format=jsonld")

    document = answer.json()
    address, document["@context"] = document["@context"], client.get("/context.jsonld").json()["@context"]
    written = {quad.triple for quad in ox.parse(orjson.dumps(document), ox.RdfFormat.JSON_LD)}
    iri = f"{store.base}claim/{TOLL}"
    nodes = (iri, f"{iri}/evidence", f"{iri}/quantity")
    held = {
        quad.triple
        for node in nodes
        for quad in store.graphs.quads_for_pattern(ox.NamedNode(node), None, None, None)
    }
    assert (answer.headers["content-type"], address) == (
        "application/ld+json",
        "http://testserver/context.jsonld",
    )
    assert written == held


def test_json_ld_of_a_page_reads_as_json(client: TestClient, store: Store) -> None:
    graph = _get(client, "claims?type=casualties&format=jsonld")["@graph"]

    (quantity,) = [node for node in graph if node["id"].endswith("/quantity")]
    assert quantity == {
        "id": f"{store.base}claim/{TOLL}/quantity",
        "type": ["Quantity"],
        "low": 60,
        "high": 60,
        "qualifier": "https://w3id.org/casus/concept/qualifier/approximate",
        "text": "some 60",
    }


@pytest.mark.parametrize("collection", ["articles", "statements", "actors", "places", "concepts"])
def test_json_ld_of_any_collection_says_what_the_graph_says(
    client: TestClient, store: Store, collection: str
) -> None:
    page = _get(client, f"{collection}?limit=500")
    document = _get(client, f"{collection}?limit=500&format=jsonld")

    document["@context"] = client.get("/context.jsonld").json()["@context"]
    written = {quad.triple for quad in ox.parse(orjson.dumps(document), ox.RdfFormat.JSON_LD)}
    subjects = {triple.subject.value for triple in written if isinstance(triple.subject, ox.NamedNode)}
    held = {
        quad.triple
        for name in subjects
        for quad in store.graphs.quads_for_pattern(ox.NamedNode(name), None, None, None)
    }
    assert written == held
    assert {item["iri"] for item in page["items"]} <= subjects


def test_items_have_the_keys_that_are_asked_for(client: TestClient) -> None:
    assert _get(client, "claims?type=casualties&fields=status,id")["items"] == [
        {"status": "claimed", "id": TOLL}
    ]


def test_keys_below_others_are_given_alone(client: TestClient) -> None:
    asked = "claims?type=casualties&fields=id,victim.label,place.lat,quantity.low,article.title,article"

    (item,) = _get(client, asked)["items"]
    assert (item["id"], item["victim"], item["place"], item["quantity"], set(item["article"])) == (
        TOLL,
        [{"label": "North Korea"}],
        [{"lat": 51.7}],
        {"low": 60},
        {"id", "title", "publisher", "published", "url"},
    )


def test_a_table_has_the_columns_that_are_asked_for(client: TestClient) -> None:
    answer = client.get("/api/v1/claims?fields=place.label,quantity.low,date&type=casualties&format=csv")

    assert answer.text.splitlines()[0] == "place,quantity_low,date_start,date_end,date_precision"


def _keys(value: object) -> list[str]:
    """Return the keys of an object, or those of the objects in a list."""
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value))
    members = cast("list[object]", value) if isinstance(value, list) else []
    return [key for member in members for key in _keys(member)]


def test_every_key_below_another_can_be_asked_for(client: TestClient) -> None:
    item = _get(client, "claims?type=casualties&limit=1")["items"][0]
    parts = [f"{key}.{part}" for key, value in item.items() for part in _keys(value)]

    (shown,) = _get(client, f"claims?type=casualties&limit=1&fields={','.join(parts)}")["items"]
    assert shown == {key: item[key] for key in shown}
    assert len(parts) > 20


def test_articles_and_evidence_are_shown_whole_where_asked(client: TestClient) -> None:
    (item,) = _get(client, "claims?type=casualties&embed=article,evidence,event")["items"]

    assert item["article"] == _get(client, f"articles/{item['article']['id']}")
    assert item["evidence"] == {
        "start": 171,
        "end": 236,
        "text": "North Korean forces had taken losses in Kursk Oblast, some 60 men",
        "prefix": "\nZelenskyy said on 7 November that ".removeprefix("\n")[-32:],
        "suffix": ".\n",
        "zone": "body",
    }
    assert item["event"] is None


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("170,-20,-170,-10", True),
        ("178.9,-18,180,-17", True),
        ("-180,-18,-170,-17", False),
        ("-170,-20,170,-10", False),
        ("179,-17.5,179,-17.5", True),
    ],
)
def test_a_box_over_the_date_line_holds_what_is_on_both_sides(
    empty: Store,
    documents: tuple[Document, ...],
    put: Callable[[Store, Document], Outcome],
    box: str,
    found: bool,  # noqa: FBT001 - a case of the test
) -> None:
    atoll = Place(id="local-atoll", label="Atoll", country="FJI", lat=-17.5, lon=179.0)
    toll = replace(documents[0].claims[1], place=(atoll,))
    put(empty, replace(documents[0], claims=(documents[0].claims[0], toll)))

    with TestClient(create_app(empty, Settings(readers=1))) as client:
        claims, places = _get(client, f"claims?bbox={box}"), _get(client, f"places?bbox={box}&q=atoll")

    assert (claims["total"], places["total"]) == (int(found), int(found))


def test_an_actor_stands_for_its_parts_where_asked(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    army = Actor(id="rus-armed-forces", label="Russian Armed Forces", country="RUS", kind="armed_force")
    put(empty, replace(documents[0], claims=(replace(documents[0].claims[0], force=(army,)),)))

    with TestClient(create_app(empty, Settings(readers=1))) as client:
        found = [_get(client, f"claims?actor=RUS{asked}")["total"] for asked in ("", "&include=parts")]

    assert found == [0, 1]


def test_the_most_that_are_told_is_counted_exactly_where_asked(client: TestClient) -> None:
    for counted in ("", "&count=exact"):
        page = _get(client, f"places?limit=1{counted}")

        assert page["total"] == page["total_at_least"] > 1000


@pytest.mark.parametrize(
    ("sort", "types"),
    [
        ("-published", ["deployment", "casualties", "armed_action"]),
        ("published", ["armed_action", "casualties", "deployment"]),
        ("-said", ["deployment", "casualties", "armed_action"]),
        ("said", ["armed_action", "casualties", "deployment"]),
        ("-date", ["armed_action", "casualties", "deployment"]),
        ("-quantity", ["casualties", "deployment", "armed_action"]),
    ],
)
def test_a_list_is_in_the_order_that_is_asked_for_on_every_page(
    client: TestClient, sort: str, types: list[str]
) -> None:
    page = _get(client, f"claims?sort={sort}&limit=1")
    found = page["items"]
    while page["next"] is not None:
        page = client.get(page["next"]).json()
        found += page["items"]

    assert [item["type"] for item in found] == types
