"""Who hands weapons to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.lexicon import NameKind, weapon_entries
from loaders.extract.ownership import deciders, last_moved, performer, phrases_near, points_back, sides
from loaders.extract.scene import choose
from loaders.extract.tree import arguments, child, children, preposition
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Actor

_PARTIES: Final = frozenset({"to", "from", "for", "by"})


def parties_of(
    filler: Filler, trigger: Trigger, goods: list[Token]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return supplier and recipient: as named, else by the goods' own name, who decided, what was told."""
    reader = filler.reader
    recipient = (
        sides(filler, _role(reader, trigger, goods, "recipient"))
        or _wedged(filler, trigger, goods)
        or _unknown(filler, trigger)
    )
    if trigger.frame.mood == "requests" and _is_the_maker(recipient, goods, reader):
        return (), ()  # who calls for Patriots at home asks for another's sake
    recipient = tuple(a for a in _told_band(reader, recipient) if a.kind != "person")
    asking = _asking(filler, trigger)
    if asking and not set(recipient) - set(asking):
        recipient = asking
    supplier = tuple(
        a for a in sides(filler, _role(reader, trigger, goods, "supplier")) if a not in {*recipient, *asking}
    )
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


def _asking(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    """Return who begs another to hand over: "Kyiv begged its allies to supply it with tanks"."""
    upper = trigger.token.head
    if trigger.token.dep_ not in {"xcomp", "ccomp", "advcl"} or "request" not in kinds(upper):
        return ()
    row = arguments(upper)
    other = row.object is not None or child(trigger.token, "nsubj") is not None
    return sides(filler, [row.subject]) if row.subject is not None and other else ()


def _is_the_maker(recipient: tuple[Actor, ...], goods: list[Token], reader: Reader) -> bool:
    made = {weapon_entries()[w.id].maker for token in goods for w in reader.weapons(token)}
    return bool(recipient) and {a.country for a in recipient} <= made - {None}


def _told_band(reader: Reader, recipient: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the rebels that the transfer before went to for "rebels" of no country."""
    told = last_moved(reader, ClaimType.WEAPONS_TRANSFER)
    unnamed = len(recipient) == 1 and _is_band(recipient[0]) and recipient[0].country is None
    if not unnamed or told is None or len(told.recipient) != 1:
        return recipient
    known = told.recipient[0]
    return told.recipient if _is_band(known) and known.country else recipient


def _is_band(actor: Actor) -> bool:
    return actor.kind == "armed_group" and actor.id.startswith("local-")


def _makers(reader: Reader, core: Token) -> list[Actor]:
    """Return whose the goods are by a name before them: "Iranian drones"."""
    near = [
        c for c in children(core, "amod", "compound", "nmod:poss") if c.i < core.i and not reader.describes(c)
    ]
    return [choose(reader.scene, reader.passage.actors[c.i]) for c in near if c.i in reader.passage.actors]


def _role(reader: Reader, trigger: Trigger, goods: list[Token], name: str) -> list[Token]:
    """Return the phrases of a role, those of the goods and of the verb over a noun among them."""
    over = [*goods, *(trigger.roles.get("recipient", ()) if name == "supplier" else ())]
    inner = {t.i: t for token in over for t in (token, reader.core(token))}.values()
    near = [
        phrase
        for case, phrase in phrases_near(trigger, inner)
        if case in _PARTIES and trigger.frame.role(case) == name
    ]
    found = [*trigger.roles.get(name, ()), *near]
    return [token for token in found if token.pos_ != "NUM" and token.i not in reader.passage.numbers]


def _takes_up(reader: Reader, trigger: Trigger, goods: list[Token]) -> bool:
    """Tell whether the goods are those told of: "the rest of the shipment", "the package includes"."""
    shipment = ("subject", "shipments") in trigger.frame.needs
    return shipment or any(points_back(token, reader.core(token)) for token in goods)


def _unknown(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    """Return a named recipient that the authority data lacks: "Kurdish forces", "the Kurds"."""
    reader = filler.reader
    cores = [reader.core(token) for token in trigger.roles.get("recipient", ())]
    return tuple(
        reader.thing(core, None) for core in cores if core.tag_ == "NNPS" or _is_named_force(reader, core)
    )


def _is_named_force(reader: Reader, core: Token) -> bool:
    armed = reader.is_of(core, "troops") or reader.is_of(core, "fighters")
    return armed and any(c.text[:1].isupper() for c in children(core, "amod", "compound", "nmod"))


def _wedged(filler: Filler, trigger: Trigger, goods: list[Token]) -> tuple[Actor, ...]:
    """Return the recipient that a tree joins to the goods: "give Ukraine 22 tanks" is no tank of Ukraine."""
    found: list[Token] = []
    for token in goods:
        counts = [c.i for c in children(token, "nummod", "det", "amod") if c.i < token.i]
        for c in children(token, "compound", "nmod"):
            next_to_verb = c.i == trigger.token.i + 1 and trigger.token.pos_ == "VERB"
            given = next_to_verb or any(i > c.i for i in counts)
            if given and not preposition(c) and _names_a_side(filler, c):
                found.append(c)
    return filler.states(found)


def _names_a_side(filler: Filler, token: Token) -> bool:
    named = filler.reader.passage.actors.get(token.i)
    return named is not None and named.kind is not NameKind.DEMONYM and named.entries[0].kind != "person"
