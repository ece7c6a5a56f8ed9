"""Items in the words of the pages."""

from __future__ import annotations

from typing import Any

import pytest

from service.pages.views import Chain, Quote, claim_view, statement_view

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


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-11-06", "2024-11-06", "6 Nov 2024"),
        ("2024-11-06", "2024-11-07", "6 Nov 2024 to 7 Nov 2024"),
        ("2022-02-24", None, "since 24 Feb 2022"),
        (None, "2024-11-07", "until 7 Nov 2024"),
    ],
)
def test_days_are_told_in_words(start: str | None, end: str | None, told: str) -> None:
    assert _facts(date={"start": start, "end": end, "precision": "range"}) == {
        "Activity": "training",
        "When": told,
    }


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
