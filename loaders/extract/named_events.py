"""Events told by a noun alone, but told in full: "the attack on the embassy in Baghdad on Tuesday"."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds, words
from loaders.extract.tree import ancestors, child, children, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.commitment import Reading
    from loaders.extract.passages import Passage
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

_OF_EVENTS: Final = frozenset({ClaimType.ARMED_ACTION, ClaimType.WEAPONS_TRANSFER})
_DOERS: Final = frozenset({"attacker", "supplier", "owner"})
_SUFFERERS: Final = frozenset({"target", "recipient"})
_AT: Final = frozenset({"in", "at", "near", "outside"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
# Not an event but the thought, the rule or the fear of one.
_UNREAL: Final = frozenset({"fail", "commit", "refuse", "request", "thoughts", "open", "unclear"})
_AIMS: Final = frozenset({"for", "from", "against", "without", "than", "like", "if"})


def is_named_in_full(trigger: Trigger, reading: Reading, passage: Passage) -> bool:
    """Tell whether a noun says of a past event who was in it, and when or where, as a sentence would."""
    token = trigger.token
    if trigger.frame.type not in _OF_EVENTS or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    settled = (
        reading.stance == "affirms" and reading.certainty == "certain" and reading.time_frame != "future"
    )
    if not settled or _is_unreal(token):
        return False
    suffered = any(trigger.roles.get(role) for role in _SUFFERERS)
    done = any(trigger.roles.get(role) for role in _DOERS)
    dated = any(t.i in passage.dates and t.head in {token, *children(token, "nmod")} for t in token.subtree)
    placed = any(t.pos_ == "PROPN" and preposition(t) in _AT for t in token.subtree)
    return (suffered and (done or placed or _is_definite(token))) or (
        (suffered or done) and (dated or placed)
    )


def _is_definite(noun: Token) -> bool:
    owned = child(noun, "nmod:poss") is not None
    return owned or any(c.lower_ in _DEFINITE for c in children(noun, "det"))


def _is_unreal(noun: Token) -> bool:
    if preposition(noun) in _AIMS or any(c.lower_ in {"any", "no", "every"} for c in children(noun, "det")):
        return True
    if any(c.lower_ in words("possible_adjectives") for c in children(noun, "amod")):
        return True
    return any(
        kinds(upper) & _UNREAL or lemma_of(upper) in words("thoughts") for upper in islice(ancestors(noun), 2)
    )
