"""The slots of casualties: whose people, by whom, what befell them, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.filler import ATTACK_WORDS, Filler, Slots
from loaders.extract.scene import local_actor
from loaders.extract.tree import children
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType, Place, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.extract.roles import Trigger


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader = filler.reader
    tokens = trigger.roles.get("victim", [])
    victim = tuple(
        dict.fromkeys(actor for token in tokens for actor in reader.parties(token, alone=trigger.alone))
    )
    count = next((c for token in tokens if (c := filler.count(token)) is not None), None)
    if trigger.token.pos_ not in {"VERB", "AUX"}:
        count = filler.count(trigger.token) or count
    if trigger.frame.light and count is None and not victim:
        return None
    if not victim and trigger.roles.get("toll"):
        victim = _victims_of_toll(filler, trigger)
    if not count and (toll := trigger.first("toll")) is not None:
        count = filler.count(toll)
    count = count or _single(reader, tokens)
    place = filler.places.of(trigger)
    if not victim:
        if count is None and not tokens:
            return None
        victim = (local_actor("people", None, "people"),)
    victim = tuple(_settled(actor, place) for actor in victim)
    reader.scene.counted.append("people")
    return Slots(
        type=ClaimType.CASUALTIES, victim=victim, perpetrator=_perpetrators(filler, trigger, victim),
        outcome=trigger.frame.outcome, place=place, quantity=_of_people(count),
    )  # fmt: skip


def _victims_of_toll(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    toll = trigger.first("toll")
    tokens = [c for c in children(toll, "nmod", "amod", "compound", "nmod:poss")] if toll is not None else []
    return tuple(dict.fromkeys(actor for token in tokens for actor in filler.reader.parties(token)))


def _perpetrators(filler: Filler, trigger: Trigger, victim: tuple[Actor, ...]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for token in trigger.roles.get("perpetrator", ()):
        found += filler.doers(token)
    for _, token in trigger.arguments.phrases:
        if (
            lemma_of(token) in ATTACK_WORDS
            or token.i in filler.reader.passage.weapons
            or lemma_of(token) == "result"
        ):
            found += filler.doers(token)
    return tuple(
        actor
        for actor in dict.fromkeys(found)
        if actor not in victim and actor.kind not in {"person", "people"}
    )


def _single(reader: Reader, tokens: Iterable[Token]) -> Quantity | None:
    """ "a woman was killed" is one; "the woman" too; a plural without a number is none."""
    for token in tokens:
        if token.tag_ == "NN" and lemma_of(token) in noun_class("civilians") | noun_class(
            "troops"
        ) | noun_class("fighters") | noun_class("officials"):
            determiner = next((c for c in token.children if c.dep_ == "det"), None)
            if (
                determiner is not None
                and determiner.lower_ in {"a", "an", "another"}
                and lemma_of(token)
                not in {
                    "family",
                    "military",
                    "army",
                    "force",
                    "infantry",
                    "staff",
                    "personnel",
                    "couple",
                    "people",
                }
            ):
                span = reader.passage.span(determiner.i, token.i)
                return Quantity(low=1, high=1, unit=None, qualifier="exact", text=span.text)
    return None


def _of_people(count: Quantity | None) -> Quantity | None:
    return (
        None
        if count is None
        else Quantity(low=count.low, high=count.high, unit=None, qualifier=count.qualifier, text=count.text)
    )


def _settled(actor: Actor, place: tuple[Place, ...]) -> Actor:
    """Give people nobody names the country of the place."""
    if actor.kind != "people" or actor.country is not None or not place or not actor.id.startswith("local-"):
        return actor
    return local_actor(actor.label, place[0].country, "people")
