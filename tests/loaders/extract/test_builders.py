"""A claim for each counted item of a list, one for a list without figures of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The raid killed 10 soldiers and four policemen in Kunduz.", [10, 4]),
        ("The raid killed a nurse and two drivers in Kunduz.", [1, 2]),
        ("The raid killed 12 soldiers and policemen in Kunduz.", [12]),
        ("Russia launched two ballistic missiles and 77 drones at Ukraine.", [2, 77]),
        ("Hezbollah destroyed two tanks and one armoured vehicle near Aitaroun.", [2, 1]),
        ("Germany sent Ukraine 20 tanks and three howitzers.", [20, 3]),
        ("Iran fired missiles and drones at Israel.", [None]),
    ],
)
def test_each_counted_item_of_a_list_is_a_claim(
    rows: Rows, sentence: str, expected: list[int | None]
) -> None:
    assert [row.get("quantity", (None,))[0] for row in rows(sentence)] == expected
