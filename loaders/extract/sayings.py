"""The sayings of a sentence: what is a predicate of saying, and how it stands to the words around it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds, words
from loaders.extract.own_words import is_negated
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token
    from loaders.model import Actor


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying in a sentence: its predicate or the source's noun, who says it, who passes it on.

    `source` when it is a phrase ("according to them"). `own` when it is the article's own voice.
    """

    token: Token
    who: tuple[Actor, ...]
    carriers: tuple[Actor, ...] = ()
    source: bool = False
    own: bool = False


_KINDS: Final = frozenset(
    {
        "speech",
        "confirm",
        "deny",
        "believe",
        "request",
        "refuse",
        "perceive",
        "aware",
        "evidence_nouns",
        "hearsay_nouns",
        "denial_nouns",
        "ready",
    }
)
_NO_SAYER: Final = frozenset({"that", "it", "this", "there", "on", "in", "at"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_MARKS: Final = frozenset({",", '"', "-", "(", "'", "?", "!"})
_DAYS: Final = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "later",
    }
)
_HEARER: Final = frozenset({"iobj", "obj"})


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """Return the words of one kind of sayings.toml; KeyError for a kind that it lacks."""
    return _table()[kind]


def can_say(token: Token) -> bool:
    """Tell whether a predicate tells of somebody's saying, believing, asking or refusing."""
    if token.pos_ in _NEVER or token.lower_ in vocabulary("passing_on"):
        return False
    return _is_sayable(token) and not is_still_to_come(token) and not _is_no_utterance(token)


def _is_sayable(token: Token) -> bool:
    found = kinds(token)
    if "commit" in found and lemma_of(token) in vocabulary("performing"):
        return token.tag_ in _FINITE or (token.tag_ == "VBN" and child(token, "aux") is not None)
    if token.pos_ == "ADJ" and "denial_nouns" in found:
        return False
    return (
        bool(found & _KINDS)
        or token.lower_ in vocabulary("minds")
        or is_plain_saying(token)
        or gives_account(token)
    )


_NEVER: Final = frozenset({"PUNCT", "DET", "ADP", "NUM", "CCONJ", "PRON", "PART", "SYM"})


_OWING: Final = frozenset({"have", "remain", "need"})


def is_still_to_come(token: Token) -> bool:
    """Tell what nobody has said yet: "will announce", "is expected to say"."""
    if token.pos_ != "VERB" or is_negated(token):
        return False
    ahead = words("future_modals") | {"may", "might"}
    if any(c.lower_ in ahead - {"would"} for c in children(token, "aux")):
        return True
    to = any(c.lower_ == "to" for c in children(token, "mark"))
    if to and lemma_of(token.head) in _OWING and child(token, "aux:pass") is not None:
        return True  # "still has to be confirmed by the allies"
    infinitive = token.tag_ == "VB" and to
    return infinitive and token.dep_ == "xcomp" and bool(kinds(token.head) & {"likely", "commit"})


def _is_no_utterance(token: Token) -> bool:
    """Tell an answer that is a deed, or words without content: "responded by firing", "as he spoke"."""
    lemma = lemma_of(token)
    if lemma in {"respond", "reply", "answer", "react"}:
        tied = [c for c in children(token, "advcl", "obl") if c.i > token.i]
        return any(m.lower_ in {"by", "with"} for c in tied for m in children(c, "mark", "case"))
    if lemma == "put":
        return not any(t.lower_ == "at" and t.i > token.i for t in token.subtree) and not gives_account(token)
    return (
        lemma == "speak"
        and token.dep_ == "advcl"
        and any(m.lower_ in {"as", "while", "when", "after", "before"} for m in children(token, "mark"))
    )


def is_plain_saying(token: Token) -> bool:
    """Tell whether a word is a form of a verb of saying, whatever the tagger takes it for: "CNN reports."."""
    if token.lower_ in {"said", "says", "told", "tells"}:
        return True
    if token.lower_ not in vocabulary("set_apart") | {"reports", "say"}:
        return False
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    after = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    closed = after is None or after.text in _MARKS | {"."}
    if token.lower_ in vocabulary("set_apart") and before is not None and after is not None:
        opened = any(t.text == "," for t in token.doc[max(token.sent.start, token.i - _BEFORE) : token.i - 1])
        if before.pos_ in {"NOUN", "PROPN"} and after.text == "," and opened and token.dep_ != "conj":
            return True
    return (
        token.lower_ in {"reports", "say"}
        and before is not None
        and (before.text in {",", '"'} or (before.pos_ == "PROPN" and closed))
    )


