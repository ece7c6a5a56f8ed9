"""How likely a claim is right in every slot and in its status: a sum of doubts, turned into a probability.

The weights were fitted on annotated texts by `python -m tests.gold.calibrate`; none is learned at run time.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.stems import stems
from loaders.model import ClaimType, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.model import Actor, Claim, Statement

WEIGHTS: Final = "confidence.toml"
BASE: Final = "base"

_SIDES: Final = {
    ClaimType.DEPLOYMENT: ("force", "host"),
    ClaimType.CASUALTIES: ("victim", "perpetrator"),
    ClaimType.WEAPONS_TRANSFER: ("supplier", "recipient"),
    ClaimType.ARMED_ACTION: ("attacker", "target"),
}
_PLAIN_STATUS: Final = frozenset({"claimed", "unconfirmed", "expected"})
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_PLACE_PHRASE: Final = re.compile(r"\b(?:in|near|outside|around|from|to|on|at|over) (?:the )?(?:\w+ )?[A-Z]")
_DAY: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)|\b(?:last|this|next) (?:week|month|year)"
    r"|\b(?:yesterday|today|overnight|ago)\b|\b(?:19|20)\d\d\b"
)
_PRONOUN: Final = re.compile(r"\b(?:he|she|it|they|his|its|their|them|this|these|those)\b", re.IGNORECASE)


def confidence(claim: Claim, statement: Statement, *, alone: bool) -> float:
    """Return the probability that a claim of a statement is right as a whole, to two digits.

    `alone` when the statement makes no other claim.
    """
    odds = sum(contributions(claim, statement, alone=alone).values())
    return round(1 / (1 + math.exp(-odds)), 2)


def contributions(claim: Claim, statement: Statement, *, alone: bool) -> dict[str, float]:
    """Return what each feature of a claim adds to the logarithm of its odds, and the base that all have."""
    weights = _weights()
    found = {BASE: weights[BASE]}
    for name, value in features(claim, statement, alone=alone).items():
        if weights.get(name):
            found[name] = round(weights[name] * value, 3)
    return found


def features(claim: Claim, statement: Statement, *, alone: bool) -> dict[str, float]:
    """Return the features of a claim by name; those that it lacks are left out.

    Those named after a type, kind, status or zone may speak for a claim or against it; all others are doubts.
    """
    zone = {ZoneKind.BODY: "body", ZoneKind.LEAD: "lead", ZoneKind.HEADLINE: "lead"}.get(claim.zone, "other")
    status = claim.status if claim.status in _PLAIN_STATUS else "marked"
    kind = claim.activity or claim.transfer_stage or claim.action or claim.outcome
    doubts = (_of_sides(claim), _of_slots(claim), _of_origin(claim, statement), _of_words(claim, statement))
    return {
        f"type: {claim.type.value}": 1.0,
        f"status: {status}": 1.0,
        **({f"kind: {kind}": 1.0} if kind is not None else {}),
        f"zone: {zone}": 1.0,
        **({"alone in its sentence": 1.0} if alone else {}),
        **{name: value for row in doubts for name, value in row if value},
    }


def _sides(claim: Claim) -> dict[str, tuple[Actor, ...]]:
    return {name: getattr(claim, name) for name in _SIDES[claim.type]}


def _of_sides(claim: Claim) -> Iterator[tuple[str, float]]:
    sides = _sides(claim)
    actors = [actor for row in sides.values() for actor in row]
    for name, row in sides.items():
        yield f"no {name}", not row
    yield "several actors on a side", any(len(row) > 1 for row in sides.values())
    yield "unnamed people", any(actor.kind == "people" for actor in actors)
    yield "unknown actor", any(a.id.startswith("local-") and a.kind != "people" for a in actors)


def _of_slots(claim: Claim) -> Iterator[tuple[str, float]]:
    kind = claim.type.value
    if claim.type is not ClaimType.WEAPONS_TRANSFER:
        yield "no place", not claim.place
        yield f"no place: {kind}", not claim.place
    yield "unknown place", any(place.id.startswith("local-") for place in claim.place)
    yield "no quantity", claim.quantity is None
    yield f"no quantity: {kind}", claim.quantity is None
    yield "no weapon", claim.type is ClaimType.ARMED_ACTION and not claim.weapons
    yield "no date", claim.date is None


def _of_origin(claim: Claim, statement: Statement) -> Iterator[tuple[str, float]]:
    """Yield what came from elsewhere than the claim's own sentence."""
    yield "place held from before", "held:place" in claim.rules
    yield "day held from before", "held:date" in claim.rules
    yield "side held from before", "held:side" in claim.rules
    yield "takes up an earlier claim", "reaction" in claim.rules
    yield "speaker held from before", bool({"floor kept", "source line"} & set(claim.rules))
    yield "nobody is named as speaker", not statement.speakers
    said = stems(statement.words)
    named = [a.label for row in _sides(claim).values() for a in row if a.kind != "people"]
    yield "actors named elsewhere", min(2, sum(not stems(label) & said for label in named))
    yield "place named elsewhere", bool(claim.place) and not any(stems(p.label) & said for p in claim.place)


def _of_words(claim: Claim, statement: Statement) -> Iterator[tuple[str, float]]:
    """Yield what the sentence holds that the claim does not account for."""
    words = statement.words
    actors = [*(a for row in _sides(claim).values() for a in row), *statement.speakers, *statement.carriers]
    labels = [*(actor.label for actor in actors), *(place.label for place in claim.place)]
    used = stems(" ".join(labels))
    yield "names not used", min(4, sum(not stems(name) & used for name in _NAME.findall(words))) / 2
    yield "pronouns", min(3, len(_PRONOUN.findall(words))) / 2
    yield "commas", min(6, words.count(",")) / 3
    yield "no day told", claim.date is None and _DAY.search(words) is None
    placed = claim.place or claim.type is ClaimType.WEAPONS_TRANSFER
    yield "place phrase not used", not placed and _PLACE_PHRASE.search(words) is not None


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = tomllib.loads(files("loaders.extract").joinpath(WEIGHTS).read_text("utf-8"))
    return weights
