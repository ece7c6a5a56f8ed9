"""Deployments: whose troops, whom they join, where and how many; and fights that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def deployments(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the deployments among some rows, without type, speakers and status."""
    hidden = {"type", "by", "status"}
    return [
        {key: value for key, value in row.items() if key not in hidden}
        for row in found
        if row["type"] == "deployment"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "North Korea has sent about 10,000 troops to Russia for training.",
            {
                "force": ["North Korea"],
                "host": ["Russia"],
                "place": ["Russia"],
                "quantity": (10000, 10000, None),
            },
        ),
        (
            "NATO has deployed four battlegroups to Romania.",
            {
                "force": ["NATO"],
                "host": ["Romania"],
                "place": ["Romania"],
                "quantity": (4, 4, "battlegroups"),
            },
        ),
        (
            "Germany will station a permanent brigade of 4,800 soldiers in Lithuania.",
            {
                "force": ["Germany"],
                "host": ["Lithuania"],
                "place": ["Lithuania"],
                "quantity": (4800, 4800, None),
            },
        ),
        (
            "About 4,000 Ukrainian recruits are being trained in Britain.",
            {
                "force": ["Ukraine"],
                "host": ["United Kingdom"],
                "place": ["United Kingdom"],
                "quantity": (4000, 4000, None),
            },
        ),
        (
            "The last 1,000 American soldiers have left Niger.",
            {
                "force": ["United States"],
                "host": ["Niger"],
                "place": ["Niger"],
                "quantity": (1000, 1000, None),
            },
        ),
        (
            "Russia is using North Korean soldiers in assaults near Sudzha.",
            {"force": ["North Korea"], "host": ["Russia"], "place": ["Sudzha"]},
        ),
        (
            "Washington dispatched two destroyers to the Red Sea.",
            {"force": ["United States"], "place": ["Red Sea"], "quantity": (2, 2, "destroyers")},
        ),
        (
            "Russia has massed 50,000 soldiers, including North Koreans, near Sudzha.",
            {"force": ["Russia", "North Korea"], "place": ["Sudzha"], "quantity": (50000, 50000, None)},
        ),
    ],
)
def test_a_sentence_says_whose_troops_go_where(rows: Rows, sentence: str, expected: dict[str, Any]) -> None:
    assert deployments(rows(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sudan's army has been fighting the Rapid Support Forces in Khartoum.",
        "Militants fought soldiers in the town for hours.",
        "Three gunmen rushed inside the hotel.",
        "The Rapid Support Forces entered the town of Nyala.",
        "The soldiers of the unit based at Fort Bragg are brave.",
        "Ukraine took the village without sending any soldiers.",
        "Iran transferred dozens of fighters to a prison in Tehran.",
        "Russia sent 90 drones to Kyiv overnight.",
        "Seoul will send Kyiv 20 tanks.",
        "The embassy urged Americans to leave the country at once.",
        "Eight American soldiers diagnosed with concussions arrived in Germany.",
        "The rebels appear to be winning in Aleppo.",
        "One of the jets was brought down over Idlib.",
        "A captain flew helicopters in Afghanistan for years.",
        "Two fighters were moved out of a detention centre in Syria.",
        "Hezbollah pulled out of the coalition.",
        "American units are trained to fight abroad.",
    ],
)
def test_fights_launches_and_gifts_are_no_deployments(rows: Rows, sentence: str) -> None:
    assert deployments(rows(sentence)) == []


def test_the_host_named_once_holds_for_the_whole_article(rows: Rows) -> None:
    found = deployments(
        rows(
            "North Korean soldiers have been integrated into Russian units.",
            "Pyongyang will send another 3,000 soldiers, Seoul said.",
        )
    )
    assert [(row["force"], row["host"]) for row in found] == [(["North Korea"], ["Russia"])] * 2


def test_at_home_a_force_has_no_host(rows: Rows) -> None:
    found = deployments(
        rows(
            "Syrian soldiers crossed into Iraq on Monday.", "Syrian soldiers retreated from Homs on Tuesday."
        )
    )
    assert [row.get("host") for row in found] == [["Iraq"], None]


def test_who_is_left_was_the_host(rows: Rows) -> None:
    found = deployments(rows("Burundian soldiers are withdrawing from South Kivu."))

    assert [(row["force"], row["host"]) for row in found] == [
        (["Burundi"], ["Democratic Republic of the Congo"])
    ]


