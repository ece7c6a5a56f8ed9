"""The slots of a deployment: whose troops, whom they join, where, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.filler import Filler, Slots
from loaders.extract.ownership import announcers, is_owned, owners_told, phrases_near, sides
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.extract.roles import Trigger
    from loaders.model import Place, Quantity

# A group with nothing but a kind for a name ("militants") takes the field against somebody; nobody deploys it.
_GROUP: Final = "armed_group"
# "a unit based at Fort Bragg": where troops belong, not where they were sent.
_PARTICIPLES: Final = frozenset({"acl", "advcl", "amod"})


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    troops = trigger.first("force")
    carried = any(_is_transport(filler, token) for token in trigger.roles.get("sender", ()))
    sender = tuple(a for a in sides(filler, trigger.roles.get("sender", ())) if a.kind != "person")
    owned = troops is not None and is_owned(filler.reader, troops)
    force = _with_examples(filler, trigger, _force(filler, trigger, troops, () if carried else sender))
    count = _count(filler, troops)
    if not force and count is None:
        return None
    slots = Slots(
        type=ClaimType.DEPLOYMENT,
        force=force,
        host=_hosts(filler, trigger, force, sender if owned or carried else ()),
        place=_places(filler, trigger),
        quantity=count,
    )
    if not _is_deployment(filler, trigger, slots):
        return None
    filler.reader.scene.counted.append("troops")
    if owned or (sender and not carried):
        filler.reader.scene.moved.append(slots)
    return slots


def _is_transport(filler: Filler, token: Token) -> bool:
    """Tell whether a subject only carries: ships, planes and trains send nobody."""
    core = filler.reader.core(token)
    return core.i in filler.reader.passage.weapons or lemma_of(core) in noun_class("things")


def _count(filler: Filler, troops: Token | None) -> Quantity | None:
    """Return how many; of what is no people, with its name as the unit."""
    count = filler.count(troops)
    if troops is not None and (count is None or count.low is count.high is None):
        inner = [c for c in children(troops, "nmod") if preposition(c) == "of" and filler.reader.is_of(c, "troops")]
        count = next((found for c in inner if (found := filler.count(c)) is not None), count)  # "a brigade of 4,800 soldiers"
    if troops is None or count is None or filler.reader.is_of(troops, "people"):
        return count
    return replace(count, unit=count.unit or filler.reader.core(troops).text.lower())


def _force(
    filler: Filler, trigger: Trigger, troops: Token | None, sender: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return whose the troops are: by their own name; else those told of, for "the" and "they"; else the sender's."""
    if troops is None:
        return sender
    if is_owned(filler.reader, troops):
        return filler.forces([troops]) or sender
    if trigger.frame.activity == "training" and (trained := _trained(filler.reader)):
        return trained
    return owners_told(filler, troops, sender) or sender or announcers(filler, trigger.token) or sides(filler, [troops])


def _trained(reader: Reader) -> tuple[Actor, ...]:
    """Return who was last told to get weapons: crews that train on them are theirs."""
    return next((s.recipient for s in reversed(reader.scene.moved) if s.recipient), ())


def _with_examples(filler: Filler, trigger: Trigger, force: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return a force with those that it is said to include: "50,000 personnel, including North Koreans"."""
    troops = trigger.first("force")
    near = [c for upper in (trigger.token, troops) if upper is not None for c in children(upper, "obl", "nmod")]
    named = [c for c in near if preposition(c) in {"including", "among"} and c.i in filler.reader.passage.actors]
    return tuple(dict.fromkeys([*force, *filler.forces(named)]))


def _hosts(
    filler: Filler, trigger: Trigger, force: tuple[Actor, ...], sender: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return whom the troops join: a named side or unit, a state that they go to, or who sends another's troops."""
    reader = filler.reader
    found: list[Actor] = []
    for token in trigger.roles.get("host", ()):
        if reader.is_of(token, "actor") or reader.is_of(token, "troops"):
            found += filler.forces([token])
    troops = trigger.first("force")
    inner = [] if troops is None else [reader.core(troops)]
    near = [t for case, t in phrases_near(trigger, inner) if trigger.frame.role(case) == "destination"]
    for token in (*trigger.roles.get("destination", ()), *near):
        if _receives(filler, trigger, token):
            found += reader.parties(token)
    if not found and trigger.frame.activity in {"sent", "massed", "fighting"}:
        found += sender
    return tuple(a for a in dict.fromkeys(found) if a not in force and a.kind not in {"person", "people"})


def _receives(filler: Filler, trigger: Trigger, token: Token) -> bool:
    """Tell whether a destination is a side or a state that receives the troops, not one that they only enter."""
    reader, case = filler.reader, preposition(token)
    if reader.is_of(token, "troops"):
        return case in {"to", "into", "with", "among", "in"}
    cases = {"to"} if trigger.frame.activity == "sent" else {"to", "in"}
    arrives = trigger.frame.activity in {"sent", "arrived", "training", "integrated"}
    return arrives and case in cases and reader.is_of(token, "actor")


def _places(filler: Filler, trigger: Trigger) -> tuple[Place, ...]:
    """Return where they are or go; of a withdrawal, where from."""
    found = filler.places.of(trigger)
    reached = [t for t in trigger.roles.get("destination", ()) if trigger.frame.activity == "arrived" or not preposition(t)]
    found = tuple(dict.fromkeys([*found, *(p for token in reached for p in filler.places.named(token))]))
    if trigger.frame.activity == "withdrawn":
        left = [p for token in trigger.roles.get("origin", ()) for p in filler.places.named(token)]
        found = tuple(dict.fromkeys(left)) or found
    return found


def _is_deployment(filler: Filler, trigger: Trigger, slots: Slots) -> bool:
    """Tell a force that is sent, present or on somebody's side from one that only fights its own battle at home."""
    if any(c.lower_ == "without" for c in children(trigger.token, "mark", "case")):
        return False
    if _is_launched(filler, trigger):
        return False
    if trigger.frame.activity == "present" and trigger.token.dep_ in _PARTICIPLES and child(trigger.token, "aux:pass", "aux") is None:
        return False
    if slots.host:
        return True
    groups = bool(slots.force) and all(actor.kind == _GROUP for actor in slots.force)
    match trigger.frame.activity:
        case "fighting" | "arrived" if trigger.frame.strict:
            return trigger.first("opponent") is None and _is_abroad(slots)
        case "fighting":
            return not groups
        case "arrived" | "present" | "training":
            return not groups or any(actor.country for actor in slots.force)
        case "massed" | "withdrawn":
            return not groups or not _is_unnamed(slots)
        case _:
            return not (groups and _is_unnamed(slots) and not _has_actor(filler, trigger))


def _is_launched(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether what is sent flies at somebody: drones and missiles are launched, not deployed."""
    troops = trigger.first("force")
    weapons = () if troops is None else filler.reader.weapons(troops)
    launched = any(w.concept in {"uav", "missile", "ballistic_missile", "cruise_missile", "glide_bomb", "bomb"} for w in weapons)
    return launched and not filler.reader.is_of(troops, "troops")


def _is_abroad(slots: Slots) -> bool:
    homes = {actor.country for actor in slots.force}
    return None not in homes and any(place.country not in homes for place in slots.place)


def _is_unnamed(slots: Slots) -> bool:
    return all(actor.id.startswith("local-") for actor in slots.force)


def _has_actor(filler: Filler, trigger: Trigger) -> bool:
    return any(filler.reader.is_of(token, "actor") for token in trigger.roles.get("sender", ()))

