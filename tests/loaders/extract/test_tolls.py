"""Figures of people that stand without a verb of their own, or for what was told before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def figures(found: list[dict[str, Any]]) -> list[tuple[str, str, int | None]]:
    """Return the tolls among some rows: victim, outcome, lowest figure."""
    return [
        (row["victim"][0], row["outcome"], row["quantity"][0] if "quantity" in row else None)
        for row in found
        if row["type"] == "casualties"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The mayor spoke of four dead and 55 injured in Izium.",
            [("people", "killed", 4), ("people", "wounded", 55)],
        ),
        ("The blast left 12 soldiers dead in Mogadishu.", [("soldiers", "killed", 12)]),
        ("Eight people remain missing in Izium.", [("people", "missing", 8)]),
        ("Rescuers recovered nine bodies from the rubble in Nuseirat.", [("people", "killed", 9)]),
        (
            "Thirteen South African peacekeepers were among those killed in Goma.",
            [("South Africa", "killed", 13)],
        ),
        ("Pakistani officials put their dead since Wednesday at 36.", [("Pakistan", "killed", 36)]),
        (
            "The strike on Gaza killed 30 people, taking the total to 51,025.",
            [("people", "killed", 30), ("people", "killed", 51025)],
        ),
        (
            "The mission counted 174 civilians killed and 690 injured in May, up from 168 and 659.",
            [
                ("civilians", "killed", 174),
                ("civilians", "wounded", 690),
                ("civilians", "killed", 168),
                ("civilians", "wounded", 659),
            ],
        ),
        ("The death toll has topped 1,600.", [("people", "killed", 1600)]),
    ],
)
def test_a_figure_is_read_with_what_it_counts(
    rows: Rows, sentence: str, expected: list[tuple[str, str, int | None]]
) -> None:
    assert figures(rows(sentence)) == expected


def test_a_bare_figure_stands_for_those_told_before(rows: Rows) -> None:
    found = rows(
        "Six soldiers were killed on Wednesday in Maroun.", "A television station had spoken of seven."
    )
    assert figures(found) == [("soldiers", "killed", 6), ("soldiers", "killed", 7)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A total of 45 countries attended the meeting.",
        "The debt stood at 400 billion.",
        "The figure was revised up from 13 to 15.",
        "The council spoke of seven.",
        "The hotel was full of guests; five left early.",
    ],
)
def test_a_figure_that_counts_nobody_makes_no_toll(rows: Rows, sentence: str) -> None:
    assert figures(rows(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Three of the 12 soldiers were wounded.", [(3, 3, None)]),
        ("Of the 12 soldiers, three were wounded.", [(3, 3, None)]),
        ("At least 1,000 of the 11,000 troops had been killed.", [(1000, None, None)]),
        ("The UN believed at least 1,000 of the 11,000 troops had been killed.", [(1000, None, None)]),
        ("The 12 soldiers were wounded.", [(12, 12, None)]),
    ],
)
def test_a_part_counts_not_the_whole(
    rows: Callable[..., list[dict[str, Any]]], sentence: str, counts: list[tuple[int, int | None, None]]
) -> None:
    assert [row["quantity"] for row in rows(sentence)] == counts
