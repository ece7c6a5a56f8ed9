"""Who and how many a list of those who suffered names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


def victims_of(found: list[dict[str, Any]]) -> list[tuple[list[str], Any]]:
    """Return the victims and the number of each claim of casualties."""
    return [(row["victim"], row.get("quantity", (None,))[0]) for row in found if row["type"] == "casualties"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Colonel Ahmed Farouk and two others were killed in a bombing in Mosul on Monday.",
            [(["Ahmed Farouk"], 3)],
        ),
        ("Gunmen killed police chief Ahmed Farouk and three others in Mosul.", [(["Ahmed Farouk"], 4)]),
        ("Ahmed Farouk and several others were killed in Mosul.", [(["Ahmed Farouk"], None)]),
        ("Ivan Petrov and their son were killed by a missile in Kharkiv.", [(["Ivan Petrov"], None)]),
    ],
)
def test_a_person_by_name_counts_with_those_beside_him(
    rows: Rows, sentence: str, expected: list[Any]
) -> None:
    assert victims_of(rows(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("One of the group's leaders, Abu Salim, was killed in an airstrike in Idlib.", [(["Abu Salim"], 1)]),
        (
            "A drone strike killed one of Iran's most powerful commanders, Hassan Rezai, in Baghdad.",
            [(["Hassan Rezai"], 1)],
        ),
        ("One of the soldiers, who was on leave, was killed in Idlib.", [(["soldiers"], 1)]),
    ],
)
def test_one_of_many_is_who_is_named_behind_them(rows: Rows, sentence: str, expected: list[Any]) -> None:
    assert victims_of(rows(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Two soldiers and a civilian were killed in the shelling of Donetsk.",
            [(["soldiers"], 2), (["civilian"], 1)],
        ),
        (
            "A policeman, two soldiers and 11 militants were killed in the clash near Tikrit.",
            [(["policeman"], 1), (["soldiers"], 2), (["militants"], 11)],
        ),
        ("Two people, a soldier and a civilian, were killed in Donetsk.", [(["people"], 2)]),
    ],
)
def test_each_counted_item_of_a_list_is_a_claim(rows: Rows, sentence: str, expected: list[Any]) -> None:
    assert victims_of(rows(sentence)) == expected
