"""Whether a date or a place belongs to an event: stands in its clause, or in one that shares it.

A small parser often hangs a phrase on the wrong verb, so the order of the words decides first: a phrase
belongs to the event when no other predicate stands between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.place_phrases import place_words
from loaders.extract.tree import ancestors, child, children, first_conjunct
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_SAYING: Final = frozenset({"speech", "confirm", "deny", "believe", "request", "suspend"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HELPERS: Final = frozenset({"aux", "aux:pass", "cop", "amod", "compound"})
_JOINED: Final = frozenset({"ROOT", "conj", "parataxis", "acl:relcl", "ccomp"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "expl", "csubj")
# A clause that begins with one of these tells of the same time and place as the clause over it.
_SAME_TIME: Final = frozenset({"when", "while", "as", "where"})
# What these lead to came before what is told.
_EARLIER: Final = frozenset({"after", "following", "since", "before", "until"})
_ANSWERS: Final = frozenset({"reprisal", "response", "retaliation", "revenge", "retribution", "anniversary"})
_OTHER_TIME: Final = frozenset({"since", "until", "because", "although", "though"})


def rank(token: Token, trigger: Token) -> int | None:
    """Return how close a phrase is to an event: 0 in its clause, more in one that shares it, else None."""
    return _rank_behind(token, trigger) if token.i > trigger.i else _rank_before(token, trigger)


def sayers(trigger: Token) -> list[Token]:
    """Return the predicates of saying in the sentence of an event."""
    verbs = [x for x in trigger.sent if x != trigger and is_saying_verb(x)]
    heads = [x for x in verbs if is_predicate(x) or x.dep_ in {"parataxis", "advcl"}]
    return [x for x in heads if not _is_said_of(x, trigger)]


def is_saying_verb(token: Token) -> bool:
    """Tell whether a predicate is one of saying."""
    return token.pos_ == "VERB" and bool(kinds(token) & _SAYING)


def _is_said_of(sayer: Token, trigger: Token) -> bool:
    """Tell whether an event is the subject of the saying: "the downing of 56 drones has been confirmed"."""
    subject = child(sayer, "nsubj:pass")
    return subject is not None and (subject == trigger or subject in list(ancestors(trigger)))


def is_of_saying(sayer: Token, token: Token, trigger: Token) -> bool:
    """Tell whether a phrase says when or where something was said: beside that verb, away from the event."""
    event, said, when = trigger.i, sayer.i, token.i
    doc = token.doc
    if said < when < event:
        return not any(x.lower_ == "that" or x.text in {'"', ":", ";", ","} for x in doc[said + 1 : when])
    if event < said < when:
        return not any(x.text in {";", ","} for x in doc[said + 1 : when]) and not predicates(sayer, token)
    if when < said < event:
        parenthetical = said + 1 < len(doc) and doc[said + 1].text == ","
        return (
            not parenthetical
            and not predicates(token, sayer)
            and not any(x.text == ";" for x in doc[when:said])
        )
    return False


def predicates(first: Token, last: Token) -> list[Token]:
    """Return the predicates of other clauses strictly between two tokens."""
    return [
        x for x in first.doc[first.i + 1 : last.i]
        if is_predicate(x)
        and not (last.dep_ == "xcomp" and last.head == x)
        and not (first.dep_ == "case" and first.head == x)
    ]  # fmt: skip


def is_predicate(token: Token) -> bool:
    """Tell whether a token heads a clause of its own: with a subject, or finite and joined to one."""
    if token.dep_ in _HELPERS or (token.pos_ not in {"VERB", "AUX"} and child(token, "cop") is None):
        return False
    return child(token, *_SUBJECTS) is not None or (token.tag_ in _FINITE and token.dep_ in _JOINED)


def is_fronted(token: Token) -> bool:
    """Tell whether a phrase opens its sentence, or a part of it after a semicolon."""
    for x in reversed(list(token.doc[token.sent.start : token.i])):
        if x.text in {";", ":"}:
            return True
        if x.tag_ in _FINITE or x.tag_ == "VBG":
            return False
    return True


def _rank_behind(token: Token, trigger: Token) -> int | None:
    between = predicates(trigger, token)
    if _is_parted(trigger, token):
        return None
    sharing = (
        all(_tells_of(v, trigger) for v in between),
        all(v.dep_ == "acl:relcl" and (_hangs_on(token, trigger) or v.head == trigger) for v in between),
        all(v.dep_ == "conj" and child(v, *_SUBJECTS) is None for v in between),
        len(between) == 1 and _is_at_same_time(between[0], trigger),
    )
    return next((close for close, shares in enumerate(sharing) if shares), None)


def _tells_of(verb: Token, event: Token) -> bool:
    """Tell whether an event is the subject of a predicate: "the raid took place"."""
    return event.pos_ == "NOUN" and child(verb, "nsubj", "nsubj:pass") == event


def _is_at_same_time(verb: Token, trigger: Token) -> bool:
    marks = [c for c in children(verb, "mark", "advmod") if trigger.i < c.i < verb.i]
    return any(c.lower_ in _SAME_TIME for c in marks)


def _is_parted(trigger: Token, token: Token) -> bool:
    """Tell whether a semicolon or a colon with a new predicate stands before a phrase."""
    run = list(token.doc[trigger.i + 1 : token.i])
    marks = [x.i for x in run if x.text in {";", ":"}]
    return any(x.text == ";" for x in run) or (
        bool(marks) and any(x.pos_ == "VERB" and x.i > marks[0] for x in run)
    )


def _rank_before(token: Token, trigger: Token) -> int | None:
    between = predicates(token, trigger)
    if not between:
        return 0 if _hangs_on(token, trigger) else 1
    apart = any(x.lower_ in _OTHER_TIME and x.dep_ == "mark" for x in token.doc[token.i + 1 : trigger.i])
    if apart or _is_of_onlooker(token, between[0], trigger):
        return None
    if is_fronted(token):
        return 2
    if trigger.tag_ in {"VBG", "VBN", "VBD"} and child(trigger, "nsubj", "nsubj:pass") is None:
        return 4
    return None


def _is_of_onlooker(token: Token, verb: Token, trigger: Token) -> bool:
    """Tell "protesters in London condemned the strike that killed": where those are who speak of an event."""
    subject = child(verb, "nsubj", "nsubj:pass")
    clause = first_conjunct(trigger)
    if subject is None or clause.dep_ not in {"acl:relcl", "acl"} or clause.head.i < verb.i:
        return False
    is_people = subject.pos_ in {"NOUN", "ADJ"} and lemma_of(subject) not in place_words("events")
    return is_people and subject.i < token.i and subject in ancestors(token)


def _hangs_on(token: Token, trigger: Token) -> bool:
    for a in ancestors(token):
        if a == trigger:
            return True
        if a.pos_ in {"VERB", "AUX"}:
            return False
    return False


def is_behind(token: Token) -> bool:
    """Tell whether a phrase is of what came before the event told: "a day after the attack on X"."""
    for upper in (token, *ancestors(token)):
        if any(c.lower_ in _EARLIER for c in children(upper, "case", "mark") if c != token):
            return True
        if upper != token and upper.lemma_ in _ANSWERS:
            return True
    return False
