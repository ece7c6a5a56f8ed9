"""The sides of an armed action that its own sentence leaves unsaid: as told before, or the opponent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.extract.scene import state
from loaders.extract.sides import SIDES, opponent
from loaders.extract.tree import children
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger


def completed(filler: Filler, trigger: Trigger, slots: Slots) -> Slots:
    """Return an armed action with the sides that it leaves unsaid, where the article has told of them."""
    told = filler.told(ClaimType.ARMED_ACTION)
    if told is not None:
        intercepts = trigger.frame.action == "interception"
        slots = _intercepted(slots, told) if intercepts else _taken_up(trigger, slots, told)
    return _with_opponent(filler, trigger, slots)


def resumed(filler: Filler, trigger: Trigger, slots: Slots) -> Slots:
    """Return what "the strikes" or "that attack" did with those who were told to have made them."""
    attacks = [
        t
        for t in trigger.roles.get("attacker", ())
        if lemma_of(t) in noun_class("strikes")
        and _is_definite(t)
        and t.i not in filler.reader.passage.weapons
    ]
    told = filler.told(ClaimType.ARMED_ACTION)
    if not attacks or slots.attacker or told is None or set(told.attacker) & set(slots.target):
        return slots
    return replace(slots, attacker=told.attacker, weapons=slots.weapons or told.weapons)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that", "these", "those"} for c in children(noun, "det"))


def _intercepted(slots: Slots, told: Slots) -> Slots:
    """Return an interception with those who launched what was shot down, and at whom."""
    target = slots.target or tuple(a for a in told.attacker if a not in slots.attacker)
    attacker = slots.attacker or tuple(a for a in told.target if a.kind in SIDES and a not in target)
    return replace(slots, target=target, attacker=attacker)


def _taken_up(trigger: Trigger, slots: Slots, told: Slots) -> Slots:
    """Return "the attack", "18 assaults" or "one of the missiles" with the sides of what was told."""
    if _takes_up(trigger) and not slots.target:
        return replace(slots, target=tuple(a for a in told.target if a not in slots.attacker))
    if trigger.counted and not slots.attacker and not slots.target:
        return replace(slots, attacker=told.attacker, target=tuple(a for a in told.target if a.kind in SIDES))
    if slots.weapons and not slots.attacker and _is_same_kind(slots, told):
        target = slots.target or (() if slots.place else told.target)
        return replace(slots, attacker=tuple(a for a in told.attacker if a not in target), target=target)
    return slots


def _with_opponent(filler: Filler, trigger: Trigger, slots: Slots) -> Slots:
    """Complete a side from whom the article has told of fighting it, or from whose ground was taken."""
    if slots.attacker and not slots.target:
        countries = {place.country for place in slots.place}
        taken = (
            trigger.frame.action == "seizure"
            and len(countries) == 1
            and not countries & {a.country for a in slots.attacker}
        )
        held = tuple(state(code) for code in countries if code) if taken else ()
        return replace(slots, target=held or opponent(filler.reader, slots.attacker))
    if slots.target and not slots.attacker and all(a.kind in SIDES for a in slots.target):
        return replace(slots, attacker=opponent(filler.reader, slots.target))
    return slots


def _takes_up(trigger: Trigger) -> bool:
    """As in "the attack", "this strike": one told of before."""
    return trigger.frame.light and _is_definite(trigger.token)


def _is_same_kind(slots: Slots, told: Slots) -> bool:
    """Tell whether weapons may be those told of: "one of the missiles" after "two ballistic missiles"."""
    return any(
        a.concept.endswith(b.concept) or b.concept.endswith(a.concept)
        for a in slots.weapons
        for b in told.weapons
    )
