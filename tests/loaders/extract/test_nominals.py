"""Whom a phrase stands for: nobody rather than the wrong side."""

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "slot", "labels"),
    [
        ("Burundi has begun pulling its forces from eastern Congo.", "force", ["Burundi"]),
        (
            "Congo's army said fighting went on. The rebel group recently captured Bukavu.",
            "attacker",
            ["rebel group"],
        ),
        (
            "Burkina Faso did not comment. The jihadists claimed they overran two outposts.",
            "attacker",
            ["jihadists"],
        ),
        (
            "Israel says Iran has launched missiles. It says it has shot down 248 missiles.",
            "attacker",
            ["Israel"],
        ),
        ("Russia fired 60 North Korean ballistic missiles at Ukraine.", "attacker", ["Russia"]),
        ("North Korean troops fighting beside the Russian army suffered losses.", "victim", ["North Korea"]),
    ],
)
def test_a_side_is_named_by_the_words_and_never_by_nearness(
    rows: Rows, text: str, slot: str, labels: list[str]
) -> None:
    assert rows(text)[-1][slot] == labels


def test_the_maker_of_a_weapon_did_nothing_with_it(rows: Rows) -> None:
    found = rows("India said the jets had been brought down by Russian-made S-400 missiles.")

    assert all("Russia" not in row.get("attacker", []) for row in found)


def test_what_is_denied_lends_its_parties_to_nothing(rows: Rows) -> None:
    found = rows(
        "Kyiv had received 340,000 artillery shells.",
        "Serbia denies that it has sold ammunition to Ukraine.",
        "The shells were handed over to a company in July, a trader said.",
    )

    assert [row.get("supplier") for row in found if row["status"] != "denied"] == [None] * (len(found) - 1)


def test_a_force_is_called_with_the_whole_of_what_backs_it(rows: Rows) -> None:
    (row,) = rows("Kalvenian-backed militias shelled Kharkiv on Monday.")

    assert row["attacker"] == ["Kalvenian-backed militias"]
