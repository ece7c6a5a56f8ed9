"""Armed actions: who on whom or what, with which weapons, where and how many; what only sounds like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def actions(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the armed actions among some rows, without type and speakers."""
    return [
        {key: value for key, value in row.items() if key not in {"type", "by"}}
        for row in found
        if row["type"] == "armed_action"
    ]


def action(attacker: str | None, target: str | None, *weapons: str, **rest: Any) -> dict[str, Any]:
    """Return the row of an armed action, by the article unless `status` says otherwise."""
    row: dict[str, Any] = {"status": "claimed"}
    row |= {"attacker": [attacker]} if attacker else {}
    row |= {"target": [target]} if target else {}
    row |= {"weapons": list(weapons)} if weapons else {}
    return row | rest


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Iran fired 180 ballistic missiles at Israel.",
            action("Iran", "Israel", "ballistic_missile", quantity=(180, 180, None)),
        ),
        (
            "Two Israeli missiles wrecked a laboratory in Gaza.",
            action("Israel", "laboratory", "missile", place=["Gaza Strip"], quantity=(2, 2, None)),
        ),
        (
            "Two bombs fell on the market in Lashio.",
            action(None, "market", "bomb", place=["Lashio"], quantity=(2, 2, None)),
        ),
        (
            "Hezbollah said it had destroyed two Merkava tanks near Aita al-Shaab.",
            action("Hezbollah", "Merkava tanks", place=["Aita al-Shaab"], quantity=(2, 2, "tanks")),
        ),
        (
            "Ukrainian troops repelled 14 assaults near Pokrovsk.",
            action(None, "Ukraine", place=["Pokrovsk"], quantity=(14, 14, "assaults")),
        ),
        (
            "The Taliban carried out 43 attacks on checkpoints in Helmand.",
            action("Taliban", "checkpoints", place=["Helmand Province"], quantity=(43, 43, "attacks")),
        ),
        (
            "The raid near Uri was carried out by Indian commandos.",
            action("India", None, place=["Uri"]),
        ),
        (
            "Iran-backed militias attacked a patrol in Anbar.",
            action("Iran-backed militias", "patrol", place=["Anbar Governorate"]),
        ),
        (
            "Israel hit Hezbollah positions near Tyre.",
            action("Israel", "Hezbollah", place=["Tyre"]),
        ),
        (
            "The Houthis claimed an attack on the Israeli city of Tel Aviv.",
            action("Houthis", "Israel", place=["Tel Aviv"]),
        ),
        (
            "North Korea conducted two tests of a ballistic missile.",
            action("North Korea", None, "ballistic_missile", quantity=(2, 2, "tests")),
        ),
        (
            "A Turkish jet downed a Russian bomber near Latakia.",
            action("Turkey", "Russia", "aircraft", place=["Latakia"]),
        ),
        (
            "The RSF attacked three times near El Fasher.",
            action("Rapid Support Forces", None, place=["El Fasher"], quantity=(3, 3, "attacks")),
        ),
        (
            "Air defences shot down 56 Shahed drones over Kharkiv Oblast.",
            action(None, None, "uav", place=["Kharkiv Oblast"], quantity=(56, 56, None)),
        ),
        (
            "The patrol was subjected to shelling by Russia near Kupiansk.",
            action("Russia", "patrol", "artillery_shell", place=["Kupiansk"]),
        ),
        ("Iran used drones to attack Saudi Arabia.", action("Iran", "Saudi Arabia", "uav")),
        ("Fighting intensified in Khartoum.", action(None, None, place=["Khartoum"])),
        (
            "Government troops clashed with RSF fighters in Omdurman.",
            action("Government troops", "Rapid Support Forces", place=["Omdurman"]),
        ),
        (
            "Pakistan said that India had lost five jets.",
            action(None, "India", "aircraft", quantity=(5, 5, None)),
        ),
        (
            "Israel accused Hamas of firing 26 rockets at Israel.",
            action("Hamas", "Israel", "rocket_artillery", quantity=(26, 26, None)),
        ),
    ],
)
def test_a_sentence_tells_who_struck_what_with_what(
    rows: Rows, sentence: str, expected: dict[str, Any]
) -> None:
    assert actions(rows(sentence)) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "M23 fighters seized the mining town of Rubaya.",
            action("M23", "Democratic Republic of the Congo", place=["Rubaya"]),
        ),
        (
            "The town of Lashio fell to the MNDAA.",
            action("Myanmar National Democratic Alliance Army", "Myanmar", place=["Lashio"]),
        ),
        (
            "Russian forces captured the village of Zelene in Donetsk Oblast.",
            action("Russia", "Ukraine", place=["Zelene", "Donetsk Oblast"]),
        ),
    ],
)
def test_ground_is_taken_from_the_state_that_it_lies_in(
    rows: Rows, sentence: str, expected: dict[str, Any]
) -> None:
    assert actions(rows(sentence)) == [expected]


def test_what_was_shot_down_is_the_launchers(rows: Rows) -> None:
    found = actions(rows("Russia launched 77 drones at Ukraine, and 56 were shot down over Kharkiv Oblast."))
    assert [(row["attacker"], row["target"], row["weapons"], row["quantity"]) for row in found] == [
        (["Russia"], ["Ukraine"], ["uav"], (77, 77, None)),
        (["Ukraine"], ["Russia"], ["uav"], (56, 56, None)),
    ]


