"""The slots of a weapons transfer: who to whom, which weapons, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.enemies import are_enemies
from loaders.extract.filler import Filler, Slots, narrowest
from loaders.extract.ownership import deciders, last_moved, performer, phrases_near, points_back, sides
from loaders.extract.lexicon import weapon_entries
from loaders.extract.scene import choose
from loaders.extract.tree import children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType, Weapon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.extract.roles import Trigger
    from loaders.model import Actor, Quantity

_GENERIC: Final = Weapon(concept="weapons", id="weapons", label="weapons")
# What flies at somebody when it is "sent" and no recipient is named.
_LAUNCHED: Final = frozenset({"uav", "missile", "ballistic_missile", "cruise_missile", "rocket_artillery", "glide_bomb", "bomb"})
_AT: Final = frozenset({"against", "at", "toward", "towards", "over", "across", "onto", "on"})
_ARMING: Final = frozenset({"arm", "rearm"})
_PARTIES: Final = frozenset({"to", "from", "for", "by"})
_PARTS: Final = frozenset({"first", "last", "rest", "remainder", "bulk", "most", "some", "half", "third", "quarter", "part", "majority"})
_SUCH: Final = frozenset({"including", "such as", "like", "among", "namely"})
_CARRYING: Final = frozenset(
    {"send", "ship", "dispatch", "fly", "move", "transport", "bring", "pass", "release", "return", "carry", "go", "come", "reach", "arrive"}
)


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader = filler.reader
    goods = [token for token in trigger.roles.get("goods", ()) if not _is_event(reader, token)]
    weapons = _weapons(reader, trigger, goods)
    if not weapons or _is_launch(trigger, weapons):
        return None
    supplier, recipient = _parties(filler, trigger, goods)
    if not (supplier or recipient) or _is_aimed(trigger, supplier, recipient):
        return None
    slots = Slots(
        type=ClaimType.WEAPONS_TRANSFER,
        supplier=supplier,
        recipient=recipient,
        weapons=weapons,
        quantity=_count(filler, goods),
    )
    reader.scene.counted.append("weapons")
    reader.scene.moved.append(slots)
    return slots


def _is_aimed(trigger: Trigger, supplier: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> bool:
    """Tell whether what is sent goes to a place or an enemy: moved or launched, not handed over."""
    if lemma_of(trigger.token) not in _CARRYING:
        return False
    return are_enemies(supplier, recipient) or (not recipient and trigger.first("recipient") is not None)


def _count(filler: Filler, goods: list[Token]) -> Quantity | None:
    """Return how many; "the first of 24 jets" and "the rest of the 60 tanks" say no number of their own."""
    for token in goods:
        part = lemma_of(token)
        if part in _PARTS and filler.reader.core(token) != token:
            continue
        found = filler.count(token, weapons=True)
        if found is not None:
            return replace(found, unit=None) if part in noun_class("shipments") else found
    return None


def _is_event(reader: Reader, token: Token) -> bool:
    """Tell whether weapons only describe an event or a deal: "a missile strike", "an arms embargo"."""
    core = reader.core(token)
    return core.i not in reader.passage.weapons and lemma_of(core) in noun_class("not_goods")


def _weapons(reader: Reader, trigger: Trigger, goods: list[Token]) -> tuple[Weapon, ...]:
    named = [*goods, *_examples(trigger, goods)]
    found = narrowest([w for token in named for w in _of_phrase(reader, token, alone=trigger.alone)])
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
    pointing = any(points_back(token, core) or lemma_of(core) in noun_class("shipments") for token, core in zip(goods, cores, strict=True))
    return told.weapons if told is not None and pointing else ()


def _examples(trigger: Trigger, goods: list[Token]) -> list[Token]:
    """Return the phrases that say which the goods are: "shipments to Russia, including ballistic missiles"."""
    near = [c for upper in (trigger.token, trigger.token.head, *goods) for c in children(upper, "obl", "nmod", "acl", "appos")]
    return [c for c in near if preposition(c) in _SUCH]


def _of_phrase(reader: Reader, token: Token, *, alone: bool) -> list[Weapon]:
    """Return the weapons of a phrase, of each joined part without the kind word beside a system's name ("TOW missiles")."""
    found: list[Weapon] = []
    for member in [token] if alone else conjuncts(token):
        weapons = reader.weapons(member, alone=True)
        systems = [w for w in weapons if weapon_entries()[w.id].maker is not None or weapon_entries()[w.id].broader is not None]
        found += systems or weapons
    return found


