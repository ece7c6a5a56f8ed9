"""Who speaks: persons by their full name, bodies that are taken up, unnamed sources as they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Two US officials said that eight soldiers were killed.", "US officials"),
        ("A senior US official said that eight soldiers were killed.", "senior US official"),
        ("Three unnamed security sources said that eight soldiers were killed.", "security sources"),
        ("The club said that eight soldiers were killed.", "club"),
        ("Syria's opposition said that eight soldiers were killed.", "Syria's opposition"),
        ("Eight soldiers were killed, KTV9 reports.", "KTV9"),
    ],
)
def test_an_unnamed_source_is_called_what_the_text_calls_it(rows: Rows, sentence: str, speaker: str) -> None:
    assert [row["by"] for row in rows(sentence)] == [[speaker]]


@pytest.mark.parametrize(
    ("sentences", "by"),
    [
        (
            "A police officer in Kharkiv said two women were killed. He added that five were wounded.",
            ["police officer in Kharkiv", "police officer in Kharkiv"],
        ),
        (
            "Hezbollah said four of its men had died. The group said that two soldiers were killed.",
            ["Hezbollah", "Hezbollah"],
        ),
        (
            "The Israeli army said two fighters were killed. It said a soldier was wounded.",
            ["Israeli army", "Israeli army"],
        ),
        (
            "Kim Min-su, a lawmaker, said 300 soldiers were killed. Kim said 40 soldiers were missing.",
            ["Kim Min-su", "Kim Min-su"],
        ),
    ],
)
def test_pronouns_surnames_and_the_group_mean_who_spoke(rows: Rows, sentences: str, by: list[str]) -> None:
    assert [speaker for row in rows(sentences) for speaker in row["by"]] == by


def test_what_was_found_dead_does_not_speak(rows: Rows) -> None:
    found = rows("Washington said it was aware of reports of a US citizen being killed in the attack.")
    assert [row["by"] for row in found] == [["United States"]]


def test_who_says_it_is_not_taken_for_a_victim(rows: Rows) -> None:
    found = rows(
        "Three soldiers were killed near Sumy, Ihor Bondar, a police officer in the town, told Reuters."
    )
    assert [(row["by"], row["victim"]) for row in found] == [(["Ihor Bondar", "Reuters"], ["soldiers"])]


def test_a_sayer_can_be_a_victim(rows: Rows) -> None:
    found = rows("Petro Hnatiuk said he was wounded by a drone near Sumy on 12 November.")
    assert [row["by"] for row in found] == [["Petro Hnatiuk"]]