def test_the_attack_takes_up_the_one_told_before(rows: Rows) -> None:
    found = actions(
        rows(
            "Gunmen opened fire at a ceremony in Kabul.",
            "The Islamic State claimed responsibility for the attack.",
        )
    )
    assert found == [
        action("gunmen", "ceremony", "small_arms", place=["Kabul"]),
        action("Islamic State", "ceremony", place=["Kabul"]),
    ]


def test_an_attack_that_somebody_claims_stands_beside_its_toll(rows: Rows) -> None:
    found = rows("A bomb attack claimed by the Islamic State killed two soldiers in Manbij.")
    assert actions(found) == [action("Islamic State", "soldiers", "bomb", place=["Manbij"])]
    assert [row["type"] for row in found] == ["armed_action", "casualties"]


def test_the_enemy_is_the_other_side_of_a_communique(rows: Rows) -> None:
    found = rows(
        "The General Staff of the Armed Forces of Ukraine reports on the Russian invasion.",
        "The enemy attacked near Kupiansk.",
    )
    assert [row["attacker"] for row in actions(found)] == [["Russia"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics attacked the budget on Monday.",
        "Apple's new phone hit the market in September.",
        "The company launched a new missile-shaped perfume in Paris.",
        "The farm used drones to map its fields.",
        "Workers at the port began a strike on Tuesday, the union said.",
        "The striker fired a shot into the net.",
        "The minister fired back at his critics in parliament.",
        "The government took control of the bank.",
        "The film captured the hearts of millions of people.",
        "The prime minister was under attack over the scandal.",
        "Berlin sent 40 drones to Kyiv.",
        "The United States stopped arming militants battling Islamic State in Syria.",
    ],
)
def test_sport_business_and_metaphor_are_no_armed_action(rows: Rows, sentence: str) -> None:
    assert actions(rows(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "India has launched a series of strikes on camps in Pakistan.",
            action("India", "camps", place=["Pakistan"]),
        ),
        (
            "American forces in Syria sustained their deadliest attack on Monday.",
            action(None, "United States"),
        ),
        (
            "Yemen's Houthi drones struck a refinery in Saudi Arabia.",
            action("Houthis", "refinery", "uav", place=["Saudi Arabia"]),
        ),
    ],
)
def test_an_attack_is_of_who_makes_it_and_on_whom_it_befalls(
    rows: Rows, sentence: str, expected: dict[str, Any]
) -> None:
    (row,) = actions(rows(sentence))

    assert {key: value for key, value in row.items() if key != "date"} == expected


def test_a_drone_that_flies_in_takes_no_ground(rows: Rows) -> None:
    assert actions(rows("An Iranian drone entered Israeli territory from Syria.")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Syria said it had eliminated its chemical arsenal.",
        "Nobody can prevent militants from gaining possession of rockets.",
        "Iran accused militants of gaining possession of rockets.",
    ],
)
def test_arms_of_ones_own_and_arms_one_gets_are_no_ground_and_no_target(rows: Rows, sentence: str) -> None:
    assert [row for row in rows(sentence) if row["type"] == "armed_action"] == []


def test_who_loses_control_lost_it_to_whom_it_names(rows: Rows) -> None:
    (row,) = rows("The Congolese army lost control of Goma to M23 rebels.")

    assert (row["attacker"], row["target"]) == (["M23"], ["Congolese army"])


def test_the_waters_that_a_missile_came_from_fired_nothing(rows: Rows) -> None:
    (row,) = rows("Iran also launched a missile from near the Gulf of Oman that could fly 1,200 miles.")

    assert row["attacker"] == ["Iran"]


def test_who_ambushes_their_vehicles_is_not_ambushed(rows: Rows) -> None:
    found = rows("Policemen were on patrol when militants ambushed their vehicles near Harsk on Monday.")

    assert [(row["attacker"], row.get("target")) for row in found] == [(["militants"], None)]


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Nigeria's Islamist group Boko Haram attacked a village near Maiduguri.", ["Boko Haram"]),
        ("Colombian rebel group the People's Army shelled a post in Arauca.", ["Colombian rebel group"]),
        ("Lebanon's powerful Hezbollah movement shelled an outpost near Metula.", ["Hezbollah"]),
    ],
)
def test_the_state_that_a_group_is_in_does_not_attack(rows: Rows, sentence: str, doers: list[str]) -> None:
    assert [row["attacker"] for row in rows(sentence)] == [doers]


def test_a_bomb_that_a_group_sets_off_is_no_troop_movement(rows: Rows) -> None:
    found = rows("The group al Shabaab set off a car bomb at a checkpoint near Mogadishu.")

    assert [(row["type"], row["attacker"]) for row in found] == [("armed_action", ["al-Shabaab"])]


def test_a_man_with_a_bomb_is_no_aircraft(rows: Rows) -> None:
    found = rows("Witnesses ran when the bomber detonated his explosives in Mogadishu.")

    assert [row.get("weapons") for row in found] == [None]
