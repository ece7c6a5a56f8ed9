"""Frequent mistakes of the parser that the text itself shows to be such, put right in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.tree import child, children
from loaders.extract.words import is_only_a_verb, verb_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF_VERBS: Final = ("obj", "ccomp", "compound:prt", "aux", "aux:pass", "iobj", "expl", "nsubj:pass")
_FUNCTION: Final = frozenset({"DET", "ADP", "PUNCT", "AUX"})


def repair(doc: Doc) -> None:
    """Make verbs of the words that the tagger took for nouns: "denies that", "shot down 102 missiles"."""
    for token in doc:
        if token.pos_ in {"NOUN", "ADJ", "PROPN"} and verb_of(token.lower_) is not None and _acts_as_verb(token):
            token.pos_ = "VERB"
            token.tag_ = _tag(token.lower_)
            _find_subject(token)


def _acts_as_verb(token: Token) -> bool:
    if child(token, "det", "amod", "nmod:poss", "case", "nummod", "cop") is not None:
        return False
    return is_only_a_verb(token.lower_) or child(token, *_OF_VERBS) is not None


def _find_subject(verb: Token) -> None:
    """What stood before the supposed noun as a part of it is the subject."""
    if child(verb, "nsubj", "nsubj:pass") is None and verb.tag_ != "VBG":
        before = [c for c in children(verb, "compound", "nmod", "amod", "flat") if c.i < verb.i and c.pos_ in {"PROPN", "NOUN"}]
        if before:
            before[-1].dep_ = "nsubj"


def _tag(form: str) -> str:
    if form.endswith("ing"):
        return "VBG"
    return "VBZ" if form.endswith("s") else "VBD"
