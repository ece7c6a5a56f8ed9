"""Whom and what an armed action hits: a side, an unnamed force, a thing and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.scene import choose
from loaders.extract.sides import SIDES, meant, unnamed_forces
from loaders.extract.tree import children, conjuncts
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Actor

WATERS: Final = frozenset({"sea", "ocean", "gulf", "bay", "strait", "water"})


def targets(filler: Filler, trigger: Trigger, attacker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom and what a trigger's action hits, in order, never the attacker itself."""
    reader = filler.reader
    found: list[Actor] = []
    for role in ("intercepted", "lost"):
        for token in trigger.roles.get(role, ()):
            if is_civil_plane(token):
                found.append(reader.thing(reader.core(token), None))
                continue
            found += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
    for role in ("owner", "target", "opponent"):
        for token in trigger.roles.get(role, ()):
            for member in [token] if trigger.alone else conjuncts(token):
                found += _target(reader, trigger, member)
    return tuple(actor for actor in dict.fromkeys(found) if actor not in attacker)


def is_civil_plane(token: Token) -> bool:
    """As in "a passenger jet": a target, never a weapon."""
    words = (token, *children(token, "compound", "amod"))
    return any(t.lower_ in event_words("civil_planes") for t in words)


def _target(reader: Reader, trigger: Trigger, token: Token) -> list[Actor]:
    core = reader.core(token)
    if lemma_of(core) in event_words("times") | WATERS or core.i in reader.passage.dates:
        return []  # "on Sunday", "in the Sea of Japan"
    parties = list(_parties(reader, trigger, token))
    if parties or trigger.frame.action == "seizure":
        return parties
    if lemma_of(core) in event_words("wide"):
        sides = [a for f in reader.modifiers(core) if (a := choose(reader.scene, f)).kind in SIDES]
        lived_in = any(c.lower_ in event_words("lived_in") for c in children(core, "amod", "compound"))
        return [reader.thing(core, None)] if lived_in and not sides else sides
    if reader.is_of(core, "hittable") and _is_thing(reader, core):
        return [reader.thing(core, None)]
    return unnamed_forces(reader, token)


def _parties(reader: Reader, trigger: Trigger, token: Token) -> Iterator[Actor]:
    """Yield the sides that a phrase stands for; of ground that is taken, the forces on it."""
    sides = meant(reader, token)
    taken = trigger.frame.action == "seizure" and token == trigger.arguments.object
    for actor in reader.parties(token, alone=True) if sides is None else sides:
        if actor.kind != "person" and (not taken or actor.kind in {"armed_force", "armed_group"}):
            yield actor


def _is_thing(reader: Reader, core: Token) -> bool:
    """Tell whether a noun or name is of something that is hit, no mere area: "the Corinthia Hotel"."""
    things = noun_class("things")
    named = core.pos_ == "PROPN" and any(
        lemma_of(c) in things for c in children(core, "compound", "nmod:desc", "amod")
    )
    return named or core.i in reader.passage.weapons or lemma_of(core) in things | noun_class("ground")
