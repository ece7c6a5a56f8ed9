"""Who carried out what a noun names: "the attack staged by X", "the raid, which X claimed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.disowned import partaker
from loaders.extract.event_words import event_words
from loaders.extract.governors import words
from loaders.extract.own_words import is_negated, is_none
from loaders.extract.tree import RELATIVES, arguments, child, children, first_conjunct, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.tokens import Token


def performers(noun: Token) -> Iterator[Token]:
    """Yield the phrases of those who carried out, launched or claimed what a noun names."""
    verbs = children(noun, "acl", "acl:relcl")
    if noun.dep_ in {"nsubj", "nsubj:pass"}:
        verbs.append(noun.head)
    for verb in verbs:
        row = arguments(verb)
        named = lemma_of(verb) in event_words("performing") | {"claim", "fire"}
        if not named or row.subject is None or row.subject == noun:
            continue
        taken_up = row.object is None or row.object == noun or row.object.lower_ in RELATIVES
        if taken_up and row.subject.lower_ not in RELATIVES and not _is_nobody(row.subject):
            yield row.subject


def pursuer(noun: Token) -> Token | None:
    """Return who goes on with, steps up, braces for or has a part in what a noun names, or None."""
    upper, case = noun.head, preposition(noun)
    if noun.dep_ in {"obj", "obl"} and lemma_of(upper) in words("pursuing") and case in {"", "with"}:
        return arguments(upper).subject
    if noun.dep_ == "obl" and lemma_of(upper) in words("bracing") and case == "for":
        return arguments(upper).subject
    return partaker(noun)


def makers(noun: Token) -> Iterator[Token]:
    """Yield who made, claimed or is blamed for an attack that stands under a verb: "X staged a raid that"."""
    whole = standing(noun)
    upper, case = whole.head, preposition(noun)
    if whole.dep_ == "obj" and lemma_of(upper) in event_words("performing") | {"claim"}:
        doer = arguments(upper).subject
    elif case in {"for", "of"} and lemma_of(upper) in event_words("blaming"):
        doer = child(upper, "obj", "nsubj:pass")
    elif case == "for" and lemma_of(upper) == "responsibility":
        doer = arguments(upper.head).subject
    else:
        doer = None
    if doer is not None and doer.lower_ not in RELATIVES and not _is_nobody(doer):
        yield doer


def _is_nobody(doer: Token) -> bool:
    """Tell "no group has claimed the attack", "the group did not claim it"."""
    return is_none(doer) or is_negated(doer.head)


def standing(noun: Token) -> Token:
    """Return the noun that an attack is joined to or counted by: "a series of strikes"."""
    upper = first_conjunct(noun)
    while upper.dep_ == "nmod" and preposition(upper) == "of" and lemma_of(upper.head) in event_words("runs"):
        upper = first_conjunct(upper.head)
    return upper


def agents(verb: Token) -> list[Token]:
    """Return by whom people were "shot dead", "left wounded": the phrases with "by" at or under a verb."""
    below = [c for v in (verb, *children(verb, "xcomp")) for c in children(v, "obl", "obl:agent", "nmod")]
    return [token for token in below if preposition(token) == "by"]
