"""Weapons transfers: who to whom, which weapons and how many; launches and moves that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def transfers(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the transfers among some rows, without type and speakers."""
    return [
        {key: value for key, value in row.items() if key not in {"type", "by"}}
        for row in found
        if row["type"] == "weapons_transfer"
    ]


def transfer(
    status: str, supplier: str | None, recipient: str | None, *weapons: str, **rest: Any
) -> dict[str, Any]:
    """Return the row of a transfer."""
    row: dict[str, Any] = {"status": status}
    row |= {"supplier": [supplier]} if supplier else {}
    row |= {"recipient": [recipient]} if recipient else {}
    return row | {"weapons": list(weapons)} | rest


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Germany intends to give Ukraine 22 refurbished Leopard tanks.",
            transfer("planned", "Germany", "Ukraine", "tank", quantity=(22, 22, None)),
        ),
        (
            "Ukraine received two Patriot batteries from Germany.",
            transfer("claimed", "Germany", "Ukraine", "air_defence", quantity=(2, 2, None)),
        ),
        (
            "Hungary said it would not supply weapons to Ukraine.",
            transfer("denied", "Hungary", "Ukraine", "weapons"),
        ),
        (
            "Kyiv asked Berlin for more Marder infantry fighting vehicles.",
            transfer("requested", "Germany", "Ukraine", "armoured_vehicle"),
        ),
        (
            "The Houthis have been supplied with drones by Iran.",
            transfer("claimed", "Iran", "Houthis", "uav"),
        ),
        (
            "Russia has received shipments of ballistic missiles from Iran.",
            transfer("claimed", "Iran", "Russia", "ballistic_missile"),
        ),
        (
            "Switzerland blocked Germany from sending ammunition to Ukraine.",
            transfer("denied", "Germany", "Ukraine", "ammunition"),
        ),
        (
            "The Netherlands has delivered the first of 24 F-16s to Ukraine.",
            transfer("claimed", "Netherlands", "Ukraine", "aircraft"),
        ),
        (
            "The US has sold F-35 jets to Poland for $4.6 billion.",
            transfer("claimed", "United States", "Poland", "aircraft"),
        ),
        (
            "North Korea has given Russia 240mm multiple rocket launchers.",
            transfer("claimed", "North Korea", "Russia", "rocket_artillery"),
        ),
        (
            "Denmark will buy 14 Leopard 2 tanks for Ukraine.",
            transfer("planned", "Denmark", "Ukraine", "tank", quantity=(14, 14, None)),
        ),
        (
            "Iranian drones had been delivered to the army at Port Sudan.",
            transfer("claimed", "Iran", "Sudan", "uav"),
        ),
        (
            "The United States handed TOW missiles to Kurdish forces.",
            transfer("claimed", "United States", "Kurdish forces", "anti_tank"),
        ),
    ],
)
def test_a_sentence_says_who_gives_what_to_whom(rows: Rows, sentence: str, expected: dict[str, Any]) -> None:
    assert transfers(rows(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pakistan sent 300 drones against 36 places along the border.",
        "Russia sent 90 drones to Kyiv overnight.",
        "Ukraine's air force shot down 60 drones sent by Russia.",
        "Yemeni forces moved 40 tanks to the Marib front.",
        "Washington dispatched two destroyers to the Red Sea.",
        "The president ordered a cruise missile strike on Syria.",
        "The tanks come out of long-term storage.",
        "Turkey sold its shares in a missile factory to Qatar.",
        "If Germany sends Taurus missiles to Kyiv, Moscow will respond.",
        "Moscow said it does not want a new arms race.",
        "The general said that Syria's chemical weapons had been moved.",
        "Measures like arming the rebels are unlikely to end the war.",
        "American senators have called for Patriot missiles.",
    ],
)
def test_launches_moves_and_conditions_are_no_transfers(rows: Rows, sentence: str) -> None:
    assert transfers(rows(sentence)) == []


def test_a_list_makes_a_claim_of_each_system(rows: Rows) -> None:
    found = transfers(
        rows(
            "On Friday the Pentagon announced a security assistance package for Ukraine.",
            "The package includes:",
            "- 12,500 rounds of 155mm artillery ammunition;",
            "- 250 Javelin and 100 AT-4 anti-armor systems;",
            "- Up to 30 M117 Armored Security Vehicles;",
            "- Medical supplies.",
        )
    )
    assert [(row["status"], row["recipient"], row["weapons"], row["quantity"]) for row in found] == [
        ("planned", ["Ukraine"], ["artillery_shell"], (12500, 12500, "rounds")),
        ("planned", ["Ukraine"], ["anti_tank"], (250, 250, None)),
        ("planned", ["Ukraine"], ["anti_tank"], (100, 100, None)),
        ("planned", ["Ukraine"], ["armoured_vehicle"], (None, 30, None)),
    ]


