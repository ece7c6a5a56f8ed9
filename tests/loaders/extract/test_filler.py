"""Weapons at their narrowest, and whom a person acts for."""

from __future__ import annotations

import pytest

from loaders.extract.filler import narrowest, state_of
from loaders.model import Actor, Weapon


def weapon(identifier: str, concept: str | None = None) -> Weapon:
    """Return a weapon; a general kind has its concept for its id."""
    return Weapon(concept=concept or identifier.replace("-", "_"), id=identifier, label=identifier)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["missile", "ballistic-missile"], ["ballistic-missile"]),
        (["ammunition", "artillery-shell"], ["artillery-shell"]),
        (["weapons", "tank"], ["tank"]),
        (["weapons"], ["weapons"]),
        (["tank", "tank", "mine"], ["tank", "mine"]),
    ],
)
def test_a_general_kind_says_nothing_beside_a_narrower_one(found: list[str], expected: list[str]) -> None:
    assert [one.id for one in narrowest(weapon(name) for name in found)] == expected


def test_a_kind_says_nothing_beside_a_system_of_that_kind() -> None:
    shahed = weapon("shahed-136", "uav")
    assert narrowest([weapon("uav"), shahed]) == (shahed,)


def test_a_person_acts_for_the_state_and_others_for_themselves() -> None:
    minister = Actor(id="local-ada-moss-ukr", label="Ada Moss", country="UKR", kind="person")
    group = Actor(id="hezbollah", label="Hezbollah", country=None, kind="armed_group")
    stranger = Actor(id="local-li-wren", label="Li Wren", country=None, kind="person")
    assert [state_of(actor).id for actor in (minister, group, stranger)] == [
        "UKR",
        "hezbollah",
        "local-li-wren",
    ]
