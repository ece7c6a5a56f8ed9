"""Whose something is that names no owner itself: "the troops", "they", "the rest of the shipment"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.tree import ancestors, arguments, child
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from spacy.tokens import Token

    from loaders.extract.filler import Filler, Slots
    from loaders.extract.nominals import Reader
    from loaders.model import Actor, ClaimType

_DEFINITE: Final = frozenset({"the", "those", "these", "this", "that", "such"})
_POINTING: Final = frozenset({"they", "them", "these", "those", "it", "ones"})
_MORE: Final = frozenset({"further", "more", "other", "another", "additional", "such", "new"})
_OWN: Final = frozenset({"their", "its", "his", "her", "our", "my"})
_DECIDING: Final = frozenset({"commit", "commit_nouns"})


def is_owned(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase says itself whose it is: "Russian troops", "its commanders", "the RSF"."""
    core = reader.core(token)
    if core.i in reader.passage.actors or any(True for _ in reader.modifiers(core)):
        return True
    owner = child(core, "nmod:poss")
    return owner is not None and owner.lower_ in _OWN


def owners_told(filler: Filler, token: Token, kind: ClaimType) -> tuple[Actor, ...]:
    """Return whose a phrase is by what it points back to, () where it introduces something of its own."""
    reader = filler.reader
    core = reader.core(token)
    if core.lower_ in {"they", "them"}:
        earlier = reader.antecedent(core)
        if earlier is not None and is_owned(reader, earlier):
            return filler.forces([earlier])
    if not points_back(token, core):
        return ()
    last = last_moved(reader, kind)
    return () if last is None else last.force


def points_back(token: Token, core: Token) -> bool:
    """Tell whether a phrase takes up what was told of: "the troops", "more of them", "2,600 others", a bare number."""
    words = {c.lower_ for part in (token, core) for c in part.children if c.dep_ in {"det", "amod", "advmod"}}
    bare = core.pos_ == "NUM" or core.lower_ in _POINTING or lemma_of(core) in {"other", "rest", "remainder"}
    return bare or bool(words & (_DEFINITE | _MORE))


def last_moved(reader: Reader, kind: ClaimType) -> Slots | None:
    """Return the last deployment or transfer of the article that named its parties, or None."""
    return next((slots for slots in reversed(reader.scene.moved) if slots.type is kind), None)


def deciders(filler: Filler, token: Token) -> tuple[Actor, ...]:
    """Return the states that decided what has no doer of its own: "Paris agreed that two systems be sent"."""
    for upper in ancestors(token):
        if kinds(upper) & _DECIDING and upper.pos_ in {"VERB", "AUX"}:
            subject = arguments(upper).subject
            return filler.states([subject]) if subject is not None else ()
        if lemma_of(upper) in noun_class("officials"):
            return ()
    return ()
