"""Persons that the authority data lacks, by their full name without title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Three soldiers were killed, said a member of the regional council, Olena Kravets.",
            "Olena Kravets",
        ),
        ("Army spokesman Omar al-Saleh said that three soldiers were killed.", "Omar al-Saleh"),
        ("Three soldiers were killed, said spokesman Navy Capt. John Harper.", "John Harper"),
        ("Admiral Sir Keith Moss, the chief of staff, said that three soldiers were killed.", "Keith Moss"),
    ],
)
def test_a_person_is_called_by_the_full_name(rows: Rows, sentence: str, name: str) -> None:
    assert [row["by"] for row in rows(sentence)] == [[name]]


def test_capitals_tell_no_names(rows: Rows) -> None:
    found = rows("ONE IN THREE SOLDIERS PUT OUT OF ACTION, 300 SOLDIERS KILLED IN KURSK")
    assert {name for row in found for name in row.get("by", [])} == set()
