"""The slots of a weapons transfer: who to whom, which weapons, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.enemies import are_enemies
from loaders.extract.frames import verb_frames
from loaders.extract.goods import count_of, is_event, weapons_of
from loaders.extract.ownership import last_moved
from loaders.extract.parties import parties_of
from loaders.extract.slots import Slots
from loaders.extract.tree import children
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Actor, Weapon

_AT: Final = frozenset({"against", "at", "toward", "towards", "over", "across", "onto", "on"})
# Without a recipient these launch what can fly.
_LOOSING: Final = frozenset({"send", "release", "bring", "fly"})
_COMING: Final = frozenset({"come", "land", "head"})
_FLYING: Final = noun_class("launched") | {"aircraft", "helicopter"}
_MISSILES: Final = frozenset({"air_defence", "ballistic_missile", "cruise_missile", "anti_tank"})
_COUNTRIES: Final = frozenset({"country", "nation", "ally", "neighbour", "neighbor"})


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader = filler.reader
    goods = [token for token in trigger.roles.get("goods", ()) if not is_event(reader, token)]
    weapons = weapons_of(reader, trigger, goods)
    if not weapons or _is_launch(trigger, weapons):
        return None
    supplier, recipient = parties_of(filler, trigger, goods)
    weapons = _as_told(reader, weapons, (*supplier, *recipient))
    if not (supplier or recipient) or _is_aimed(trigger, supplier, recipient):
        return None
    if not goods and _is_but_an_idea(trigger, supplier):
        return None
    slots = Slots(
        type=ClaimType.WEAPONS_TRANSFER,
        supplier=supplier,
        recipient=recipient,
        weapons=weapons,
        quantity=count_of(filler, goods),
    )
    reader.scene.counted.append("weapons")
    reader.scene.moved.append(slots)
    return slots


def _is_but_an_idea(trigger: Trigger, supplier: tuple[Actor, ...]) -> bool:
    """Tell "measures like arming the rebels", which nobody is told to have done."""
    verb = trigger.token
    return trigger.arguments.subject is None or (
        not supplier and verb.tag_ == "VBG" and not children(verb, "aux")
    )


def _as_told(reader: Reader, weapons: tuple[Weapon, ...], parties: tuple[Actor, ...]) -> tuple[Weapon, ...]:
    """Return the missiles that the transfer before between these parties told of, for "missiles"."""
    told = last_moved(reader, ClaimType.WEAPONS_TRANSFER)
    if told is None or [w.concept for w in weapons] != ["missile"] or len(told.weapons) != 1:
        return weapons
    known = set(parties) <= {*told.supplier, *told.recipient}
    return told.weapons if known and told.weapons[0].concept in _MISSILES else weapons


def _is_launch(trigger: Trigger, weapons: tuple[Weapon, ...]) -> bool:
    """Tell whether weapons are sent at somebody: an armed action."""
    verb = lemma_of(trigger.token)
    cases = {case for case, _ in trigger.arguments.phrases}
    if verb in _COMING and "from" not in cases and all(w.concept in _FLYING for w in weapons):
        return True  # "the missile landed closer to Russia"
    if verb not in noun_class("carrying"):
        return False
    if "against" in cases or _is_sent_to_fight(trigger, weapons):
        return True
    flying = verb in _LOOSING and all(weapon.concept in noun_class("launched") for weapon in weapons)
    return trigger.first("recipient") is None and (bool(cases & _AT) or flying)


def _is_sent_to_fight(trigger: Trigger, weapons: tuple[Weapon, ...]) -> bool:
    """Tell "sent eight jets to strike the camp": they go with their crews, nobody gets them."""
    purposes = children(trigger.token, "advcl", "xcomp")
    fights = any(c.tag_ == "VB" and _is_hostile(c) for c in purposes)
    return (
        fights
        and trigger.first("recipient") is None
        and all(w.concept in noun_class("fielded") for w in weapons)
    )


def _is_hostile(verb: Token) -> bool:
    return any(frame.type is ClaimType.ARMED_ACTION for frame in verb_frames().get(lemma_of(verb), ()))


def _is_aimed(trigger: Trigger, supplier: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> bool:
    """Tell whether what is sent goes to a place or an enemy: moved or launched, not handed over."""
    if lemma_of(trigger.token) not in noun_class("carrying"):
        return False
    goal = trigger.first("recipient")
    to_a_place = goal is not None and not recipient and lemma_of(goal) not in _COUNTRIES
    return to_a_place or are_enemies(supplier, recipient)
