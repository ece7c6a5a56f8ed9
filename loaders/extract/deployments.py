"""The slots of a deployment: whose troops, whom they join, where, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.fielding import is_deployment
from loaders.extract.governors import kinds
from loaders.extract.ownership import announcers, destinations, is_owned, owners_told, sides
from loaders.extract.scene import choose
from loaders.extract.slots import Slots
from loaders.extract.tree import arguments, child, children, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType

if TYPE_CHECKING:
    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Place, Quantity

_INTO: Final = frozenset({"to", "into", "with", "among", "in"})
_RECEIVED: Final = frozenset({"sent", "arrived", "training", "integrated"})
_OF_ITS_OWN: Final = frozenset({"confirm", "deny", "commit", "refuse", "aspect"})
_STATES: Final = frozenset({"state", "government", "ministry", "armed_force"})
_LED: Final = frozenset({"sent", "massed", "fighting"})


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    troops = trigger.first("force")
    carried = any(_is_transport(filler, token) for token in trigger.roles.get("sender", ()))
    sender = tuple(a for a in sides(filler, trigger.roles.get("sender", ())) if a.kind != "person")
    owned = troops is not None and is_owned(filler.reader, troops)
    force = _with_examples(filler, trigger, _force(filler, trigger, () if carried else sender))
    force = tuple(a for a in force if a.kind != "person")
    count = (
        _count(filler, troops, trigger)
        if "level" not in dict(trigger.frame.roles).values()
        else _level(filler, trigger)
    )
    if not (force or owned) and count is None:
        return None
    slots = Slots(
        type=ClaimType.DEPLOYMENT,
        force=force,
        host=_hosts(filler, trigger, force, sender if owned or carried else ()),
        place=_places(filler, trigger),
        quantity=count,
    )
    if _is_no_move(filler, trigger) or not is_deployment(filler, trigger, slots):
        return None
    filler.reader.scene.counted.append("troops")
    if owned or (sender and not carried):
        filler.reader.scene.moved.append(slots)
    return slots


def _is_no_move(filler: Filler, trigger: Trigger) -> bool:
    """Tell "the group set off a bomb", "Hamas is committed to the truce" from troops on the move."""
    verb, object_ = lemma_of(trigger.token), trigger.arguments.object
    if object_ is None:
        return False
    goods = children(trigger.token, "obj")
    sets_off_arms = verb == "set" and any(filler.reader.is_of(token, "weapon") for token in goods)
    named = filler.reader.core(object_).i in filler.reader.passage.actors
    return sets_off_arms or (verb == "commit" and trigger.arguments.passive and named)


def _tellers(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    """Return the state that orders, confirms or denies what a noun names: "denied the sending of troops"."""
    noun = trigger.token
    if noun.pos_ != "NOUN" or trigger.frame.role("owner") is None or noun.dep_ != "obj":
        return ()
    upper = noun.head
    if lemma_of(upper) not in noun_class("performing") and not kinds(upper) & _OF_ITS_OWN:
        return ()
    subject = arguments(upper).subject
    return () if subject is None else tuple(a for a in sides(filler, [subject]) if a.kind in _STATES)


def _is_transport(filler: Filler, token: Token) -> bool:
    """Tell whether a subject only carries: ships, planes and trains send nobody."""
    core = filler.reader.core(token)
    return core.i in filler.reader.passage.weapons or lemma_of(core) in noun_class("things")


def _count(filler: Filler, troops: Token | None, trigger: Trigger) -> Quantity | None:
    """Return how many: of "a brigade of 4,800 soldiers" the soldiers; of ships, with the unit."""
    if troops is None:
        return None
    sent = trigger.token.dep_ in {"acl", "acl:relcl"} and trigger.token.head == troops
    reader, count = filler.reader, filler.count(troops, whole=sent)  # "1,000 of the 11,000 sent"
    if count is None or count.low is count.high is None:
        inner = [c for c in children(troops, "nmod") if preposition(c) == "of" and reader.is_of(c, "troops")]
        count = next((found for c in inner if (found := filler.count(c)) is not None), count)
    if count is None or reader.is_of(troops, "people"):
        return count
    return replace(count, unit=count.unit or reader.core(troops).text.lower())


def _level(filler: Filler, trigger: Trigger) -> Quantity | None:
    """Return how many there will be after a change; of "cut its 900 soldiers" the number is of no use."""
    troops, level = trigger.first("force"), trigger.first("level")
    if level is not None:
        return filler.count(level)
    return (
        None
        if troops is None or child(filler.reader.core(troops), "nmod:poss")
        else _count(filler, troops, trigger)
    )


def _force(filler: Filler, trigger: Trigger, sender: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whose the troops are: by their own name; those told of, for "they"; else the sender's."""
    troops = trigger.first("force")
    if troops is None:
        return sender
    if is_owned(filler.reader, troops):
        return filler.forces([troops]) or sender
    if trigger.frame.activity == "training" and (trained := _trained(filler.reader)):
        return trained
    told = owners_told(filler, troops, sender)
    if trigger.frame.activity == "training":
        return told or sender or sides(filler, [troops])
    announcing = announcers(filler, trigger.token) or _tellers(filler, trigger)
    return told or sender or announcing or sides(filler, [troops])


