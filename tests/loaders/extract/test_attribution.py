"""Who says a claim: chains of speakers and carriers, and where one sayer's words end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]

BY = list[str]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Three soldiers were killed, Ihor Bondar, a policeman, told Reuters.", ["Ihor Bondar", "Reuters"]),
        ("Six men were wounded, Petro Lys, 54, told the channel Steppe Live.", ["Petro Lys", "Steppe Live"]),
        ("Six missiles hit the port of Odesa, say residents, in order to stop it.", ["residents"]),
        ("CNN, citing two officials, reported that 40 soldiers had been killed.", ["officials", "CNN"]),
        ("According to the mayor, Oksana Lys, the army told her that 30 had died.", ["army", "Oksana Lys"]),
        ("The police confirmed that four people were killed.", ["police"]),
        ("Norway, at the same meeting, pledged six tanks to Ukraine.", ["Norway"]),
        ("The Trump administration said Iran fired 20 missiles at the base.", ["Trump administration"]),
        (
            "In an interview with Al-Manar television, Joseph Aoun said Israel fired missiles at Tyre.",
            ["Joseph Aoun", "Al-Manar"],
        ),
        (
            "Yahya Saree said in a statement broadcast by Al-Masirah that the Houthis fired at Eilat.",
            ["Yahya Saree", "Al-Masirah"],
        ),
        (
            "Russia fired 20 missiles at Kyiv, according to Polish officials citing data from Ukraine.",
            ["Ukraine", "Polish officials"],
        ),
        ("Some 824 Russian soldiers die each day, according to Ukrainian updates.", ["Ukraine"]),
        ("A brief statement from the ministry said 20 people were killed.", ["ministry"]),
        ("A warship detected a missile that hit a tanker off Fujairah, the navy said.", ["navy"]),
        ("Kenya has decided to send 300 soldiers to Haiti.", ["Kenya"]),
        ("Officials said that Kenya had decided to send 300 soldiers to Haiti.", ["officials"]),
        (
            "Barack Obama will announce plans to send 300 soldiers to Haiti, senior officials said.",
            ["senior officials"],
        ),
        (
            "IRNA quoted Abbas Araghchi as saying that Israel had killed 20 soldiers.",
            ["Abbas Araghchi", "IRNA"],
        ),
        (
            "City hall in Luhansk, which rebels hold, said five people were killed.",
            ["City hall in Luhansk"],
        ),
        ("Drones killed 20 people in Yemen, a former minister argued Sunday.", ["former minister"]),
        ("Two men were shot dead, the group estimates, in the raid.", ["group"]),
        (
            "The daughter of Qassem Soleimani said that 20 soldiers were killed.",
            ["daughter of Qassem Soleimani"],
        ),
        ("Attorney General Eric Holder said 20 men were killed in Yemen.", ["Eric Holder"]),
        ("Residents said that five people were killed.", ["residents"]),
    ],
)
def test_the_original_speaker_stands_first_and_carriers_follow(rows: Rows, sentence: str, by: BY) -> None:
    assert [row["by"] for row in rows(sentence)] == [by]


def test_clauses_that_are_joined_keep_a_sayer_each(rows: Rows) -> None:
    found = rows(
        "The government speaks of 300 dead, the Red Cross counted 288 bodies, "
        "and the United Nations said that 200 people had been killed."
    )
    assert [(row["by"], row["quantity"]) for row in found] == [
        (["government"], (300, 300, None)),
        (["Red Cross"], (288, 288, None)),
        (["United Nations"], (200, 200, None)),
    ]


def test_a_source_covers_its_own_side_of_while(rows: Rows) -> None:
    found = rows(
        "The army killed at least 133 people, according to Human Rights Watch, "
        "while survivors put the dead at 400."
    )
    assert [row["by"] for row in found] == [["Human Rights Watch"], ["survivors"]]


def test_who_speaks_for_a_state_is_no_link_of_a_chain_with_it(rows: Rows) -> None:
    found = rows(
        "The Kremlin's spokesman said Moscow was aware of reports that three soldiers had been killed."
    )
    assert [row["by"] for row in found] == [["Kremlin's spokesman"]]


def test_who_confirmed_also_said(rows: Rows) -> None:
    found = rows("The police confirmed that four people were killed and said three soldiers were wounded.")
    assert [row["by"] for row in found] == [["police"], ["police"]]


@pytest.mark.parametrize(
    "sentence",
    ["Our teams verified 41 deaths.", "No experts believe that 500 soldiers were killed."],
)
def test_those_who_write_and_nobody_are_no_sayers(rows: Rows, sentence: str) -> None:
    assert [row.get("by") for row in rows(sentence)] == [None]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("The UN's figure is 900 dead.", ["United Nations"]),
        ("By the Air Force's count, Russia launched 2,600 drones at Ukraine.", ["Air Force"]),
        ("A woman was killed, according to information verified by the Red Cross.", ["Red Cross"]),
    ],
)
def test_an_account_is_said_by_its_owner(rows: Rows, sentence: str, by: BY) -> None:
    assert [row["by"] for row in rows(sentence)] == [by]


def test_the_floor_is_kept_by_what_takes_it_up_and_lost_to_narration(rows: Rows) -> None:
    found = rows(
        "Petro Hnatiuk, the governor, said a rocket struck a hospital in Kharkiv. It killed two women. "
        "Russia has moved 2,000 troops to Belgorod."
    )
    assert [row.get("by") for row in found] == [["Petro Hnatiuk"], ["Petro Hnatiuk"], None]


def test_a_quotation_goes_on_over_paragraphs(rows: Rows) -> None:
    found = rows(
        '"They shot three men," said Ihor Bondar, a farmer near Sumy.', '"Then they took ten prisoners."'
    )
    assert [row["by"] for row in found] == [["Ihor Bondar"], ["Ihor Bondar"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hamas responded by launching rockets at Israel.",
        "As the United States sends tanks to Ukraine, the minister said on Saturday that he was glad.",
        "As the president spoke, police officers shot dead two men.",
        "Five people were killed in a raid that took place according to an order.",
    ],
)
def test_what_nobody_says_is_the_article_s_own(rows: Rows, sentence: str) -> None:
    assert [row.get("by") for row in rows(sentence)] == [None]


def test_a_statement_said_again_is_the_words_of_who_made_it(rows: Rows) -> None:
    found = rows("The Central Command said it bombed Mosul. The statement said 20 men were killed.")

    assert [row["by"] for row in found] == [["Central Command"], ["Central Command"]]
