"""Whether a clause takes up what was told before: by "the attack", by "in the city" or by "there"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import rank
from loaders.extract.place_phrases import WHERE, place_words
from loaders.extract.tree import ancestors, child, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_ADVERBS: Final = frozenset({"there", "here"})
_NARROWING: Final = ("nmod", "nmod:poss", "acl", "acl:relcl", "amod", "compound", "appos")


def takes_up(event: Token) -> bool:
    """Tell whether the clause of an event names its place, or the event itself, as known already."""
    return any(
        (_is_place_taken_up(token) or _is_event_taken_up(token)) and _is_in_clause(token, event)
        for token in event.sent
    )


def _is_place_taken_up(token: Token) -> bool:
    """Tell "in the city", "from the area" and "there", said of a place that was named before."""
    if token.lower_ in _ADVERBS:
        return token.tag_ == "RB" and token.dep_ == "advmod"
    sorts = place_words("place_kinds") | place_words("facilities")
    if not token.text.islower() or lemma_of(token) not in sorts or not _is_bare(token):
        return False
    case = child(token, "case")
    return case is not None and case.lower_ in WHERE | {"from"}


def _is_event_taken_up(token: Token) -> bool:
    return token.text.islower() and lemma_of(token) in place_words("events") and _is_bare(token)


def _is_bare(noun: Token) -> bool:
    """Tell whether a noun has "the" and nothing that would tell it from others of its kind."""
    definite = any(c.lower_ in _DEFINITE for c in children(noun, "det"))
    return definite and not any(c.dep_ in _NARROWING for c in noun.children)


def _is_in_clause(token: Token, event: Token) -> bool:
    return token == event or event in ancestors(token) or rank(token, event) is not None