def _is_launch(trigger: Trigger, weapons: tuple[Weapon, ...]) -> bool:
    """Tell whether weapons are sent at somebody: an armed action."""
    if lemma_of(trigger.token) not in _CARRYING:
        return False
    if any(case in _AT for case, _ in trigger.arguments.phrases) and trigger.first("recipient") is None:
        return True
    return any(case == "against" for case, _ in trigger.arguments.phrases) or (
        trigger.first("recipient") is None
        and lemma_of(trigger.token) in {"send", "release", "bring", "fly"}
        and all(weapon.concept in _LAUNCHED for weapon in weapons)
    )


def _parties(filler: Filler, trigger: Trigger, goods: list[Token]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return supplier and recipient: as named, else by the goods' own name, by who decided, by what was told."""
    reader = filler.reader
    recipient = sides(filler, _role(reader, trigger, goods, "recipient")) or _wedged(filler, goods) or _unknown(filler, trigger)
    supplier = tuple(a for a in sides(filler, _role(reader, trigger, goods, "supplier")) if a not in recipient)
    makers = [maker for token in goods for maker in _makers(reader, reader.core(token))]
    if not supplier and not (trigger.roles.get("supplier") and trigger.frame.mood == "requests"):
        supplier = tuple(a for a in dict.fromkeys(makers) if a not in recipient and a.kind == "state")
    if not supplier:
        doing = performer(filler, trigger.token) or deciders(filler, trigger.token)
        supplier = tuple(a for a in doing if a not in recipient)
    told = last_moved(reader, ClaimType.WEAPONS_TRANSFER)
    if not supplier and not recipient and told is not None and _takes_up(reader, trigger, goods):
        return told.supplier, told.recipient
    return supplier, recipient


def _makers(reader: Reader, core: Token) -> list[Actor]:
    """Return whose the goods are by a name before them: "Iranian drones"."""
    near = [c for c in children(core, "amod", "compound", "nmod:poss") if c.i < core.i and not reader.describes(c)]
    return [choose(reader.scene, reader.passage.actors[c.i]) for c in near if c.i in reader.passage.actors]


def _role(reader: Reader, trigger: Trigger, goods: list[Token], name: str) -> list[Token]:
    """Return the phrases of a role, those of the goods and of the verb over a noun among them."""
    inner = {t.i: t for token in goods for t in (token, reader.core(token))}.values()
    near = [phrase for case, phrase in phrases_near(trigger, inner) if case in _PARTIES and trigger.frame.role(case) == name]
    return [*trigger.roles.get(name, ()), *near]


def _takes_up(reader: Reader, trigger: Trigger, goods: list[Token]) -> bool:
    """Tell whether the goods are those told of: "the rest of the shipment", "such rockets", "the package includes"."""
    return trigger.first("listing") is not None or any(points_back(token, reader.core(token)) for token in goods)


def _unknown(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    """Return a named armed recipient that the authority data lacks: "Kurdish forces"."""
    reader = filler.reader
    cores = [reader.core(token) for token in trigger.roles.get("recipient", ())]
    armed = [core for core in cores if reader.is_of(core, "troops") or reader.is_of(core, "fighters")]
    return tuple(
        reader.thing(core, None) for core in armed if any(c.text[:1].isupper() for c in children(core, "amod", "compound", "nmod"))
    )


def _wedged(filler: Filler, goods: list[Token]) -> tuple[Actor, ...]:
    """Return the recipient that a tree joins to the goods: "give Ukraine 22 tanks" is no tank of Ukraine."""
    found = []
    for token in goods:
        counts = [c.i for c in children(token, "nummod", "det", "amod") if c.i < token.i]
        for c in children(token, "compound", "nmod"):
            named = filler.reader.passage.actors.get(c.i)
            if named is not None and not preposition(c) and any(i > c.i for i in counts) and named.entries[0].kind != "person":
                found.append(c)
    return filler.states(found)



