"""How a question in plain words is understood."""

from __future__ import annotations

import pytest

from service.index.words import normalised, units

NAMES = frozenset({"north korean", "north korea", "kursk oblast", "kursk", "us", "kn 23", "moscow", "troops"})


def _shown(question: str) -> list[tuple[str, bool]]:
    return [(unit.shown, unit.is_name) for unit in units(question, NAMES.__contains__)]


@pytest.mark.parametrize(
    ("question", "looked_for"),
    [
        ("who said what about North Korean troops", [("North Korean", True), ("troops", False)]),
        (
            "Who denied losses in the Kursk Oblast?",
            [("denied", False), ("losses", False), ("Kursk Oblast", True)],
        ),
        ("what did the US tell us", [("US", True)]),
        ("KN-23 missiles", [("KN 23", True), ("missiles", False)]),
        (
            '"fighting alongside" Moscow\'s men',
            [("fighting alongside", True), ("Moscow", True), ("men", False)],
        ),
        ("who said what?", []),
        ("", []),
        ("troops troops TROOPS", [("TROOPS", False)]),
        ("Moscow's troops in Kursk", [("Moscow", True), ("troops", False), ("Kursk", True)]),
        ('"?!"', []),
    ],
)
def test_a_question_is_names_and_words_without_its_frame(
    question: str, looked_for: list[tuple[str, bool]]
) -> None:
    assert _shown(question) == looked_for


def test_a_word_is_looked_for_with_its_synonyms() -> None:
    (unit,) = units("soldiers", NAMES.__contains__)

    assert unit.match == (
        '("soldiers" OR "troop" OR "soldier" OR "servicemen" OR "personnel" OR "fighter" OR "force" OR "army"'
        ' OR "military")'
    )


def test_a_name_is_compared_without_case_accents_and_signs() -> None:
    assert normalised("  Pokróvsk-Śląsk, D.P.R.K. ") == "pokrovsk slask d p r k"