def test_a_list_of_other_things_makes_none(rows: Rows) -> None:
    assert transfers(rows("Officials named three towns:", "- Sumy, hit by ten drones;", "- Kharkiv;")) == []


def test_the_rest_of_a_shipment_has_its_parties_and_weapons(rows: Rows) -> None:
    found = transfers(
        rows("Syria has received S-300 missiles from Russia. The rest of the shipment will arrive soon.")
    )
    assert found == [
        transfer("claimed", "Russia", "Syria", "air_defence"),
        transfer("expected", "Russia", "Syria", "air_defence"),
    ]


def test_a_recipient_that_all_transfers_share_is_that_of_one_without(rows: Rows) -> None:
    found = transfers(
        rows("Berlin will send Ukraine 18 tanks.", "In 2023 Poland delivered 14 Leopard tanks.")
    )
    assert [row["recipient"] for row in found] == [["Ukraine"], ["Ukraine"]]


def test_who_begs_to_be_supplied_is_no_supplier(rows: Rows) -> None:
    found = transfers(rows("Ukraine begged its allies to supply it with air defence systems."))

    assert [(row["status"], row.get("supplier"), row["recipient"]) for row in found] == [
        ("requested", None, ["Ukraine"])
    ]


def test_the_missiles_are_those_told_of(rows: Rows) -> None:
    found = transfers(
        rows("Russia will sell Syria S-300 missiles.", "Israel said no missiles had been delivered to Syria.")
    )

    assert [(row["status"], row["weapons"]) for row in found] == [
        ("planned", ["air_defence"]),
        ("denied", ["air_defence"]),
    ]


def test_a_recipient_in_doubt_is_left_out(rows: Rows) -> None:
    found = transfers(
        rows(
            "Berlin sent Ukraine 18 tanks.",
            "Paris sold howitzers to Armenia.",
            "Poland delivered 14 Leopard tanks.",
        )
    )
    assert [row.get("recipient") for row in found] == [["Ukraine"], ["Armenia"], None]


def test_two_verbs_share_the_rebels_behind_them(rows: Rows) -> None:
    found = transfers(rows("Qatar has armed and trained the Syrian rebels."))

    assert found == [transfer("claimed", "Qatar", "rebels", "weapons")]


def test_jets_sent_to_fight_change_no_hands(rows: Rows) -> None:
    assert transfers(rows("Israel sent eight fighter jets to strike the area.")) == []


def test_one_person_gets_no_missiles(rows: Rows) -> None:
    assert transfers(rows("Senator Jane Doe has called for Patriot missiles.")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Obama decided to arm the Kurds.", transfer("planned", "United States", "Kurds", "weapons")),
        ("Qatar sent weapons to the rebels.", transfer("claimed", "Qatar", "rebels", "weapons")),
        ("M23 took Goma. Kigali armed the rebels.", transfer("claimed", "Rwanda", "M23", "weapons")),
        ("Hamas is in Gaza. Qatar armed the rebels.", transfer("claimed", "Qatar", "rebels", "weapons")),
    ],
)
def test_rebels_are_the_group_told_of_unless_nobody_calls_it_so(
    rows: Rows, text: str, expected: dict[str, Any]
) -> None:
    assert transfers(rows(text)) == [expected]


@pytest.mark.parametrize(
    ("sentence", "supplier"),
    [
        ("Ukraine called on Germany to send tanks.", ["Germany"]),
        ("Ukraine pleaded with Germany to deliver tanks.", ["Germany"]),
        ("Ukraine urged Germany to send tanks.", ["Germany"]),
        ("Germany called a meeting to send tanks to Ukraine.", None),
    ],
)
def test_who_is_called_on_is_to_supply(rows: Rows, sentence: str, supplier: list[str] | None) -> None:
    found = rows(sentence)

    assert [(row["type"], row.get("supplier")) for row in found] == (
        [] if supplier is None else [("weapons_transfer", supplier)]
    )
