"""Where a clause tells of a kind, not of an event: "anyone who sells arms", "a rocket that flies further"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import words
from loaders.extract.tree import child, children

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_RELATIVE: Final = frozenset({"acl:relcl", "acl"})
_NONFINITE: Final = frozenset({"VB", "VBG", "VBN"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_HELPERS: Final = ("aux", "aux:pass", "cop")


def is_generic(token: Token) -> bool:
    """Tell whether a predicate's clause says what somebody or something would be like, whoever it is."""
    noun = token.head
    if token.dep_ not in _RELATIVE or noun == token:
        return _is_whenever(token)
    if _is_anyone(noun):
        return not _is_past(token)
    if token.dep_ == "acl:relcl" and token.tag_ == "VB" and _has_to(token):
        return not _is_ranked(noun)  # "weapons with which to attack"
    return not _is_given(token) and _is_of_supposed(noun)


def _is_anyone(noun: Token) -> bool:
    """As in "anyone who sells", "any attack harming", "whoever is killed"."""
    if noun.lower_ in words("anyone"):
        return True
    return any(c.lower_ in words("any") for c in children(noun, "det"))


def _is_past(token: Token) -> bool:
    told = (token, *children(token, *_HELPERS))
    return any(t.tag_ == "VBD" for t in told) and not any(t.tag_ == "MD" for t in told)


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" for c in children(token, "mark"))


def _is_ranked(noun: Token) -> bool:
    return any(t.lower_ in words("ranks") for t in (noun, *noun.children))


def _is_given(token: Token) -> bool:
    """Tell a clause in the past or perfect, which happened whatever is thought of who did it."""
    if token.tag_ in {"VBN", "VBG"} and child(token, "nsubj", "nsubj:pass", *_HELPERS) is None:
        return False
    told = (token, *children(token, *_HELPERS))
    return not any(t.tag_ in {"VBZ", "VBP"} for t in told) or any(t.lower_ in _HAVING for t in told)


_HAVING: Final = frozenset({"have", "has", "had", "'ve", "\u2019ve"})


def _is_of_supposed(noun: Token) -> bool:
    """Tell a noun not pointed at, of which something only may be said: "the next bomb ... may not"."""
    if any(c.lower_ in _DEFINITE for c in children(noun, "det")) and not _is_next(noun):
        return False
    if noun.tag_.startswith("NNP") or child(noun, "nmod:poss", "nummod") is not None:
        return False
    upper = noun if child(noun, "cop") is not None else noun.head
    if upper != noun and noun.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    return any(c.lower_ in words("supposing_modals") for c in children(upper, "aux"))


def _is_next(noun: Token) -> bool:
    return any(c.lower_ == "next" for c in children(noun, "amod"))


def _is_whenever(token: Token) -> bool:
    """As in "anytime troops attack", "whenever a rocket is fired"."""
    if token.dep_ == "advcl:relcl" and token.head.lower_ in words("whenever"):
        return True
    marks = (c for c in children(token, "mark", "advmod", "obl:unmarked", "det") if c.i < token.i)
    return any(c.lower_ in words("whenever") for c in marks)
