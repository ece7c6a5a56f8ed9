"""Which date of a sentence is the event's: that of its own clause, not of a saying or of another clause."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import is_behind, is_of_saying, rank, sayers
from loaders.extract.intervals import earlier, is_under_another, opener, stands_before
from loaders.extract.place_phrases import place_words
from loaders.extract.tree import ancestors, children
from loaders.extract.words import lemma_of
from loaders.model import EventDate

if TYPE_CHECKING:
    from datetime import date

    from loaders.extract.commitment import Reading
    from loaders.extract.dates import DateMention
    from loaders.extract.passages import Passage
    from loaders.extract.tokens import Sentence, Token

# Verbs of counting: the month at the head of their sentence is that of what they count.
_COUNTING: Final = frozenset(
    {"verify", "document", "record", "count", "register", "confirm", "report", "tally", "estimate"}
)
_PERIODS: Final = frozenset({"week", "month", "season", "year", "range", "since"})
# "before Monday", "than in May": the date bounds or compares, nothing happened on it.
_BOUNDS: Final = frozenset({"before", "after", "until", "till"})
_THAN: Final = frozenset({"than", "against", "unlike"})
_COMPARED: Final = frozenset({"than", "compared", "unlike", "from"})
_GENITIVES: Final = frozenset({"'s", "\u2019s", "'"})
_WITHIN: Final = frozenset({"during", "in", "at", "amid"})
_FORWARD: Final = frozenset({"commits", "requests", "refuses"})
_BEGINNING: Final = frozenset({"begin", "start", "resume", "erupt", "break", "restart", "launch"})


def event_date(
    passage: Passage, trigger: Token, reading: Reading, published: date | None
) -> EventDate | None:
    """Return the day or days on which, as the text says, the event of a predicate happened or will happen."""
    ahead = reading.stance in _FORWARD or reading.time_frame == "future"
    return _date(passage, trigger, published if ahead else None, ahead=ahead)


def _date(passage: Passage, trigger: Token, published: date | None, *, ahead: bool) -> EventDate | None:
    sentence, after = trigger.sent, opener(trigger)
    ranked: list[tuple[int, int, DateMention]] = []
    for index in range(sentence.start, sentence.end):
        day = passage.dates.get(index)
        if day is not None and after is not None and stands_before(passage.doc[index], after):
            day = earlier(day, after)
        if day is None or not _fits(day, published, ahead=ahead):
            continue
        close = _rank(passage.doc[index], day, trigger)
        if close is not None:
            ranked.append((close, index, day))
    if not ranked:
        return None
    _, index, day = min(ranked, key=lambda row: (row[0], abs(row[1] - trigger.i)))
    if _since(passage.doc[index]) is not None:
        return EventDate(start=day.first, end=None, precision="since")
    return EventDate(start=day.first, end=day.last, precision=day.precision)


def story_date(passage: Passage, sentence: Sentence) -> EventDate | None:
    """Return the day that a sentence gives for an event that it names: "the strike on 3 May"."""
    for token in sentence:
        if token.pos_ == "VERB" and lemma_of(token) in place_words("event_verbs"):
            found = _date(passage, token, None, ahead=False)
            if found is not None and found.end is not None:
                return found
    for index in range(sentence.start, sentence.end):
        day = passage.dates.get(index)
        if day is None or day.last is None or day.future or day.preposition in _BOUNDS:
            continue
        token = passage.doc[index]
        if not is_behind(token) and (_is_in_brackets(token) or _is_by_event(token)):
            return EventDate(start=day.first, end=day.last, precision=day.precision)
    return None


def _is_in_brackets(token: Token) -> bool:
    """Tell whether a date stands in brackets, as that of what a place is known for: "(August 2024)"."""
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "(" and token.nbor().text == ")"


def _is_by_event(token: Token) -> bool:
    sentence = token.sent
    near = [
        *token.doc[max(sentence.start, token.i - 6) : token.i],
        *token.doc[token.i + 1 : min(token.i + 4, sentence.end)],
    ]
    return any(lemma_of(x) in place_words("events") and not _is_parted_from(token, x) for x in near)


def _is_parted_from(token: Token, noun: Token) -> bool:
    first, last = sorted((token.i, noun.i))
    between = token.doc[first + 1 : last]
    return any(x.pos_ in {"VERB", "AUX"} or x.text in {";", ":"} for x in between) or (
        noun.i > token.i
        and any(x.pos_ not in {"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "NUM"} for x in between)
    )


def _fits(day: DateMention, published: date | None, *, ahead: bool) -> bool:
    """Tell whether a date may be the event's at all: what is only pledged has not been yet."""
    if day.preposition in _BOUNDS and day.precision != "since":
        return False
    return not ahead or day.future or published is None or (day.last is not None and day.last > published)


def _is_as_of(token: Token) -> bool:
    """Tell whether only a state of things is told for a date: "as of last week"."""
    before = [x.lower_ for x in token.doc[max(0, token.i - 2) : token.i]]
    return before == ["as", "of"]


def _is_of_other(token: Token, trigger: Token) -> bool:
    """Tell whether a day is that of something else: "Sunday's election", not "Sunday's car bombing"."""
    rest = token.doc[token.i + 1 : token.sent.end]
    if not len(rest) or rest[0].lower_ not in _GENITIVES:
        return False
    row = list(takewhile(lambda x: x.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"}, rest[1:]))
    if trigger in row or any(lemma_of(x) in place_words("events") for x in row):
        return False
    return not row or not any(c.lower_ in _WITHIN for c in children(row[-1], "case"))


def _rank(token: Token, day: DateMention, trigger: Token) -> int | None:
    others = (_is_compared, _is_of_other, is_under_another)
    if _is_as_of(token) or any(is_other(token, trigger) for is_other in others):
        return None
    if (
        day.precision != "since"
        and not day.future
        and any(_is_said_on(sayer, token, day, trigger) for sayer in sayers(trigger))
    ):
        return None
    since = _since(token)
    if since is not None and any(x.pos_ == "VERB" for x in since.doc[trigger.i + 1 : since.i]):
        return None
    return rank(since or token, trigger)


def _is_said_on(sayer: Token, token: Token, day: DateMention, trigger: Token) -> bool:
    leads = token.i < sayer.i < trigger.i
    if leads and lemma_of(sayer) in _COUNTING and day.precision in _PERIODS:
        return False
    return is_of_saying(sayer, token, trigger)


def _since(token: Token) -> Token | None:
    """Return the "since" of the clause whose verb a date begins: "since the fighting began on 8 July"."""
    verb = next((a for a in ancestors(token) if a.pos_ == "VERB"), None)
    if verb is None or lemma_of(verb) not in _BEGINNING:
        return None
    return next((c for c in children(verb, "mark", "case", "advmod") if c.lower_ == "since"), None)


def _is_compared(token: Token, trigger: Token) -> bool:
    if any(x.lower_ in _THAN for x in token.doc[max(0, token.i - 2) : token.i]):
        return True
    for a in (token, *ancestors(token)):
        if a == trigger or a.pos_ in {"VERB", "AUX"}:
            return False
        if a != token and any(c.lower_ in _COMPARED and c.i < token.i for c in children(a, "case", "mark")):
            return True
    return False
