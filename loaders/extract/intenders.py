"""Who plans, orders, approves, rules out or calls off what a noun names: its doer where none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import is_form_of, kinds, words
from loaders.extract.performers import standing
from loaders.extract.tree import arguments, child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_OVER: Final = frozenset({"for", "to", "of", "on", "about"})


def intender(noun: Token) -> Token | None:
    """Return who means to do, or not to do, what a noun names, or None where no such verb stands over it."""
    whole = standing(noun)
    plan = _plan(whole)
    if plan is not None:
        return child(plan, "nmod:poss") or arguments(plan.head).subject
    verb = whole.head
    dropped = is_form_of(verb, "dropping") and verb.tag_ != "VB"
    if whole.dep_ == "obj" and (dropped or kinds(verb) & {"commit", "refuse"}):
        return arguments(verb).subject
    consents = whole.dep_ == "obl" and preposition(whole) in _OVER and lemma_of(verb) in words("consenting")
    return arguments(verb).subject if consents else None


def denier(noun: Token) -> Token | None:
    """Return who denies what a noun names without saying whose it is: their own, as news tells it."""
    verb = noun.head
    return arguments(verb).subject if noun.dep_ == "obj" and "deny" in kinds(verb) else None


def _plan(noun: Token) -> Token | None:
    """Return the noun of a plan for what a noun names: "announced plans for a raid"."""
    if noun.dep_ not in {"nmod", "obl"} or preposition(noun) not in _OVER:
        return None
    if noun.dep_ == "nmod":
        return noun.head if "commit_nouns" in kinds(noun.head) and noun.head.pos_ == "NOUN" else None
    return next((c for c in children(noun.head, "obj") if "commit_nouns" in kinds(c) and c.i < noun.i), None)
