"""Where a claim's event was."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind


def places_of(sentence: str) -> list[list[tuple[str, str]]]:
    """Return name and state (or local id) of the places of each claim that a sentence makes."""
    return [
        [(p.label, p.id if p.lat is None else p.country or "") for p in claim.place]
        for claim in document_of(sentence).claims
    ]


def document_of(sentence: str) -> Any:
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(sentence)),)
    return extract(Article(text=sentence, published="2024-12-03", language="en", zones=zones))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "A drone killed a man in Shebekino, Belgorod Oblast, on Monday.",
            [("Shebekino", "RUS"), ("Belgorod Oblast", "RUS")],
        ),
        ("Shelling killed two people on the outskirts of Donetsk.", [("Donetsk", "UKR")]),
        (
            "Two civilians were killed in Ukraine's Kharkiv region.",
            [("Kharkiv region", "UKR")],
        ),
        ("Five people were killed in India-administered Kashmir.", [("Kashmir", "")]),
        ("Three soldiers died in the Gulf of Aden.", [("Gulf of Aden", "")]),
        ("A strike on Port Sudan killed four people.", [("Port Sudan", "SDN")]),
        ("Six people were killed in Baghdad.", [("Baghdad", "IRQ")]),
        ("U.S. troops killed a commander in northern Syria.", [("Syria", "SYR")]),
        ("Shelling of the depot was reported in Kherson.", [("Kherson", "UKR")]),
        ("Two people died next to a hotel in Kandahar.", [("Kandahar", "AFG")]),
        ("Five died in shelling in Indian-administered Kashmir.", [("Kashmir", "")]),
        ("In Kharkiv, Russia killed 6 people.", [("Kharkiv", "UKR")]),
        ("In the city, Israel killed 6 people.", []),
        ("Six people died in the Yemeni capital Sanaa.", [("Sanaa", "YEM")]),
        ("Six people died in the capital, Kabul.", [("Kabul", "AFG")]),
        ("Six men were killed near the Algerian border.", [("Algerian border", "local-algerian-border")]),
        ("Six men were killed off the Libyan coast.", [("Libya", "LBY")]),
        ("Two drones killed 4 people on Yemen's west coast.", [("Yemen", "YEM")]),
    ],
)
def test_a_place_phrase_places_a_toll(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert places_of(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Russian forces seized the town of Vovchansk in Kharkiv Oblast.",
            [("Vovchansk", "UKR"), ("Kharkiv Oblast", "UKR")],
        ),
        ("Rebels captured Goma on 27 January.", [("Goma", "COD")]),
        ("A missile hit the Rastan bridge in Syria.", [("Ar Rastan", "SYR")]),
        (
            "Gunmen attacked the Deh Qabila police station.",
            [("Deh Qabila police station", "local-deh-qabila-police-station")],
        ),
        ("Russia hit the Omar bin Qasim airbase with a missile.", []),
        ("Rebels seized the mining city Goma.", [("Goma", "COD")]),
    ],
)
def test_what_is_taken_or_hit_is_the_place(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert places_of(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Israel attacked Iran on Friday.",
        "The minister said in Geneva that 20 soldiers had been killed.",
        "Twenty soldiers were killed, the minister told reporters in Geneva.",
        "The rebels in Yemen fired two missiles at a tanker.",
        "Three people were killed in the east, officials said.",
        "Three people were killed in May, officials said.",
        "Three people were killed near the State Department.",
    ],
)
def test_states_as_parties_homes_and_where_something_was_said_are_no_places(sentence: str) -> None:
    assert places_of(sentence) == [[]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Two soldiers were killed near the village of Kolisnivka.",
            [("Kolisnivka", "local-kolisnivka")],
        ),
        (
            "A shell killed a woman in the al-Waer district of Homs.",
            [("al-Waer", "local-al-waer-syr"), ("Homs", "SYR")],
        ),
        ("Two soldiers were killed near Kolisnivka.", [("Kolisnivka", "local-kolisnivka")]),
    ],
)
def test_a_place_that_no_list_has_is_local(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert places_of(sentence) == [expected]


def test_where_the_weapon_came_from_is_not_where_it_hit() -> None:
    found = document_of("Rockets fired from ships in the Red Sea killed two people in Tel Aviv.")

    assert [[p.label for p in c.place] for c in found.claims if c.type == "casualties"] == [["Tel Aviv"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("North Korea has sent 3,000 soldiers to Kursk Oblast.", ["Kursk Oblast"]),
        ("Burundi has withdrawn two battalions from the town of Nyangezi.", ["Nyangezi"]),
        ("Israel reinforced the occupied Golan Heights with a division.", ["Golan Heights"]),
        ('Israeli troops will stay in the "security zones" of Gaza and Syria.', ["Gaza Strip", "Syria"]),
    ],
)
def test_a_deployment_is_where_they_go_and_a_withdrawal_where_they_were(
    sentence: str, expected: list[str]
) -> None:
    assert [[p.label for p in c.place] for c in document_of(sentence).claims] == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("North Korea launched two missiles off its east coast.", [("North Korea", "PRK")]),
        ("Militants fired two rockets off their coast.", []),
        ("The attack was claimed by an al Qaeda affiliate in the Sahel.", []),
        ("Two missiles struck the al-Mawasi area in Gaza.", [("al-Mawasi", "PSE"), ("Gaza Strip", "PSE")]),
    ],
)
def test_a_coast_of_one_s_own_is_a_place_and_a_group_s_home_is_none(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert places_of(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "A militant in Jordan praised the bombing that killed three people.",
        "Protesters in London condemned the strike that killed 12 people.",
        "Families in Kyiv buried the soldiers who were killed on Friday.",
    ],
)
def test_where_those_are_who_speak_of_an_event_is_not_its_place(sentence: str) -> None:
    assert places_of(sentence) == [[]]


def test_who_fights_somewhere_kills_there() -> None:
    found = places_of("Rebels in Idlib ambushed a convoy, killing three soldiers.")
    assert found[-1] == [("Idlib", "SYR")]
