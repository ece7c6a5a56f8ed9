"""Places of the doer's own state: "off its east coast", "in its own waters"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import rank
from loaders.extract.place_phrases import WHERE, place_words
from loaders.extract.scene import state
from loaders.extract.tree import child, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.scene import Scene
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token

_OWN: Final = frozenset({"its", "their"})


def with_own_ground(scene: Scene, event: Token, slots: Slots) -> Slots:
    """Return the slots of a launch without a target, with the doer's state where its own coast is named."""
    codes = {actor.country for actor in slots.attacker} - {None}
    if slots.place or slots.target or len(codes) != 1 or not any(_is_own(t, event) for t in event.sent):
        return slots
    place = scene.places.get(state(str(codes.pop())).label)
    return slots if place is None else replace(slots, place=(place,))


def _is_own(token: Token, event: Token) -> bool:
    if lemma_of(token) not in place_words("sides") or rank(token, event) is None:
        return False
    case = child(token, "case")
    led = case is not None and case.lower_ in WHERE
    return led and any(c.lower_ in _OWN for c in children(token, "nmod:poss", "det"))
