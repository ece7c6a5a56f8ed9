"""The slots of a weapons transfer: who to whom, which weapons, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.filler import Filler, Slots, narrowest
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType, Weapon

if TYPE_CHECKING:
    from loaders.extract.roles import Trigger

_GENERIC: Final = Weapon(concept="weapons", id="weapons", label="weapons")


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader = filler.reader
    goods = trigger.roles.get("goods", [])
    weapons = narrowest([w for token in goods for w in reader.weapons(token, alone=trigger.alone)])
    if trigger.token.pos_ == "NOUN" or trigger.frame.name.endswith("prepare"):
        weapons = weapons or reader.weapons(trigger.token)
    supplier = filler.states(trigger.roles.get("supplier", ()))
    recipient = tuple(a for a in filler.states(trigger.roles.get("recipient", ())) if a not in supplier)
    if not weapons:
        if not any(lemma_of(reader.core(t)) in noun_class("weapons") for t in goods):
            return None
        weapons = (_GENERIC,)
    if not supplier and not recipient:
        return None
    count = next((c for token in goods if (c := filler.count(token, weapons=True)) is not None), None)
    reader.scene.counted.append("weapons")
    return Slots(
        type=ClaimType.WEAPONS_TRANSFER,
        supplier=supplier,
        recipient=recipient,
        weapons=weapons,
        quantity=count,
    )
