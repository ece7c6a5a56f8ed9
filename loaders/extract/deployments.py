"""The slots of a deployment: whose troops, whom they join, where, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.filler import Filler, Slots
from loaders.extract.tree import preposition
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.roles import Trigger


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    reader = filler.reader
    troops = trigger.first("force")
    force = filler.forces(trigger.roles.get("force", ()))
    sender = filler.states(trigger.roles.get("sender", ()))
    if not force or (
        sender
        and troops is not None
        and not any(True for _ in reader.modifiers(reader.core(troops)))
        and troops.i not in reader.passage.actors
    ):
        force = sender or force
    if not force:
        return None
    host = [actor for token in trigger.roles.get("host", ()) for actor in filler.forces([token])]
    for token in trigger.roles.get("destination", ()):
        joined = preposition(token) in {"to", "into"} or reader.is_of(token, "troops")
        if joined and (reader.is_of(token, "actor") or reader.is_of(token, "troops")):
            host += reader.parties(token)
    host = [actor for actor in host if actor not in force and actor.kind != "person"]
    count = filler.count(troops)
    reader.scene.counted.append("troops")
    return Slots(
        type=ClaimType.DEPLOYMENT,
        force=force,
        host=tuple(dict.fromkeys(host)),
        place=filler.places.of(trigger),
        quantity=count,
    )
