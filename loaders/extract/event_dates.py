"""Which date of a sentence is the event's: of the claim's own clause, not of the saying, not of another clause.

A small parser often hangs a date on the wrong verb, so the order of the words decides first: a date belongs to the
event when no other predicate stands between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.tree import ancestors, child, children
from loaders.extract.words import lemma_of
from loaders.model import EventDate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from loaders.extract.certainty import Reading
    from loaders.extract.dates import DateMention
    from loaders.extract.passages import Passage

_SAYING: Final = frozenset({"speech", "confirm", "deny", "believe", "request", "suspend"})
# Verbs of counting: the month at the head of their sentence is that of what they count.
_COUNTING: Final = frozenset({"verify", "document", "record", "count", "register", "confirm", "report", "tally", "estimate"})
_PERIODS: Final = frozenset({"week", "month", "season", "year", "range", "since"})
# "before Monday", "than in May": the date bounds or compares, nothing happened on it.
_BOUNDS: Final = frozenset({"before", "after", "until", "till"})
_COMPARED: Final = frozenset({"than", "compared", "unlike", "from"})
_FORWARD: Final = frozenset({"commits", "requests", "refuses"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEGINNING: Final = frozenset({"begin", "start", "resume", "erupt", "break", "restart", "launch"})
# A clause that begins with one of these tells of the same time as the clause over it.
_SAME_TIME: Final = frozenset({"when", "while", "as", "where"})
_OTHER_TIME: Final = frozenset({"since", "until", "because", "although", "though"})


def event_date(passage: Passage, trigger: Token, reading: Reading, published: date | None) -> EventDate | None:
    """Return the day or days on which the text says that the event of a predicate happened, or will happen."""
    sentence = trigger.sent
    ranked: list[tuple[int, int, DateMention]] = []
    for index in range(sentence.start, sentence.end):
        day = passage.dates.get(index)
        if day is None or not _fits(day, reading, published):
            continue
        rank = _rank(passage.doc[index], day, trigger)
        if rank is not None:
            ranked.append((rank, index, day))
    if not ranked:
        return None
    _, index, day = min(ranked, key=lambda row: (row[0], abs(row[1] - trigger.i)))
    if _opens_period(passage.doc[index]):
        return EventDate(start=day.first, end=None, precision="since")
    return EventDate(start=day.first, end=day.last, precision=day.precision)


def _opens_period(token: Token) -> bool:
    """Tell whether a date is the beginning of what lasts: "since the fighting began July 8"."""
    verb = next((a for a in ancestors(token) if a.pos_ == "VERB"), None)
    if verb is None or lemma_of(verb) not in _BEGINNING:
        return False
    return any(c.lower_ == "since" for c in children(verb, "mark", "case", "advmod"))


def _fits(day: DateMention, reading: Reading, published: date | None) -> bool:
    """Tell whether a date may be the event's at all: what is only pledged has not been yet."""
    if day.preposition in _BOUNDS and day.precision != "since":
        return False
    if reading.stance in _FORWARD or reading.time_frame == "future":
        return day.future or published is None or (day.last is not None and day.last >= published)
    return True


def _rank(token: Token, day: DateMention, trigger: Token) -> int | None:
    """Return how close a date is to the event: 0 in its own clause, more in one that shares its time, None for none."""
    if _is_compared(token, trigger) or _is_of_saying(token, day, trigger):
        return None
    if token.i > trigger.i:
        return _rank_behind(token, trigger)
    return _rank_before(token, trigger)


def _rank_behind(token: Token, trigger: Token) -> int | None:
    between = _predicates(trigger, token)
    if not between:
        return 0
    if all(v.dep_ == "acl:relcl" and (_hangs_on(token, trigger) or v.head == trigger) for v in between):
        return 1
    marks = [c for v in between for c in children(v, "mark", "advmod") if trigger.i < c.i < v.i]
    if len(between) == 1 and any(c.lower_ in _SAME_TIME for c in marks):
        return 3
    return None


