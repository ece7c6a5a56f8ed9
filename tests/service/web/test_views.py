"""Items in the words of the pages."""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.pages.days import TO
from service.pages.views import Chain, Quote, claim_view, statement_view

RUSSIA: Final = {"id": "RUS", "label": "Russia", "country": "RUS"}
KURSK: Final = {"id": "kursk-oblast", "label": "Kursk Oblast", "country": "RUS"}
BELGOROD: Final = {"id": "belgorod-oblast", "label": "Belgorod Oblast", "country": "RUS"}
KYIV: Final = {"id": "geonames-703448", "label": "Kyiv", "country": "UKR"}
AT_SEA: Final = {"id": "black-sea", "label": "Black Sea", "country": None}
MORE: dict[str, object] = {
    "prefix": "",
    "suffix": "",
    "zone": "body",
    "said": None,
    "direct": True,
    "occasion": "a press briefing",
    "activity": "training",
    "transfer_stage": None,
    "action": None,
}


def _claim(**facts: Any) -> dict[str, Any]:
    actors = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
    return {
        "id": "c1",
        "iri": "https://casus.example/id/claim/c1",
        "type": "deployment",
        "status": "denied",
        "stance": "not_observed",
        "certainty": "certain",
        "time_frame": "past",
        "claimants": [],
        "co_claimants": [],
        **{slot: [] for slot in actors},
        "outcome": None,
        "weapons": [],
        "quantity": None,
        "place": [],
        "date": None,
        "evidence": {"text": "x"},
        "confidence": 0.5,
        "public_from": "2024-12-03",
        "article": {"id": "a1", "title": None, "publisher": None, "published": None, "url": None},
        **facts,
    }


def _facts(**facts: Any) -> dict[str, str]:
    return {fact.name: fact.value for fact in claim_view(_claim(**facts), MORE).facts}


@pytest.mark.parametrize(
    ("low", "high", "unit", "qualifier", "told"),
    [
        (60, 60, None, "exact", "60"),
        (50_000, 50_000, None, "approximate", "about 50,000"),
        (10_000, 12_000, None, "range", "10,000 to 12,000"),
        (30, None, "launchers", "at_least", "at least 30 launchers"),
        (None, 500, None, "at_most", "up to 500"),
        (None, None, None, "vague", "dozens"),
    ],
)
def test_a_quantity_is_told_in_words(
    low: int | None, high: int | None, unit: str | None, qualifier: str, told: str
) -> None:
    quantity = {"low": low, "high": high, "unit": unit, "qualifier": qualifier, "text": "dozens"}

    assert _facts(quantity=quantity) == {"Activity": "training", "How many": told}


def test_a_best_estimate_stands_before_its_bounds() -> None:
    quantity = {"low": 620, "high": 1200, "unit": None, "qualifier": "range", "text": "x", "best": 850}

    assert _facts(quantity=quantity)["How many"] == "850 (620 to 1,200)"


@pytest.mark.parametrize(
    ("amount", "told"), [(45_000_000.0, "45,000,000 USD"), (32839622.00924871, "32,839,622.00924871 USD")]
)
def test_money_is_told_with_its_currency(amount: float, told: str) -> None:
    assert _facts(value={"amount": amount, "currency": "USD", "text": "x"})["Worth"] == told


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2024-11-06", "2024-11-06", "day", "6 Nov 2024"),
        ("2024-11-06", "2024-11-07", "night", f"night of 6{TO}7 Nov 2024"),
        ("2024-10-08", "2024-10-13", "range", f"8{TO}13 Oct 2024"),
        ("2025-04-28", "2025-05-04", "week", f"28 Apr {TO} 4 May 2025"),
        ("2024-12-30", "2025-01-05", "week", f"30 Dec 2024 {TO} 5 Jan 2025"),
        ("2024-02-01", "2024-02-29", "month", "Feb 2024"),
        ("2024-06-01", "2024-08-31", "season", f"Jun{TO}Aug 2024"),
        ("2024-12-01", "2025-02-28", "season", f"Dec 2024 {TO} Feb 2025"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2022-02-24", None, "since", "since 24 Feb 2022"),
        (None, "2024-11-07", "range", "until 7 Nov 2024"),
    ],
)
def test_days_are_told_as_shortly_as_they_can_be(
    start: str | None, end: str | None, precision: str, told: str
) -> None:
    assert _facts(date={"start": start, "end": end, "precision": precision}) == {
        "Activity": "training",
        "When": told,
    }


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([KURSK], "Kursk Oblast"),
        ([RUSSIA, KURSK, BELGOROD], "Kursk Oblast and Belgorod Oblast, Russia"),
        ([RUSSIA, KYIV], "Russia and Kyiv"),
        ([AT_SEA, RUSSIA], "Black Sea and Russia"),
    ],
)
def test_a_country_stands_after_the_places_in_it(places: list[dict[str, str | None]], told: str) -> None:
    assert _facts(place=places) == {"Activity": "training", "Where": told}


def test_weapons_that_nobody_names_are_of_a_kind_not_said() -> None:
    weapons = [{"concept": "weapons", "id": "weapons", "label": "weapon"}]

    assert _facts(weapons=weapons)["Weapons"] == "of a kind not said"


@pytest.mark.parametrize(
    ("title", "publisher", "published", "told"),
    [
        ("Shells for Kursk", "Harbour Agency", "2025-08-09", "Shells for Kursk"),
        (None, "Harbour Agency", "2025-08-09T07:00:00", "Harbour Agency, 9 Aug 2025"),
        (None, "Harbour Agency", None, "Harbour Agency"),
        (None, None, None, "Untitled article"),
    ],
)
def test_an_article_without_a_title_is_called_by_its_publisher_and_day(
    title: str | None, publisher: str | None, published: str | None, told: str
) -> None:
    article = {"id": "a1", "title": title, "publisher": publisher, "published": published, "url": None}

    assert claim_view(_claim(article=article), MORE).heading == told


def test_a_statement_without_claims_keeps_its_chain_and_words() -> None:
    statement: dict[str, object] = {
        "iri": "https://casus.example/id/statement/s1",
        "speakers": [],
        "carriers": [{"label": "Ukrinform"}],
        "said": "2024-12-02",
        "evidence": {"text": "unwavering support"},
    }

    assert statement_view(statement, MORE) == {
        "chain": Chain(speakers="", carriers=("Ukrinform",), is_unattributed=False),
        "said": "2 Dec 2024",
        "quote": Quote(before="", words="unwavering support", after=""),
        "iri": "https://casus.example/id/statement/s1",
    }


def test_several_parties_are_joined() -> None:
    labels = [{"label": label} for label in ("Russia", "North Korea", "Belarus")]

    assert _facts(force=labels)["Force"] == "Russia, North Korea and Belarus"


def test_what_stands_around_a_claim_is_told() -> None:
    view = claim_view(_claim(), MORE)

    assert {fact.name: fact.value for fact in view.context} == {
        "Stance": "not observed",
        "Certainty": "certain",
        "Time frame": "past",
        "Reported as": "direct quote",
        "Occasion": "a press briefing",
        "Part of the page": "body",
        "Confidence of extraction": "0.50",
        "Public from": "3 Dec 2024",
    }
    assert (view.status_label, view.chain.is_unattributed, view.published) == (
        "denied or not observed",
        True,
        None,
    )
