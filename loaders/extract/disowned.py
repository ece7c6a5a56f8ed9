"""Who has, or disowns, a part in what a noun names: "had no role in the attack on the camp"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.naming import is_anaphoric, names
from loaders.extract.own_words import is_negated, is_none
from loaders.extract.tree import arguments, child, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_INVOLVING: Final = frozenset({"in", "for", "behind", "with"})


def partaker(noun: Token) -> Token | None:
    """Return who has a part in what a noun names, or has none; None where no part is told of."""
    if preposition(noun) == "behind" and child(noun, "cop") is not None:
        return child(noun, "nsubj")
    upper = _part(noun)
    if upper is None or (is_anaphoric(noun) and child(noun, "nmod") is None):
        return None
    if upper.lower_ == "do":
        return arguments(upper.head.head).subject
    return arguments(upper.head if upper.pos_ == "NOUN" else upper).subject or child(
        upper, "nsubj", "nsubj:pass"
    )


def is_disowned(noun: Token) -> bool:
    """Tell whether somebody has no part in what a noun names: "nothing to do with the raid on it"."""
    upper = _part(noun)
    if upper is None:
        return False
    if upper.lower_ == "do":
        return True
    negated = is_none(upper) or is_negated(upper)
    return negated or (upper.pos_ == "NOUN" and upper.dep_ == "obj" and is_negated(upper.head, upper))


def _part(noun: Token) -> Token | None:
    """Return the word for a part in what a noun names: "role", "responsible", the "do" of "nothing to do"."""
    upper = noun.head
    if noun.dep_ not in {"nmod", "obl"} or preposition(noun) not in _INVOLVING:
        return None
    part = child(upper, "obj") if names("taking", upper) else None
    if part is not None and part.i < noun.i and names("parts", part):
        return part
    nothing = upper.lower_ == "do" and lemma_of(upper.head) == "nothing"
    return upper if nothing or names("parts", upper) or names("involved", upper) else None
