"""How much a claim is trusted, and why."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from loaders.extract.confidence import BASE, confidence, contributions, features
from loaders.model import Actor, Claim, ClaimType, Place, Quantity, Span, Statement, ZoneKind

WORDS: Final = (
    "In Lipki, the Zubr army said, its guns killed 12 Orlan soldiers near Tarnow, and Sokol saw it."
)
ARMY: Final = Actor(id="zubr-army", label="Zubr army", country="ZUB", kind="armed_force")
ORLAN: Final = Actor(id="local-orlan", label="Orlan soldiers", country=None, kind="armed_force")
EVIDENCE: Final = Span(start=0, end=len(WORDS), text=WORDS)
STATEMENT: Final = Statement(
    speakers=(ARMY,), carriers=(), said=None, direct=False, words=WORDS, evidence=EVIDENCE
)
FULL: Final = Claim(
    type=ClaimType.CASUALTIES,
    statement=0,
    status="claimed",
    stance="affirms",
    certainty="certain",
    time_frame="past",
    evidence=EVIDENCE,
    zone=ZoneKind.BODY,
    confidence=0.0,
    victim=(ORLAN,),
    perpetrator=(ARMY,),
    outcome="killed",
    place=(Place(id="lipki", label="Lipki", country="ZUB", lat=None, lon=None),),
    quantity=Quantity(low=12, high=12, unit=None, qualifier="exact", text="12"),
    rules=("killed", "speech:say"),
)


def test_the_features_are_what_the_claim_lacks_and_what_its_sentence_holds_besides() -> None:
    assert features(FULL, STATEMENT, alone=False) == {
        "type: casualties": 1.0,
        "kind: killed": 1.0,
        "status: claimed": 1.0,
        "zone: body": 1.0,
        "unknown actor": True,
        "no date": True,
        "no day told": True,
        "names not used": 1.0,
        "pronouns": 1.0,
        "commas": 1.0,
    }


def test_what_is_missing_or_held_from_before_is_a_feature() -> None:
    bare = replace(
        FULL, victim=(), perpetrator=(), quantity=None, place=(), rules=("killed", "held:date", "floor kept")
    )
    unsaid = replace(STATEMENT, speakers=())

    assert set(features(bare, unsaid, alone=False)) - set(features(FULL, STATEMENT, alone=False)) == {
        "no victim",
        "no perpetrator",
        "no place",
        "no place: casualties",
        "no quantity",
        "no quantity: casualties",
        "day held from before",
        "speaker held from before",
        "nobody is named as speaker",
        "place phrase not used",
    }


def test_a_place_that_the_sentence_does_not_name_is_from_elsewhere() -> None:
    elsewhere = replace(FULL, place=(Place(id="kyiv", label="Kyiv", country="UKR", lat=None, lon=None),))

    assert "place named elsewhere" in features(elsewhere, STATEMENT, alone=False)


def test_the_confidence_is_the_probability_that_the_contributions_add_up_to() -> None:
    found = contributions(FULL, STATEMENT, alone=False)

    assert BASE in found
    assert set(found) <= {BASE, *features(FULL, STATEMENT, alone=False)}
    assert confidence(FULL, STATEMENT, alone=False) == round(1 / (1 + math.exp(-sum(found.values()))), 2)


def test_a_claim_that_lacks_its_slots_is_trusted_less() -> None:
    bare = replace(FULL, perpetrator=(), quantity=None, place=())

    assert 0.0 < confidence(bare, STATEMENT, alone=False) < confidence(FULL, STATEMENT, alone=False) < 1.0


def test_a_claim_alone_or_of_another_sentence_says_so() -> None:
    taken_up = replace(FULL, rules=("reaction", "held:side"))
    found = features(taken_up, STATEMENT, alone=True)

    assert set(found) - set(features(FULL, STATEMENT, alone=False)) == {
        "alone in its sentence",
        "side held from before",
        "takes up an earlier claim",
    }