def test_a_host_named_elsewhere_is_none_in_a_third_country(rows: Rows) -> None:
    found = deployments(
        rows("American soldiers joined Libyan forces in Benghazi.", "American marines withdrew from Kabul.")
    )

    assert [row.get("host") for row in found] == [["Libya"], ["Afghanistan"]]


def test_a_figure_of_troops_makes_a_claim_of_a_noun(rows: Rows) -> None:
    found = deployments(
        rows("The town matters because of the presence of 10,000 Burundian soldiers in South Kivu.")
    )

    assert [(row["force"], row["quantity"]) for row in found] == [(["Burundi"], (10000, 10000, None))]


def test_an_enemy_hosts_nobody(rows: Rows) -> None:
    found = deployments(rows("Israeli soldiers remain in the south of Lebanon."))
    assert [(row["force"], row.get("host")) for row in found] == [(["Israel"], None)]


def test_they_are_the_troops_told_of_before(rows: Rows) -> None:
    found = deployments(
        rows(
            "Kenya sent 400 police officers to Haiti in June. A further 200 others have been deployed since."
        )
    )
    assert [(row["force"], row["quantity"]) for row in found] == [
        (["Kenya"], (400, 400, None)),
        (["Kenya"], (200, 200, None)),
    ]


def test_ships_carry_the_soldiers_of_another(rows: Rows) -> None:
    found = deployments(
        rows(
            "North Korea has begun sending special forces to Russia.",
            "Seven Russian naval vessels carried around 1,500 soldiers to Vladivostok.",
        )
    )
    assert found[1] == {
        "force": ["North Korea"],
        "host": ["Russia"],
        "place": ["Vladivostok"],
        "quantity": (1500, 1500, None),
    }


def test_troops_that_nobody_owns_are_left_out(rows: Rows) -> None:
    assert deployments(rows("Thousands of soldiers were deployed to guard the parliament.")) == []


def test_a_minister_who_says_what_troops_will_do_speaks_of_his_own(rows: Rows) -> None:
    found = deployments(rows("Israel's defence ministry said troops would remain in the border zone."))
    assert [row["force"] for row in found] == [["Israel"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Rome will maintain its current force of 900 soldiers in Niger.",
            {"force": ["Italy"], "host": ["Niger"], "place": ["Niger"], "quantity": (900, 900, None)},
        ),
        (
            "Britain would cut its 1,200 troops in Kuwait to 400.",
            {
                "force": ["United Kingdom"],
                "host": ["Kuwait"],
                "place": ["Kuwait"],
                "quantity": (400, 400, None),
            },
        ),
        (
            "Spanish troop levels in Latvia have fallen to 250.",
            {"force": ["Spain"], "host": ["Latvia"], "place": ["Latvia"], "quantity": (250, 250, None)},
        ),
        (
            "Hundreds of U.S. special operations troops are working with the Somali army near Kismayo.",
            {
                "force": ["United States"],
                "host": ["Somali army"],
                "place": ["Kismayo"],
                "quantity": (None, None, None),
            },
        ),
        (
            "Macron decided to pull French forces out of Chad.",
            {"force": ["France"], "host": ["Chad"], "place": ["Chad"]},
        ),
        (
            "Some 400 Chadian fighters are fighting for Putin in Donetsk.",
            {"force": ["fighters"], "host": ["Russia"], "place": ["Donetsk"], "quantity": (400, 400, None)},
        ),
        (
            "The United States has deployed a THAAD system to South Korea.",
            {"force": ["United States"], "host": ["South Korea"], "place": ["South Korea"]},
        ),
    ],
)
def test_levels_partners_and_arms_with_their_crews(
    rows: Rows, sentence: str, expected: dict[str, Any]
) -> None:
    assert deployments(rows(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "A team of the Red Cross is in Aleppo.",
        "The senate authorised the use of force in Yemen.",
        "A Turkish patrol came under fire near Manbij.",
        "A rocket hit the base where they were stationed in Iraq.",
        "Taliban fighters and Afghan officers were engaged in talks in Doha.",
        "Militants fled Kano after the raid.",
    ],
)
def test_talks_force_and_flight_are_no_deployments(rows: Rows, sentence: str) -> None:
    assert deployments(rows(sentence)) == []
