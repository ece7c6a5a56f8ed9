"""An event told behind "after": how long before the rest of its sentence it was, where that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from loaders.extract.calendar_words import SMALL_NUMBERS, small_number
from loaders.extract.place_phrases import place_words
from loaders.extract.tree import ancestors, children
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.dates import DateMention
    from loaders.extract.tokens import Token

_AFTER: Final = frozenset({"after", "following"})
_DAYS: Final = frozenset({"day", "morning", "night"})
_SINGLE: Final = frozenset({"a", "one", "the", "very"})
# What is said of a little while: the event behind it was on the same day.
_SOON: Final = frozenset({"hour", "minute", "moment", "second", "shortly", "soon", "immediately"})


def opener(event: Token) -> Token | None:
    """Return the "after" of the clause or phrase that holds an event, or the "response" to it; or None."""
    for upper in (event, *ancestors(event)):
        for word in children(upper, "case", "mark"):
            if word.lower_ in _AFTER and word.i < event.i:
                return word
        if upper.i < event.i and lemma_of(upper) in place_words("answers"):
            return upper
    return None


def stands_before(token: Token, opener: Token) -> bool:
    """Tell whether a phrase belongs to what came after: it stands before the "after", and not under it."""
    held = opener.head if opener.dep_ in {"case", "mark"} else opener
    return token.i < opener.i and held not in (token, *ancestors(token))


def is_under_another(token: Token, event: Token) -> bool:
    """Tell whether a phrase stands in an "after" clause, of what came before an event outside it."""
    after = opener(token)
    if after is None or after.dep_ != "mark" or _is_right_after(after):
        return False
    return after.i < token.i and after.head not in (event, *ancestors(event))


def is_of_another_day(event: Token) -> bool:
    """Tell whether an event came before what its sentence is about, not right before it."""
    after = opener(event)
    return after is not None and not _is_right_after(after)


def earlier(day: DateMention, opener: Token) -> DateMention | None:
    """Return the day of what stands behind an "after", from the day before it; None where it is not told."""
    if _is_right_after(opener):
        return day
    word = _before(opener)
    count = _count(word) if lemma_of(word) in _DAYS else None
    return None if count is None else _shifted(day, count)


def _is_right_after(opener: Token) -> bool:
    """Tell "hours after X", and "were killed after X": of what harmed them."""
    if lemma_of(_before(opener)) in _SOON:
        return True
    return opener.lower_ in _AFTER and lemma_of(opener.head.head) in place_words("harming")


def _before(token: Token) -> Token:
    return token.nbor(-1) if token.i > token.sent.start else token


def _count(unit: Token) -> int | None:
    """Return how many days "a day", "two days" and "the day" are; None for "days"."""
    before = _before(unit)
    if before.lower_ in _SINGLE:
        return 1
    return small_number(before.text) if before.lower_ in SMALL_NUMBERS or before.text.isdecimal() else None


def _shifted(day: DateMention, days: int) -> DateMention | None:
    gap = timedelta(days=days)
    return None if day.last is None else replace(day, first=day.first - gap, last=day.last - gap)
