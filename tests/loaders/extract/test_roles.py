"""Triggers: which predicates and figures of a sentence fit a frame, and what fills their roles."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.extract.nominals import Reader
from loaders.extract.parser import language_model
from loaders.extract.passages import parse
from loaders.extract.roles import triggers
from loaders.extract.scene import Scene
from loaders.model import Article, Zone, ZoneKind

DAY = date(2024, 12, 3)
NOTHING: dict[str, list[str]] = {}
NO_TRIGGERS: list[tuple[str, dict[str, list[str]]]] = []


def roles_of(text: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the frames that a sentence fits, each with the words that fill its roles."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    article = Article(text=text, published=DAY.isoformat(), language="en", zones=zones)
    (passage,) = parse(article, language_model(), DAY)
    reader = Reader(Scene(published=DAY), passage)
    return [
        (
            trigger.frame.name,
            {role: [token.text for token in tokens] for role, tokens in trigger.roles.items() if tokens},
        )
        for sentence in passage.doc.sents
        for trigger in triggers(reader, sentence)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The rebels shot down two drones.",
            [("armed_action:shoot-down", {"attacker": ["rebels"], "intercepted": ["drones"]})],
        ),
        (
            "Two soldiers were killed by rebels.",
            [("casualties:kill", {"perpetrator": ["rebels"], "victim": ["soldiers"]})],
        ),
        (
            "The rebels stopped 14 attacks.",
            [
                ("armed_action:stop", {"target": ["rebels"], "repelled": ["attacks"]}),
                ("armed_action:attack", NOTHING),
            ],
        ),
        (
            "The patrol came under attack.",
            [("armed_action:attack", {"target": ["patrol"]})],
        ),
        ("The report struck a hopeful note.", NO_TRIGGERS),
    ],
)
def test_a_predicate_has_its_phrases_by_role(
    sentence: str, expected: list[tuple[str, dict[str, list[str]]]]
) -> None:
    assert roles_of(sentence) == expected


def test_a_figure_counts_people_once() -> None:
    assert [name for name, _ in roles_of("The raid left 12 soldiers dead.")] == [
        "armed_action:raid",
        "casualties:toll",
    ]


def test_two_verbs_for_the_same_people_are_one() -> None:
    names = [name for name, _ in roles_of("The rebels killed or wounded 30 soldiers.")]
    assert names == ["casualties:kill"]


def test_what_describes_the_object_of_another_strike_is_none() -> None:
    names = [name for name, _ in roles_of("The army has intercepted 549 rockets fired at the town.")]
    assert names == ["armed_action:intercept"]