def _rank_before(token: Token, trigger: Token) -> int | None:
    between = _predicates(token, trigger)
    if not between:
        return 0 if _hangs_on(token, trigger) else 1
    if _begins_other_time(token, trigger):
        return None
    if _is_fronted(token):
        return 2
    if trigger.tag_ in {"VBG", "VBN", "VBD"} and child(trigger, "nsubj", "nsubj:pass") is None:
        return 4
    return None


def _predicates(first: Token, last: Token) -> list[Token]:
    """Return the predicates of other clauses strictly between two tokens."""
    return [x for x in first.doc[first.i + 1 : last.i] if _is_predicate(x) and x != first and not _is_part_of(x, last)]


def _is_predicate(token: Token) -> bool:
    """Tell whether a token heads a clause of its own: one with a subject, or a finite verb that is joined to one."""
    if token.pos_ not in {"VERB", "AUX"} and child(token, "cop") is None:
        return False
    if token.dep_ in {"aux", "aux:pass", "cop", "amod", "compound"}:
        return False
    return child(token, "nsubj", "nsubj:pass", "expl", "csubj") is not None or (token.tag_ in _FINITE and token.dep_ in {"ROOT", "conj", "parataxis", "acl:relcl", "ccomp"})


def _is_part_of(token: Token, last: Token) -> bool:
    """Tell whether a verb only helps the one behind it: "was reported to have killed" """
    return last.dep_ == "xcomp" and last.head == token


def _hangs_on(token: Token, trigger: Token) -> bool:
    for a in ancestors(token):
        if a == trigger:
            return True
        if a.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _is_fronted(token: Token) -> bool:
    """Tell whether a date opens its sentence, or a clause of it after a semicolon."""
    for x in reversed(list(token.doc[token.sent.start : token.i])):
        if x.text in {";", ":"}:
            return True
        if x.tag_ in _FINITE or x.tag_ == "VBG":
            return False
    return True


def _begins_other_time(token: Token, trigger: Token) -> bool:
    """Tell whether the event stands in a clause that begins with "after" or its like, behind the date."""
    for x in token.doc[token.i + 1 : trigger.i]:
        if x.lower_ in _OTHER_TIME and x.dep_ == "mark":
            return True
    return False


def _is_compared(token: Token, trigger: Token) -> bool:
    for a in (token, *ancestors(token)):
        if a == trigger or a.pos_ in {"VERB", "AUX"}:
            return False
        if any(c.lower_ in _COMPARED and c.i < token.i for c in children(a, "case", "mark")) and a != token:
            return True
    return False


def _is_of_saying(token: Token, day: DateMention, trigger: Token) -> bool:
    """Tell whether a date is that of a saying: beside its verb, away from the event."""
    if day.precision == "since" or day.future:
        return False
    return any(_belongs(sayer, token, day, trigger) for sayer in _sayers(trigger))


def _sayers(trigger: Token) -> Sequence[Token]:
    return [x for x in trigger.sent if x != trigger and x.pos_ == "VERB" and kinds(x) & _SAYING and (_is_predicate(x) or x.dep_ in {"parataxis", "advcl"})]


def _belongs(sayer: Token, token: Token, day: DateMention, trigger: Token) -> bool:
    event, said, when = trigger.i, sayer.i, token.i
    doc = token.doc
    if said < when < event:
        return not any(x.lower_ == "that" or x.text in {'"', ":", ";", ","} for x in doc[said + 1 : when])
    if event < said < when:
        return not any(x.text in {";", ","} for x in doc[said + 1 : when]) and not _predicates(sayer, token)
    if when < said < event:
        if said + 1 < len(doc) and doc[said + 1].text == ",":
            return False
        counted = lemma_of(sayer) in _COUNTING and day.precision in _PERIODS
        return not counted and not _predicates(token, sayer)
    return False
