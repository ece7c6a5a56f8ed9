"""Frequent mistakes of the parser that the text itself shows to be such, put right in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.frames import noun_frames
from loaders.extract.tree import child, children
from loaders.extract.words import is_only_a_verb, verb_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF_VERBS: Final = ("obj", "ccomp", "compound:prt", "aux", "aux:pass", "iobj", "expl", "nsubj:pass")
_OF_CLAUSES: Final = frozenset({"ROOT", "advcl", "ccomp", "parataxis", "conj", "acl:relcl"})
_OF_NOUNS: Final = ("nsubj", "nsubj:pass", "obj")
_INTRANSITIVE: Final = frozenset(
    {
        "clash",
        "cross",
        "fire",
        "advance",
        "withdraw",
        "rush",
        "retreat",
        "surrender",
        "fall",
        "fight",
        "arrive",
        "die",
        "attack",
    }
)
_OF_NOUN_PHRASES: Final = frozenset({"det", "amod", "compound", "nummod", "nmod", "nmod:poss", "case"})
_FUNCTION: Final = frozenset({"DET", "ADP", "PUNCT", "AUX"})


def repair(doc: Doc) -> None:
    """Make verbs of the words that the tagger took for nouns: "denies that", "shot down 102 missiles"."""
    for token in doc:
        if (
            token.pos_ in {"NOUN", "ADJ", "PROPN"}
            and verb_of(token.lower_) is not None
            and _acts_as_verb(token)
        ):
            token.pos_ = "VERB"
            token.tag_ = _tag(token.lower_)
            _find_subject(token)
        elif token.pos_ in {"ADP", "SCONJ"} and token.dep_ in _OF_NOUNS:
            token.pos_ = "NOUN"
            token.tag_ = "NN"
    for token in [t for t in doc if t.tag_ == "VBG" and t.lower_ in noun_frames()]:
        _name(token)
    for token in [t for t in doc if t.dep_ in _OF_NOUNS and t.head.dep_ in {"aux", "aux:pass"}]:
        token.head = token.head.head
    for token in [
        t for t in doc if t.dep_ == "nummod" and any(p.text == ";" for p in doc[t.i : max(t.i, t.head.i)])
    ]:
        _give_back(token)
    for token in [t for t in doc if t.dep_ == "ROOT" and t.pos_ in {"NOUN", "PROPN"}]:
        _raise_verb(token)
    for token in [t for t in doc if t.pos_ == "NOUN" and child(t, "aux") and child(t, "cop") is None]:
        _free_verb(token)


def _free_verb(noun: Token) -> None:
    """Make a verb of the word between an auxiliary and its object: "will not supply weapons"."""
    auxiliary = children(noun, "aux")[-1]
    between = [c for c in children(noun, "compound", "amod", "nmod") if auxiliary.i < c.i < noun.i]
    verb = next((c for c in between if verb_of(c.lower_) is not None), None)
    if verb is None:
        return
    before = [c for c in noun.children if c.i < verb.i and c.dep_ not in _OF_NOUN_PHRASES]
    relation, upper = noun.dep_, noun.head
    verb.head = verb if upper == noun else upper
    verb.dep_, verb.pos_, verb.tag_ = relation, "VERB", "VB"
    noun.head, noun.dep_ = verb, "obj"
    for c in before:
        c.head = verb
        c.dep_ = "nsubj" if c.dep_ == "expl" else c.dep_


def _name(gerund: Token) -> None:
    """Make a noun of "shelling by Russian forces", "subjected to shelling"."""
    mark = child(gerund, "mark")
    after_to = gerund.dep_ == "advcl" and mark is not None and mark.lower_ == "to"
    if child(gerund, "obj", "aux") is not None or not (
        after_to or gerund.dep_ in {"csubj", "obl", "nmod", *_OF_NOUNS}
    ):
        return
    gerund.pos_, gerund.tag_, gerund.lemma_ = "NOUN", "NN", gerund.lower_
    gerund.dep_ = {"csubj": "nsubj", "advcl": "obl"}.get(gerund.dep_, gerund.dep_)
    for c in gerund.children:
        c.dep_ = {"mark": "case", "obl": "nmod", "obl:agent": "nmod"}.get(c.dep_, c.dep_)


def _give_back(number: Token) -> None:
    """Read "brought down five; fragments fell": the figure is the object of the verb before it."""
    verb = next((t for t in reversed(number.doc[max(0, number.i - 3) : number.i]) if t.pos_ == "VERB"), None)
    if verb is not None:
        number.head = verb
        number.dep_ = "obj"


def _raise_verb(noun: Token) -> None:
    """Make a clause of "border guards fired on a patrol", which is read as guards that were fired on."""
    verb = next(
        (c for c in children(noun, "acl") if c.i > noun.i and c.tag_ in {"VBN", "VBD"} and c.pos_ == "VERB"),
        None,
    )
    if verb is None or child(noun, "cop", "nsubj") is not None or not _is_active(verb):
        return
    later = [c for c in noun.children if c.i > verb.i or c.dep_ == "punct"]
    verb.head = verb
    verb.dep_, verb.tag_ = "ROOT", "VBD"
    noun.head = verb
    noun.dep_ = "nsubj"
    for c in later:
        c.head = verb


def _is_active(verb: Token) -> bool:
    if child(verb, "obl:agent", "aux", "aux:pass") is not None:
        return False
    if verb_of(verb.lower_) in _INTRANSITIVE:
        return True
    return any(child(v, "obj") is not None for v in (verb, *children(verb, "conj")))


def _acts_as_verb(token: Token) -> bool:
    if child(token, "det", "amod", "nmod:poss", "case", "nummod", "cop") is not None:
        return False
    past = (
        token.dep_ in _OF_CLAUSES
        and child(token, "nsubj") is not None
        and verb_of(token.lower_) != token.lower_
        and not token.lower_.endswith("s")
    )
    return past or is_only_a_verb(token.lower_) or child(token, *_OF_VERBS) is not None


def _find_subject(verb: Token) -> None:
    """What stood before the supposed noun as a part of it is the subject."""
    if child(verb, "nsubj", "nsubj:pass") is None and verb.tag_ != "VBG":
        before = [
            c
            for c in children(verb, "compound", "nmod", "amod", "flat")
            if c.i < verb.i and c.pos_ in {"PROPN", "NOUN"}
        ]
        if before:
            before[-1].dep_ = "nsubj"


def _tag(form: str) -> str:
    if form.endswith("ing"):
        return "VBG"
    return "VBZ" if form.endswith("s") else "VBD"
