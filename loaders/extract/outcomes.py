"""What befell the people of a claim: killed, wounded, or losses of any sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.own_words import is_none
from loaders.extract.tree import ancestors, child, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

_HARMED: Final = frozenset({"hurt", "harm"})
_DYING: Final = frozenset({"die", "succumb"})
_MORTAL: Final = frozenset({"fatally", "mortally", "fatal", "mortal", "deadly"})


def outcome(trigger: Trigger) -> str | None:
    """Return what befell people; "nobody was hurt" denies losses of any sort."""
    negated = trigger.frame.mood == "denies" or (
        trigger.arguments.object is not None and is_none(trigger.arguments.object)
    )
    if negated and lemma_of(trigger.token) in _HARMED:
        return "losses"
    return "killed" if _is_mortal(trigger) else trigger.frame.outcome


def _is_mortal(trigger: Trigger) -> bool:
    """Tell "fatally wounded", "suffered a fatal wound": they died of it."""
    if trigger.frame.outcome != "wounded":
        return False
    told = (trigger.token, *children(trigger.token, "obj"))
    return _is_of_dying(trigger.token) or any(
        c.lower_ in _MORTAL for token in told for c in children(token, "advmod", "amod")
    )


def _is_of_dying(noun: Token) -> bool:
    """Tell "one of the injured succumbed": who is counted died."""
    verb = next((a for a in ancestors(noun) if a.pos_ == "VERB"), None)
    subject = None if verb is None or lemma_of(verb) not in _DYING else child(verb, "nsubj")
    return noun.pos_ != "VERB" and subject is not None and subject in (noun, *ancestors(noun))