def _trained(reader: Reader) -> tuple[Actor, ...]:
    """Return who was last told to get weapons: crews that train on them are theirs."""
    return next((slots.recipient for slots in reversed(reader.scene.moved) if slots.recipient), ())


def _with_examples(filler: Filler, trigger: Trigger, force: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return a force with those that it is said to include: "50,000 personnel, including North Koreans"."""
    over = [token for token in (trigger.token, trigger.first("force")) if token is not None]
    near = [
        c
        for token in over
        for c in children(token, "obl", "nmod")
        if preposition(c) in {"including", "among"}
    ]
    named = [c for c in near if c.i in filler.reader.passage.actors]
    return tuple(dict.fromkeys([*force, *filler.forces(named)]))


def _hosts(
    filler: Filler, trigger: Trigger, force: tuple[Actor, ...], sender: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return whom the troops join: a side, the state that they go to, or who sends another's troops."""
    reader = filler.reader
    found: list[Actor] = []
    for token in trigger.roles.get("host", ()):
        if any(reader.is_of(token, kind) for kind in ("actor", "troops", "head")):
            found += filler.forces([token])
    for token in destinations(filler, trigger):
        if _receives(filler, trigger, token):
            found += reader.parties(token)
    if not found and trigger.frame.activity in _LED:
        found += sender
    return tuple(a for a in dict.fromkeys(found) if a not in force and a.kind not in {"person", "people"})


def _receives(filler: Filler, trigger: Trigger, token: Token) -> bool:
    """Tell whether a destination is a side or state that receives the troops, not one they enter."""
    reader, case = filler.reader, preposition(token)
    if reader.is_of(token, "troops"):
        return case in _INTO
    cases = {"to"} if trigger.frame.activity == "sent" else {"to", "in"}
    return trigger.frame.activity in _RECEIVED and case in cases and reader.is_of(token, "actor")


def _places(filler: Filler, trigger: Trigger) -> tuple[Place, ...]:
    """Return where they are or go; of a withdrawal, where from."""
    arrives = trigger.frame.activity == "arrived"
    reached = [t for t in trigger.roles.get("destination", ()) if arrives or not preposition(t)]
    named = [*filler.places.of(trigger), *(place for t in reached for place in filler.places.named(t))]
    owners = _owners(filler, trigger)
    named = [place for place in named if place.label not in owners]
    if trigger.frame.activity == "withdrawn":
        left = [place for t in trigger.roles.get("origin", ()) for place in filler.places.named(t)]
        named = [place for place in left if place.label not in owners] or named
    return tuple(dict.fromkeys(named))


def _owners(filler: Filler, trigger: Trigger) -> frozenset[str]:
    """Return the states that what is left or gone to only belongs to: "the U.S. Embassy in Baghdad"."""
    reader = filler.reader
    tokens = [*trigger.roles.get("origin", ()), *trigger.roles.get("destination", ())]
    common = [token for token in tokens if token.i not in reader.passage.actors and token.pos_ != "PROPN"]
    actors = reader.passage.actors
    before = [c for t in common for c in children(t, "amod", "compound", "nmod:poss") if c.i in actors]
    return frozenset(choose(reader.scene, actors[c.i]).label for c in before)
