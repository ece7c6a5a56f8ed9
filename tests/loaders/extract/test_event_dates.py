"""Which date of a sentence is the event's."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind


def dates_of(sentence: str) -> list[tuple[Any, ...]]:
    """Return outcome or action and first and last day and precision of each claim that a sentence makes."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(sentence)),)
    document = extract(Article(text=sentence, published="2024-12-03", language="en", zones=zones))
    return [
        (c.outcome or c.action or c.transfer_stage, *_days(c.date))
        for c in sorted(document.claims, key=lambda c: c.evidence.start)
    ]


def _days(date: Any) -> tuple[str | None, ...]:
    if date is None:
        return (None,)
    return (date.start.isoformat(), None if date.end is None else date.end.isoformat(), date.precision)


@pytest.mark.parametrize(
    "sentence",
    [
        "On 7 November, President Zelenskyy stated that North Korean soldiers had already suffered losses.",
        "A police spokesman said on Friday that three people had been killed in Kharkiv.",
        "Three people were killed in Kharkiv, a police spokesman said on Friday.",
        "The army told reporters on Monday three people had been killed in Kharkiv.",
    ],
)
def test_the_day_of_the_saying_is_not_the_event_s(sentence: str) -> None:
    assert [row[1:] for row in dates_of(sentence)] == [(None,)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Three people were killed in Kharkiv on Monday, a police spokesman said on Tuesday.",
            [("killed", "2024-12-02", "2024-12-02", "day")],
        ),
        (
            "The governor said that on Sunday two drones struck a school in Sumy.",
            [("strike", "2024-12-01", "2024-12-01", "day")],
        ),
        (
            "Overnight, the governor said, Russia launched 40 drones at Odesa.",
            [("launch", "2024-12-02", "2024-12-03", "night")],
        ),
        (
            "A missile killed five people in Dnipro on the night of 1-2 December.",
            [("killed", "2024-12-01", "2024-12-02", "night")],
        ),
        (
            "Five people were killed in Monday's attack, police said.",
            [("killed", "2024-12-02", "2024-12-02", "day")],
        ),
    ],
)
def test_the_day_of_the_event_s_own_clause_is_taken(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert dates_of(sentence) == expected


def test_the_day_of_a_raid_is_that_of_its_toll() -> None:
    assert [row[1] for row in dates_of("Tuesday's suicide bombing killed 5 people.")] == ["2024-12-03"]


def test_a_day_at_the_head_holds_for_all_that_the_sentence_tells() -> None:
    found = dates_of("On Monday a missile hit a depot in Sumy, killing two people and wounding five.")

    assert found == [
        ("strike", "2024-12-02", "2024-12-02", "day"),
        ("killed", "2024-12-02", "2024-12-02", "day"),
        ("wounded", "2024-12-02", "2024-12-02", "day"),
    ]


def test_the_month_at_the_head_of_a_count_is_that_of_what_is_counted() -> None:
    found = dates_of("In May, the UN documented that 40 civilians were killed in Sudan.")

    assert found == [("killed", "2024-05-01", "2024-05-31", "month")]


def test_since_a_day_is_open_at_the_end() -> None:
    found = dates_of("More than 10,000 civilians have been killed since 24 February 2022, the UN said.")

    assert found == [("killed", "2022-02-24", None, "since")]


def test_since_what_began_on_a_day_is_open_at_the_end() -> None:
    found = dates_of("More than 10,000 civilians have been killed since the fighting began on 8 July.")

    assert found == [("killed", "2024-07-08", None, "since")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Germany announced on Friday that it would deliver 10 tanks to Ukraine in March.",
            ("2025-03-01", "2025-03-31", "month"),
        ),
        ("Germany promised on Friday to send Ukraine 10 tanks.", (None,)),
    ],
)
def test_a_pledge_has_the_day_of_the_delivery_or_none(sentence: str, expected: tuple[Any, ...]) -> None:
    assert [row[1:] for row in dates_of(sentence)] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The army killed 12 militants before Monday's ceasefire.",
        "As of last week, 30 soldiers had been wounded.",
        "Fewer civilians were killed than in May.",
        "Nine guards have died in an ambush as violence threatens to disrupt Friday's election.",
    ],
)
def test_a_day_that_only_bounds_or_compares_is_none_of_the_event(sentence: str) -> None:
    assert [row[1:] for row in dates_of(sentence)] == [(None,)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Turkey shelled Afrin on Monday, two days after rebels shot down a helicopter in Idlib.",
            "2024-11-30",
        ),
        ("Rebels attacked a base on Sunday, a day after Turkey shelled Afrin.", "2024-11-30"),
        (
            "On Monday, hours after rebels captured Goma, gunmen attacked an embassy in Kinshasa.",
            "2024-12-02",
        ),
        ("Turkey shelled Afrin on Monday, a week after rebels shot down a helicopter in Idlib.", None),
        (
            "The navy sank a boat on Thursday, less than one month after Iran shot down an American drone.",
            None,
        ),
        ("The army shelled Idlib on Thursday after rebels killed two soldiers in Aleppo.", None),
        ("Israel struck Hodeidah on Saturday in retaliation for an attack that killed a man in Haifa.", None),
    ],
)
def test_what_came_before_has_the_day_that_is_told_of_it(sentence: str, expected: str | None) -> None:
    days = [row[1] for row in dates_of(sentence)]
    told = days[0] if sentence.startswith("On ") else days[-1]
    assert told == expected


def test_what_harmed_people_was_on_the_day_on_which_they_died() -> None:
    sentence = "Three people were killed on Friday after a gunman opened fire at a mosque in Lahore."
    assert {row[1] for row in dates_of(sentence)} == {"2024-11-29"}
