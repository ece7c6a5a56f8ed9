"""Verbs that the tagger takes for nouns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Pakistan denies that it has promised Iran missiles.", "denied"),
        ("Moscow denies that it strikes civilians.", "denied"),
        ("Rwanda denies that it has sent soldiers to Goma.", "denied"),
    ],
)
def test_a_denial_in_the_present_is_never_stored_as_a_fact(rows: Rows, sentence: str, status: str) -> None:
    assert {row["status"] for row in rows(sentence)} == {status}


def test_a_denial_joined_to_another_saying_stays_a_denial(rows: Rows) -> None:
    found = rows("Kyiv says 38 wounded in Kharkiv strike as Moscow denies targeting homes.")

    assert [(row["type"], row["status"]) for row in found] == [
        ("casualties", "claimed"),
        ("armed_action", "denied"),
    ]


def test_shot_down_at_the_head_of_a_sentence_is_a_verb(rows: Rows) -> None:
    found = rows("Ukraine shot down 102 Russian missiles on Monday, the Air Force said.")

    assert [(row["attacker"], row["weapons"], row["quantity"]) for row in found] == [
        (["Ukraine"], ["missile"], (102, 102, None))
    ]


def test_what_a_speaker_adds_is_not_under_what_he_does_not_know(rows: Rows) -> None:
    found = rows(
        "He said Kenya did not know who was behind the raid, adding that Ghana shelled Harsk on Monday."
    )

    assert [(row["attacker"], row["status"]) for row in found if row.get("attacker")] == [
        (["Ghana"], "claimed")
    ]
