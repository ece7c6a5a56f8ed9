"""The slots of an armed action: who on whom or what, with which weapons, where, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.filler import Filler, Slots, narrowest
from loaders.extract.scene import choose
from loaders.extract.tree import children
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType, Weapon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from loaders.extract.roles import Trigger


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader, roles = filler.reader, trigger.roles
    shot = roles.get("intercepted", [])
    carriers = [*roles.get("weapon", []), *shot]
    weapons = [w for token in carriers for w in reader.weapons(token, alone=trigger.alone)]
    attacker: list[Actor] = []
    for token in roles.get("attacker", ()):
        attacker += filler.doers(token)
        weapons += reader.weapons(token, alone=trigger.alone)
    weapons += implied_weapons(trigger.token)
    for token in () if attacker else roles.get("weapon", ()):
        attacker += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
    attacker = [a for a in dict.fromkeys(attacker) if a.kind not in {"person", "people"}]
    target = _targets(filler, trigger, attacker)
    if not attacker and not target and not weapons:
        return None
    count = next(
        (
            c
            for token in (*carriers, *roles.get("attacker", ()))
            if (c := filler.count(token, weapons=True)) is not None
        ),
        None,
    )
    count = count if carriers or weapons else None
    if count is not None:
        reader.scene.counted.append("weapons")
    place = filler.places.of(trigger)
    return Slots(
        type=ClaimType.ARMED_ACTION,
        attacker=tuple(attacker),
        target=target,
        weapons=narrowest(weapons),
        place=place,
        quantity=count,
    )


def _targets(filler: Filler, trigger: Trigger, attacker: list[Actor]) -> tuple[Actor, ...]:
    reader = filler.reader
    found: list[Actor] = []
    for token in trigger.roles.get("intercepted", ()):
        found += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
    ground = trigger.frame.action == "seizure"
    for token in (*trigger.roles.get("target", ()), *trigger.roles.get("opponent", ())):
        core = reader.core(token)
        if (
            lemma_of(core)
            in {
                "night",
                "day",
                "time",
                "morning",
                "evening",
                "hour",
                "week",
                "result",
                "addition",
                "response",
            }
            or core.i in reader.passage.dates
        ):
            continue
        parties = [a for a in reader.parties(token) if a.kind != "person"]
        if parties:
            found += parties
        elif (
            not ground
            and reader.is_of(core, "hittable")
            and (lemma_of(core) in noun_class("things") or core.i in reader.passage.weapons)
        ):
            found.append(reader.thing(core, None))
    return tuple(actor for actor in dict.fromkeys(found) if actor not in attacker)


def implied_weapons(trigger: Token) -> list[Weapon]:
    """Return the weapon that the word for an attack implies: an air strike is flown, shelling is done with shells."""
    lemma = lemma_of(trigger)
    by_air = lemma in {"airstrike", "airstrikes"} or any(
        c.lower_ in {"air", "aerial"} for c in children(trigger, "compound", "amod")
    )
    if by_air and lemma not in {"defence", "defense"}:
        return [Weapon(concept="aircraft", id="aircraft", label="aircraft")]
    if lemma in {"shelling", "shell"}:
        return [Weapon(concept="artillery_shell", id="artillery-shell", label="artillery shell")]
    return []
