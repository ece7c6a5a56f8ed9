"""Time series, the map layer, figures, search and the live feed over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Document
    from service.store import Outcome, Store

NOVEMBER = {"from": "2024-11-01", "to": "2024-11-30"}


def _get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_claims_are_counted_by_the_month_of_their_event(client: TestClient) -> None:
    assert _get(client, "timeline") == {
        "bucket": "month",
        "split": None,
        "measure": "claims",
        "undated": 1,
        "left_out": 0,
        "series": [{"key": None, "label": None, "claims": 2, "points": [{**NOVEMBER, "claims": 2}]}],
    }


@pytest.mark.parametrize(
    ("asked", "points"),
    [
        ("bucket=day", {"2024-11-01": 1, "2024-11-05": 1}),
        ("bucket=week", {"2024-10-28": 1, "2024-11-04": 1}),
        ("bucket=day&actor=PRK", {"2024-11-01": 1}),
        ("bucket=week&q=missile", {"2024-11-04": 1}),
        ("bucket=day&type=armed_action", {"2024-11-05": 1}),
        ("bucket=month&country=RUS", {"2024-11-01": 1}),
    ],
)
def test_a_series_counts_what_fits_the_filters(
    client: TestClient, asked: str, points: dict[str, int]
) -> None:
    (series,) = _get(client, f"timeline?{asked}")["series"]

    assert {point["from"]: point["claims"] for point in series["points"]} == points


@pytest.mark.parametrize(
    ("asked", "series"),
    [
        ("split=status", {"claimed": 2}),
        ("split=status&actor=PRK", {"claimed": 1}),
        ("split=outcome", {"losses": 1}),
        ("split=actor", {"North Korea": 1, "Russia": 1, "Ukraine": 1}),
        ("split=claimant", {"=the mayor": 1, "Volodymyr Zelenskyy": 1}),
        ("split=actor&series=1", {"North Korea": 1}),
    ],
)
def test_a_series_is_split_by_what_is_asked(client: TestClient, asked: str, series: dict[str, int]) -> None:
    found = _get(client, f"timeline?{asked}")

    assert {one["label"]: one["claims"] for one in found["series"]} == series


def test_quantities_are_told_as_each_claimants_range(client: TestClient) -> None:
    assert _get(client, "timeline?measure=quantity")["series"] == [
        {
            "key": "volodymyr-zelenskyy",
            "label": "Volodymyr Zelenskyy",
            "type": "casualties",
            "outcome": "losses",
            "unit": None,
            "claims": 1,
            "points": [{**NOVEMBER, "low": 60, "high": 60, "claims": 1}],
        }
    ]


KURSK = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [36.2, 51.7]},
    "properties": {"claims": 1, "places": 1, "place": "kursk-oblast", "label": "Kursk Oblast"},
}


@pytest.mark.parametrize(
    ("asked", "features"),
    [
        ("", [KURSK]),
        ("zoom=14", [KURSK]),
        ("bbox=36,51,37,52", [KURSK]),
        ("bbox=37,51,36,52", []),
        ("bbox=170,51,37,52", [KURSK]),
        ("bbox=37,51,38,52", []),
        ("actor=PRK", [KURSK]),
        ("type=casualties&status=claimed", [KURSK]),
        ("actor=UKR", []),
    ],
)
def test_the_map_shows_places_with_their_claims(
    client: TestClient, asked: str, features: list[dict[str, Any]]
) -> None:
    assert _get(client, f"map?{asked}") == {"type": "FeatureCollection", "features": features}


def test_figures_count_what_fits(client: TestClient) -> None:
    everything, korean = _get(client, "stats"), _get(client, "stats?actor=PRK&q=losses")

    assert [everything[name] for name in ("articles", "statements", "claims")] == [3, 3, 3]
    assert everything["by"]["type"] == {"armed_action": 1, "casualties": 1, "deployment": 1}
    assert [korean[name] for name in ("articles", "statements", "claims")] == [1, 1, 1]
    assert (korean["by"]["status"], korean["by"]["outcome"]) == ({"claimed": 1}, {"losses": 1})


def test_a_search_answers_with_claims_articles_actors_and_places(client: TestClient) -> None:
    found = _get(client, "search?q=losses in Kursk Oblast")

    (claim,) = found["claims"]
    marked = [claim["snippet"][start:end] for start, end in claim["highlights"]]
    assert found["looked_for"] == ["losses", "Kursk Oblast"]
    assert (claim["item"]["id"], marked) == ("61d2961785d7d28c2194", ["losses", "Kursk Oblast"])
    assert [article["item"]["title"] for article in found["articles"]] == [claim["item"]["article"]["title"]]


def test_a_search_finds_names_in_any_spelling(client: TestClient) -> None:
    found = _get(client, "search?q=DPRK&limit=3")

    assert found["actors"][0]["item"]["id"] == "PRK"
    assert len(found["claims"]) == 2


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("timeline?bucket=year", "bucket"),
        ("timeline?split=article", "split"),
        ("timeline?measure=quantity&split=status", "split"),
        ("timeline?series=0", "series"),
        ("timeline?limit=3", "limit"),
        ("timeline?from=2024-12-02&to=2024-12-01", "from"),
        ("map?zoom=40", "zoom"),
        ("map?bbox=a", "bbox"),
        ("map?countries=perhaps", "countries"),
        ("stats?actor=atlantis", "actor"),
        ("search", "q"),
        ("search?q=", "q"),
        ("search?q=%20", "q"),
        ("search?q=a&q=b", "q"),
        ("search?q=a&limit=1000", "limit"),
        ("stream?after=-1", "after"),
        ("stream?type=rumour", "type"),
        ("stream?action=load&after=1&after=2", "after"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(client: TestClient, path: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for path in ("timeline", "map", "stats", "search?q=sea"):
        tag = client.get(f"/api/v1/{path}").headers["etag"]

        assert client.get(f"/api/v1/{path}", headers={"if-none-match": tag}).status_code == 304


def test_a_withdrawal_leaves_series_map_and_figures(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    briefing, note, _ = documents
    for document in (briefing, note, replace(briefing, claims=briefing.claims[:1])):
        put(empty, document)

    with TestClient(create_app(empty, Settings())) as client:
        replaced = _get(client, "timeline?bucket=day")["series"][0]["points"], _get(client, "map")["features"]
        empty.withdraw("https://news.example/briefing", "a test")
        left = _get(client, "stats")

    assert replaced == ([{"from": "2024-11-05", "to": "2024-11-05", "claims": 1}], [])
    assert (left["articles"], left["statements"], left["claims"]) == (1, 1, 1)