def gives_account(token: Token) -> bool:
    """Tell whether a predicate gives a count or an account: "gave a lower figure", "put the toll at"."""
    if lemma_of(token) not in vocabulary("giving") or token.pos_ not in {"VERB", "AUX"}:
        return False
    return any(lemma_of(c) in vocabulary("accounts") for c in children(token, "obj", "iobj", "obl", "ccomp"))


def is_account_of(token: Token) -> bool:
    """Tell whether a token is its owner's count or account: "the UN's figure is 900"."""
    return lemma_of(token) in vocabulary("reckonings") and child(token, "nmod:poss") is not None


def has_content(token: Token) -> bool:
    """Tell whether what a predicate says follows it as its own clause or object."""
    below = [c for c in children(token, "ccomp", "xcomp", "obj", "obl", "acl", "acl:relcl") if c.i > token.i]
    hearers: frozenset[str] = _HEARER if lemma_of(token) in vocabulary("telling") else frozenset()
    said = [
        c
        for c in below
        if c.dep_ not in hearers
        and c.lower_ not in _DAYS
        and not (c.dep_ == "obl" and preposition(c) in {"on", "in", "at", "during", "to", "after", ""})
    ]
    inside = (
        [
            g
            for c in children(token, *hearers)
            for g in children(c, "acl", "acl:relcl")
            if child(g, "mark") is not None
        ]
        if hearers
        else []
    )
    return bool(said or inside)


def is_inserted(saying: Saying) -> bool:
    """Tell whether a saying stands beside its words, between marks: ", she said", "as the army said"."""
    token = saying.token
    if saying.source or (lemma_of(token) not in vocabulary("inserting") and not is_plain_saying(token)):
        return False
    first = first_of(token)
    if first == token.sent.start or (
        token.doc[first - 1].text not in _MARKS and token.doc[first - 1].lower_ != "as"
    ):
        return False
    return not has_content(token) or _is_closed(token) or is_inverted(token)


def is_inverted(token: Token) -> bool:
    """Tell whether a verb between marks has nothing but its sayer after it: ", say residents, "."""
    if token.i == token.sent.start or token.doc[token.i - 1].text not in {",", '"'}:
        return False
    for after in token.doc[token.i + 1 : token.sent.end]:
        if after.text in _MARKS | {"."}:
            return True
        if after.pos_ in {"VERB", "SCONJ", "AUX"} or after.lower_ in _NO_SAYER:
            return False
    return True


def _is_closed(token: Token) -> bool:
    """Tell whether a mark follows a verb of saying, and no quotation or clause of its own after it."""
    after = list(token.doc[token.i + 1 : min(token.i + 3, token.sent.end)])
    if not after or after[0].text not in {",", ".", "-", '"', ")"}:
        return False
    opens = len(after) > 1 and (after[1].text == '"' or after[1].lower_ == "that")
    return not opens or after[0].text != ","


def first_of(token: Token) -> int:
    """Return where the clause "X said" begins: after the mark before its subject, else at the verb itself."""
    subject = child(token, "nsubj", "nsubj:pass")
    auxiliary = [c.i for c in children(token, "aux", "advmod", "cc") if token.i - _NEAR < c.i < token.i]
    if subject is not None and subject.i < token.i:
        first = min((t.i for t in subject.subtree), default=subject.i)
        marks = [t.i + 1 for t in token.doc[first : subject.i] if t.text in _MARKS - {"-", "'"}]
        return max([first, *marks])
    first = min(auxiliary, default=token.i)
    lost = range(first - 1, max(token.sent.start, first - _LOST), -1)
    mark = next((i for i in lost if token.doc[i].text in _MARKS - {"-", "'"}), None)
    return first if mark is None or any(t.pos_ == "VERB" for t in token.doc[mark:first]) else mark + 1


_LOST: Final = 6  # words before a verb among which its subject may stand where the tree has lost it
_BEFORE: Final = 5  # words of a sayer between commas
_NEAR: Final = 3  # tokens before a verb among which its auxiliaries stand


@cache
def _table() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("sayings.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(rows) for kind, rows in data.items()}
