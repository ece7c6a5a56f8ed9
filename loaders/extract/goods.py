"""What passes from hand to hand: the weapons of a transfer and how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.filler import narrowest
from loaders.extract.lexicon import weapon_entries
from loaders.extract.ownership import last_moved, points_back
from loaders.extract.tree import children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType, Weapon

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Quantity

_GENERIC: Final = Weapon(concept="weapons", id="weapons", label="weapons")
_ARMING: Final = frozenset({"arm", "rearm"})
_SUCH: Final = frozenset({"including", "such as", "like", "among", "namely"})


def is_event(reader: Reader, token: Token) -> bool:
    """Tell whether weapons only describe an event or a deal: "a missile strike", "an arms embargo"."""
    core = reader.core(token)
    return core.i not in reader.passage.weapons and lemma_of(core) in noun_class("not_goods")


def weapons_of(reader: Reader, trigger: Trigger, goods: list[Token]) -> tuple[Weapon, ...]:
    """Return the weapons that a transfer moves, those told of for "the shipment"; () where none."""
    named = [*goods, *_examples(trigger, goods)]
    found = narrowest([w for token in named for w in weapons_in(reader, token, alone=trigger.alone)])
    if not found and trigger.token.pos_ == "NOUN":
        found = narrowest(reader.weapons(trigger.token))
    if found:
        return found
    if lemma_of(trigger.token) in _ARMING and not goods:
        return (_GENERIC,)
    cores = [reader.core(token) for token in goods]
    if any(lemma_of(core) in noun_class("weapons") for core in cores):
        return (_GENERIC,)
    told = last_moved(reader, ClaimType.WEAPONS_TRANSFER)
    pointing = any(
        points_back(token, core) or lemma_of(core) in noun_class("shipments")
        for token, core in zip(goods, cores, strict=True)
    )
    return told.weapons if told is not None and pointing else ()


def count_of(filler: Filler, goods: list[Token]) -> Quantity | None:
    """Return how many; "the first of 24 jets" and "the rest of the 60 tanks" say no number of their own."""
    for token in goods:
        part = lemma_of(token)
        if part in noun_class("parts") and filler.reader.core(token) != token:
            continue
        found = filler.count(token, weapons=True)
        if (
            found is not None
            and token.i in filler.reader.passage.weapons
            and filler.reader.core(token) != token
        ):
            return replace(found, unit=token.text.lower())  # "12,500 rounds of artillery ammunition"
        if found is not None:
            return replace(found, unit=None) if part in noun_class("shipments") else found
    return None


def weapons_in(reader: Reader, token: Token, *, alone: bool) -> list[Weapon]:
    """Return the weapons of a phrase, without the kind beside a system's name ("TOW missiles")."""
    found: list[Weapon] = []
    for member in [token] if alone else conjuncts(token):
        weapons = reader.weapons(member, alone=True)
        systems = [
            w
            for w in weapons
            if weapon_entries()[w.id].maker is not None or weapon_entries()[w.id].broader is not None
        ]
        found += systems or weapons
    return found


def _examples(trigger: Trigger, goods: list[Token]) -> list[Token]:
    """Return the phrases that say which the goods are: "shipments, including ballistic missiles"."""
    near = [
        c
        for upper in (trigger.token, trigger.token.head, *goods)
        for c in children(upper, "obl", "nmod", "acl", "appos")
    ]
    return [c for c in near if preposition(c) in _SUCH]
