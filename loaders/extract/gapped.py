"""A participle whose own subject the parser joins to the predicate before: it shares no other's subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.tree import child, phrase

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_NOMINAL: Final = frozenset({"NOUN", "NUM", "PRON", "PROPN", "ADJ"})
_PREDICATE: Final = frozenset({"VERB", "ADJ"})


def is_gapped_subject(token: Token) -> bool:
    """Tell "12 were dead and scores of others wounded": the scores are who was wounded, not the twelve."""
    return (
        token.dep_ == "conj"
        and token.pos_ in _NOMINAL
        and token.head.pos_ in _PREDICATE
        and token.head.i < token.i
        and child(token, "cc") is not None
        and _participle_after(token) is not None
    )


def _participle_after(noun: Token) -> Token | None:
    """Return the participle right behind a phrase that hangs where the phrase does and lacks a subject."""
    after = phrase(noun)[-1].i + 1
    if after >= len(noun.doc):
        return None
    verb = noun.doc[after]
    is_loose = verb.head in (noun.head, noun.head.head) and child(verb, "nsubj", "nsubj:pass") is None
    is_participle = verb.tag_ == "VBN" or (verb.pos_ == "ADJ" and verb.dep_ == "conj")
    return verb if is_loose and is_participle and verb.dep_ in {"advcl", "xcomp", "conj", "acl"} else None


def give_subject(noun: Token) -> None:
    """Make a phrase the subject of the participle behind it, which is joined to the predicate before."""
    verb = _participle_after(noun)
    assert verb is not None
    verb.head, verb.dep_ = noun.head, "conj"
    noun.head, noun.dep_ = verb, "nsubj:pass" if verb.tag_ == "VBN" else "nsubj"
