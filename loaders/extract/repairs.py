"""Frequent mistakes of the parser that the text itself shows to be such, put right in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.frames import noun_frames
from loaders.extract.mends import LOST_SUBJECTS, MISPLACED, Mend
from loaders.extract.tree import child, children
from loaders.extract.words import is_only_a_verb, verb_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Doc, Token

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
        "disembark",
        "exercise",
        "flee",
        "flow",
        "gather",
        "head",
        "land",
        "march",
        "mass",
        "mobilise",
        "mobilize",
        "muster",
        "operate",
        "pour",
        "regroup",
        "remain",
        "stream",
    }
)
_REPORTS: Final = frozenset({"reports", "claims", "rumours", "rumors"})
_OF_NOUN_PHRASES: Final = frozenset({"det", "amod", "compound", "nummod", "nmod", "nmod:poss", "case"})
_INSIDE_NOUNS: Final = frozenset({"amod", "punct", "compound", "dep"})
_NAMING: Final = frozenset({"PROPN", "NOUN"})
_FUNCTION: Final = frozenset({"DET", "ADP", "PUNCT", "AUX"})


def repair(doc: Doc) -> None:
    """Make verbs of the words that the tagger took for nouns: "denies that", "shot down 102 missiles"."""
    for token in doc:
        _retag(token)
        if token.tag_ == "VBG" and token.lower_ in noun_frames():
            _name(token)
    for token in [t for t in doc if t.dep_ in _OF_NOUNS and t.head.dep_ in {"aux", "aux:pass"}]:
        token.head = token.head.head
    for mend, mistaken in (*LOST_SUBJECTS, *_MENDS, *MISPLACED):
        for token in [t for t in doc if mistaken(t)]:
            mend(token)


def _retag(token: Token) -> None:
    nominal = token.pos_ in {"NOUN", "ADJ", "PROPN"}
    if nominal and verb_of(token.lower_) is not None and _acts_as_verb(token):
        token.pos_ = "VERB"
        token.tag_ = _tag(token.lower_)
        _find_subject(token)
    elif (
        token.pos_ == "VERB"
        and token.tag_ in {"NN", "NNS"}
        and verb_of(token.lower_) not in {None, token.lower_}
    ):
        token.tag_ = _tag(token.lower_)
        _find_subject(token)
    elif token.pos_ == "VERB" and token.lower_ in _REPORTS and token.dep_ in _OF_NOUNS:
        token.pos_, token.tag_, token.lemma_ = "NOUN", "NNS", token.lower_.removesuffix("s")
    elif token.pos_ in {"ADP", "SCONJ"} and token.dep_ in _OF_NOUNS:
        token.pos_ = "NOUN"
        token.tag_ = "NN"


def _is_across_semicolon(token: Token) -> bool:
    return token.dep_ == "nummod" and any(
        p.text == ";" for p in token.doc[token.i : max(token.i, token.head.i)]
    )


def _is_nominal_root(token: Token) -> bool:
    return token.dep_ == "ROOT" and token.pos_ in {"NOUN", "PROPN"}


def _is_inside_a_noun(token: Token) -> bool:
    if token.dep_ not in _INSIDE_NOUNS:
        return False
    bare = child(token, "obj", "aux") is None
    subject = child(token, "nsubj")
    only = is_only_a_verb(token.lower_) and (subject is None or subject.i == token.i - 1)
    return bare and (only or _ends_a_name(token))


def _ends_a_name(token: Token) -> bool:
    """Tell "Egypt saturated Sinai with soldiers.": a sentence without a verb but the one behind its name."""
    known = token.lower_.endswith("ed") and verb_of(token.lower_) is not None
    if not known or token.i == token.sent.start or token.sent[-1].text != ".":
        return False
    noun, before = token.head, token.doc[token.i - 1]
    if noun.dep_ == "appos" and noun.head == before and before.dep_ == "ROOT" and before.pos_ in _NAMING:
        before.head, before.dep_ = noun, "compound"  # "Kyiv lobbied Washington."
        noun.head, noun.dep_ = noun, "ROOT"
    named = before.pos_ in {"PROPN", "NOUN"} and before.head == noun and before.dep_ in _OF_NOUN_PHRASES
    return noun.dep_ == "ROOT" and (named or before.dep_ == "nsubj")


def _has_auxiliary(token: Token) -> bool:
    return token.pos_ == "NOUN" and child(token, "aux") is not None and child(token, "cop") is None


def _split_around(verb: Token) -> None:
    """Make a clause of "The UAE rejected claims", which is read as claims of one kind."""
    doc, noun = verb.doc, next((a for a in (verb.head, verb.head.head) if a.i > verb.i), None)
    subject = doc[verb.i - 1] if verb.i else None
    if noun is None or noun.dep_ != "ROOT" or subject is None or subject.pos_ not in {"PROPN", "NOUN"}:
        return
    inside = [c for c in noun.children if c.i < verb.i and c != subject]
    after = [c for c in noun.children if c.dep_ == "punct"]
    verb.head, verb.dep_, verb.pos_, verb.tag_ = verb, "ROOT", "VERB", "VBD"
    subject.head, subject.dep_ = verb, "nsubj"
    noun.head, noun.dep_ = verb, "obj"
    for token in inside:
        token.head = subject
    for token in after:
        token.head = verb


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


_MENDS: Final[tuple[Mend, ...]] = (
    (_give_back, _is_across_semicolon),
    (_raise_verb, _is_nominal_root),
    (_split_around, _is_inside_a_noun),
    (_free_verb, _has_auxiliary),
)
