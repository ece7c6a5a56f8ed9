from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from loaders.json_form import as_json

if TYPE_CHECKING:
    from loaders.model import Document

MOSS = {"id": "local-ada-moss-ukr", "label": "Ada Moss", "country": "UKR", "kind": "person"}
MINISTRY = {
    "id": "ukr-defence-ministry",
    "label": "Ministry of Defence",
    "country": "UKR",
    "kind": "ministry",
}
UKRINFORM = {"id": "ukrinform", "label": "Ukrinform", "country": "UKR", "kind": "news_organization"}
RUSSIA = {"id": "RUS", "label": "Russia", "country": "RUS", "kind": "state"}
PEOPLE = {"id": "local-people", "label": "people", "country": None, "kind": "people"}
NO_SLOTS: dict[str, object] = {
    name: []
    for name in ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
}
OWN_WORDS = {"start": 84, "end": 100, "text": "No one was hurt."}


def test_an_extraction_is_printed_with_every_key_present(document: Document) -> None:
    told = as_json(document)

    assert told == {
        "article": {
            "title": "Shells over Zubrivka",
            "published": "2024-12-03T03:06:00+02:00",
            "publisher": "The Kalvenia Courier",
            "authors": ["Ida Rook"],
            "url": "https://News.example/a?utm_source=x#top",
            "language": "en",
            "text": document.article.text,
        },
        "statements": [
            {
                "speakers": [MOSS, MINISTRY],
                "carriers": [UKRINFORM],
                "said": "2024-12-02",
                "direct": False,
                "words": "some 60 shells hit Zubrivka overnight",
                "evidence": {
                    "start": 22,
                    "end": 82,
                    "text": "General Ada Moss said some 60 shells hit Zubrivka overnight.",
                },
            },
            {
                "speakers": [],
                "carriers": [],
                "said": None,
                "direct": False,
                "words": "No one was hurt.",
                "evidence": OWN_WORDS,
            },
        ],
        "claims": [
            {
                "type": "armed_action",
                "statement": 0,
                "status": "claimed",
                "stance": "affirms",
                "certainty": "certain",
                "time_frame": "past",
                "claimants": [MOSS, UKRINFORM],
                "co_claimants": [MINISTRY],
                **NO_SLOTS,
                "attacker": [RUSSIA],
                "outcome": None,
                "weapons": [
                    {"concept": "artillery_shell", "id": "artillery-shell", "label": "artillery shells"}
                ],
                "place": [
                    {"id": "geonames-1", "label": "Zubrivka", "country": "UKR", "lat": 49.5, "lon": 36.25}
                ],
                "quantity": {
                    "low": 60,
                    "high": 60,
                    "unit": None,
                    "qualifier": "approximate",
                    "text": "some 60",
                },
                "value": None,
                "date": {"start": "2024-12-02", "end": "2024-12-03", "precision": "night"},
                "evidence": {"start": 44, "end": 81, "text": "some 60 shells hit Zubrivka overnight"},
                "confidence": 0.8,
            },
            {
                "type": "casualties",
                "statement": 1,
                "status": "denied",
                "stance": "denies",
                "certainty": "certain",
                "time_frame": "past",
                "claimants": [],
                "co_claimants": [],
                **NO_SLOTS,
                "victim": [PEOPLE],
                "outcome": "wounded",
                "weapons": [],
                "place": [],
                "quantity": None,
                "value": None,
                "date": None,
                "evidence": OWN_WORDS,
                "confidence": 1.0,
            },
        ],
    }


def test_an_explanation_tells_zone_and_rules(document: Document) -> None:
    claims = cast("list[dict[str, object]]", as_json(document, explain=True)["claims"])

    assert [(claim["zone"], claim["rules"]) for claim in claims] == [("body", ["hit"]), ("body", [])]


def test_slots_of_another_type_stay_empty(document: Document) -> None:
    misfilled = replace(document.claims[1], attacker=document.claims[0].attacker)

    claims = cast("list[dict[str, object]]", as_json(replace(document, claims=(misfilled,)))["claims"])

    assert claims[0]["attacker"] == []


def test_an_open_date_has_no_end(document: Document) -> None:
    date = document.claims[0].date
    assert date is not None
    since = replace(document.claims[0], date=replace(date, end=None, precision="since"))

    claims = cast("list[dict[str, object]]", as_json(replace(document, claims=(since,)))["claims"])

    assert claims[0]["date"] == {"start": "2024-12-02", "end": None, "precision": "since"}
