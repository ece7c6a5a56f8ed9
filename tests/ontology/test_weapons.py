"""The weapon scheme: how deep it reaches, and that a name in it stands for one weapon."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from ontology import FOLDER, authority_names, terms
from ontology.concepts import concept
from ontology.generation.facts import CASUS, RDF_TYPE, SKOS, Facts
from ontology.generation.weapons import ACTOR, SCHEME

FACTS = Facts(["weapons"])
WEAPONS = list(FACTS.having(f"{SKOS}inScheme", SCHEME))
LEXICON: dict[str, dict[str, Any]] = {
    entry["id"]: entry
    for entry in json.loads((FOLDER / "lexicon" / "weapons.json").read_text(encoding="utf-8"))["weapons"]
}


def lines_up(iri: str) -> list[str]:
    """Return the concepts from a weapon to its top."""
    line = [iri]
    while above := FACTS.optional(line[-1], f"{SKOS}broader"):
        assert above not in line
        line.append(above)
    return line


def test_at_least_140_systems_have_names() -> None:
    assert len(list(FACTS.having(RDF_TYPE, terms.WeaponSystem.value))) >= 140


def test_every_weapon_leads_up_to_a_top_concept_without_a_circle() -> None:
    tops = {iri.rpartition("/")[2]: FACTS.one(lines_up(iri)[-1], f"{SKOS}notation") for iri in WEAPONS}

    assert set(tops.values()) == set(terms.NOTATIONS["weapon"])
    assert {weapon: entry["concept"] for weapon, entry in LEXICON.items()} == tops


def test_no_name_stands_for_two_weapons() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for weapon, entry in LEXICON.items():
        for alias in entry["aliases"]:
            bearers[alias.casefold()].add(weapon)

    assert {name: weapons for name, weapons in bearers.items() if len(weapons) > 1} == {}


def test_no_weapon_has_the_same_name_twice() -> None:
    assert [weapon for weapon, e in LEXICON.items() if len(e["aliases"]) != len(set(e["aliases"]))] == []


def test_names_that_are_marked_as_ambiguous_are_names() -> None:
    assert [weapon for weapon, e in LEXICON.items() if not set(e["ambiguous"]) <= set(e["aliases"])] == []


def test_makers_are_states_of_the_authority_data() -> None:
    states = set(Facts(authority_names()).having(RDF_TYPE, f"{CASUS}State"))
    makers = {maker for iri in WEAPONS for maker in FACTS.all(iri, f"{CASUS}maker")}

    assert makers <= states
    assert f"{ACTOR}UKR" in makers


@pytest.mark.parametrize(
    ("name", "weapon", "top"),
    [
        ("Geran-2", "shahed-136", "uav"),
        ("Shahed", "shahed", "uav"),
        ("HIMARS", "himars", "rocket_artillery"),
        ("Kh-101", "kh-101", "cruise_missile"),
        ("KN-23", "hwasong-11a", "ballistic_missile"),
        ("152mm shell", "shell-152mm", "artillery_shell"),
        ("Leopard 2A4", "leopard-2", "tank"),
        ("SCALP", "storm-shadow", "cruise_missile"),
        ("ATACMS", "atacms", "ballistic_missile"),
        ("multiple-launch rocket system", "rocket-artillery", "rocket_artillery"),
        ("self-propelled artillery", "self-propelled-artillery", "artillery"),
        ("FAB-500", "fab-500", "glide_bomb"),
        ("kamikaze drone", "one-way-attack-drone", "uav"),
        ("Magura V5", "magura-v5", "naval"),
        ("MANPADS", "manpads", "air_defence"),
    ],
)
def test_a_name_of_the_newsrooms_finds_its_weapon(name: str, weapon: str, top: str) -> None:
    found = [(entry["id"], entry["concept"]) for entry in LEXICON.values() if name in entry["aliases"]]

    assert found == [(weapon, top)]


def test_an_entry_of_the_lexicon_says_all_that_is_asked_of_it() -> None:
    assert LEXICON["shahed-131"] == {
        "id": "shahed-131",
        "concept": "uav",
        "broader": "shahed",
        "label": "Shahed-131",
        "aliases": ["Shahed-131", "Geran-1", "Shahed 131", "Shahed-131 drone"],
        "ambiguous": [],
        "maker": "IRN",
    }


@pytest.mark.parametrize(
    "name", ["Patriot", "Leopard", "Arrow", "Hurricane", "Grad", "Caesar", "Buk", "Neptune"]
)
def test_a_name_that_is_an_ordinary_word_too_is_marked(name: str) -> None:
    assert [e["id"] for e in LEXICON.values() if name in e["ambiguous"]] != []


def test_systems_stand_in_categories_of_sipri_or_the_un_register() -> None:
    himars = concept("weapon", "himars").value

    assert FACTS.all(himars, f"{SKOS}broadMatch") == [
        concept("sipri", "artillery").value,
        concept("un-register", "iii").value,
    ]
