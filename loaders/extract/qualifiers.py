"""How a stated number is qualified: "at least", "about", "or more", and intervals of two numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.calendar_words import DASH
from loaders.extract.numerals import Number, scaled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

EXACT: Final = "exact"
APPROXIMATE: Final = "approximate"
AT_LEAST: Final = "at_least"
AT_MOST: Final = "at_most"
RANGE: Final = "range"
VAGUE: Final = "vague"

REACH: Final = 60  # characters before and behind a number in which its qualifier stands
SMALL: Final = 10  # below it "over two villages" and "under three flags" speak of places
THOUSAND: Final = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Qualified:
    """A number with its qualifier: inclusive bounds, None = open; `core` is where the bare number begins."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    core: int
    core_end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A number, or two that are the ends of an interval."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: str | None


def intervals(text: str, numbers: Iterable[Number]) -> list[Interval]:
    """Return the numbers, two made one where the words between them say so; scores ("3-1") are left out."""
    found: list[Interval] = []
    previous: Number | None = None
    for number in numbers:
        joined = _joined(text, previous, number) if previous is not None else None
        if joined is None:
            found.append(_single(number))
        else:
            found[-1:] = [joined] if joined.low <= joined.high else []
        previous = number if joined is None else None
    return found


def qualify(text: str, interval: Interval) -> Qualified:
    """Return the interval with the qualifier that stands before or behind it."""
    start, before = _before(text, interval)
    end, behind = _behind(text, interval)
    qualifier = behind if behind and before in (None, APPROXIMATE) else before
    if interval.low != interval.high:
        qualifier = qualifier if qualifier in (AT_LEAST, AT_MOST) else RANGE
    elif qualifier is None:
        qualifier = APPROXIMATE if _is_rounded(text, interval) else EXACT
    return Qualified(
        start=start,
        end=end,
        low=None if qualifier == AT_MOST else interval.low,
        high=None if qualifier == AT_LEAST else interval.high,
        qualifier=qualifier,
        core=interval.start,
        core_end=interval.end,
    )


_MONEY_SIGN: Final = r"(?:(?:US|AU?|CA?)?\$|[€£¥₴])?\s?"
_DASHED: Final = re.compile(rf"\s?(?:%|mm|km)?\s?{DASH}\s?{_MONEY_SIGN}")
_WORDED: Final = re.compile(
    rf"(?:\s?%|\s?mm|\s?km|\sper\scent)?\s+(?:to|or)\s+(?:about\s+|some\s+|as many as\s+)?{_MONEY_SIGN}",
    re.IGNORECASE,
)
_ANDED: Final = re.compile(rf"(?:\s?%)?\s+and\s+(?:about\s+|some\s+)?{_MONEY_SIGN}", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    (rf"\bbetween\s+(?:about\s+|some\s+|an\sestimated\s+)?{_MONEY_SIGN}$"), re.IGNORECASE
)
_FROM: Final = re.compile(rf"\bfrom\s+(?:about\s+|some\s+)?{_MONEY_SIGN}$", re.IGNORECASE)
_CHANGE: Final = re.compile(
    (
        r"\b(?:revis\w+|rose|risen|rise|rising|rais\w+|increas\w+|gr[eo]w\w*|growth|fell|fallen"
        r"|fall|drop\w*|cut|reduc\w+|up"
        r"|down|climb\w*|jump\w*|went|gone|go|expand\w*|chang\w+|correct\w+|mov\w+)\b[^.;]*$"
    ),
    re.IGNORECASE,
)


def _single(number: Number) -> Interval:
    return Interval(
        start=number.start, end=number.end, low=number.value, high=number.value, scale=number.scale
    )


def _joined(text: str, first: Number, second: Number) -> Interval | None:
    """Return the interval of two numbers, its bounds crossed for a score, None where they stand apart."""
    between, before = text[first.end : second.start], text[max(0, first.start - REACH) : first.start]
    dashed = _DASHED.fullmatch(between) is not None
    both = _ANDED.fullmatch(between) is not None and _BETWEEN.search(before) is not None
    if not dashed and not both and (_WORDED.fullmatch(between) is None or _is_change(before)):
        return None
    low = _low(first, second)
    if low >= second.value and not dashed:
        return None
    start = first.start
    if both:
        start -= len(_BETWEEN.search(before)[0])  # type: ignore[index]
    return Interval(start=start, end=second.end, low=low, high=second.value, scale=second.scale)


def _is_change(before: str) -> bool:
    """Return whether "from 900 to 2,000" tells of a figure that changed, not of an interval."""
    start = _FROM.search(before)
    return start is not None and _CHANGE.search(before[: start.start()]) is not None


def _low(first: Number, second: Number) -> Decimal:
    """Return the first bound; it shares a scale that only the second has: "10 to 12 million", "10-12,000"."""
    if first.scale is None and second.scale is not None and first.value <= second.figure:
        return scaled(first.value, second.scale)
    ends_in_thousands = second.value >= THOUSAND and second.value % THOUSAND == 0 and not second.in_words
    if first.scale is None and ends_in_thousands and 1 < first.value < second.value / THOUSAND:
        return first.value * THOUSAND
    return first.value


_APPROXIMATE: Final = (
    "about|around|some|roughly|approximately|approx\\.?|an estimated|estimated|nearly"
    "|almost|close to|circa|ca\\.|c\\.|~"
    "|(?:somewhere )?in the (?:region|neighbou?rhood|vicinity|order) of|on the order of"
    "|something like|an average of"
    "|virtually|just under|just short of|a little under|slightly (?:less|fewer) than"
    "|just about|or so"
)
_AT_LEAST: Final = (
    "at least|at the very least|no (?:fewer|less) than|not (?:fewer|less) than"
    "|(?:(?:far|much|slightly|many|a little|significantly|considerably) )?more than"
    "|(?:well |just |a little |slightly )?over"
    "|upwards? of|(?:well )?in excess of|(?:well )?above|exceed(?:s|ed|ing)?|surpass(?:es"
    "|ed|ing)|a minimum of|minimum of"
    "|greater than|larger than|higher than|north of|beyond|as few as|>"
)
_AT_MOST: Final = (
    "up to|as many as|as much as|at (?:the )?most|(?:no|not) more than|(?:fewer|less|lower"
    "|smaller) than|under|below"
    "|a maximum of|maximum of|not exceeding|<"
)
_LINK: Final = (
    r"(?:(?:another|(?:a |an )?(?:further|additional|total|estimated|combined"
    r"|record)(?: total)?(?: of)?|a|other)\s+)?"
)
_BEFORE: Final = tuple(
    (
        qualifier,
        re.compile(rf"(?<![\w-])(?:{words})\s*{_LINK}{_MONEY_SIGN}$".replace(" ", r"\s+"), re.IGNORECASE),
    )
    for qualifier, words in ((AT_MOST, _AT_MOST), (AT_LEAST, _AT_LEAST), (APPROXIMATE, _APPROXIMATE))
)
_PHRASAL: Final = re.compile(
    (
        r"\b(?:hand|take|turn|bring|carr(?:y|ie)|pass|sign|give|win|made?|t[ao]ke?n|took"
        r"|brought|gave|given|won)(?:s|ed|ing|d|n)?\s+$"
    ),
    re.IGNORECASE,
)
_OF_PLACE: Final = re.compile(r"(?:over|under|above|below|beyond)\s+$", re.IGNORECASE)
_BEHIND: Final = (
    (
        AT_LEAST,
        re.compile(
            r"\+(?!\w)|-plus\b|\s+(?:or|and)\s+more\b|\s+plus\b|,?\s+at\s+least\b|\s+and\s+counting\b",
            re.IGNORECASE,
        ),
    ),
    (AT_MOST, re.compile(r"\s+or\s+(?:fewer|less)\b|,?\s+at\s+(?:the\s+)?most\b", re.IGNORECASE)),
    (APPROXIMATE, re.compile(r"-odd\b|\s+or\s+so\b|,?\s+give\s+or\s+take\b|-ish\b", re.IGNORECASE)),
)
_SOME_DOZENS: Final = re.compile(r"(?!an?\s|half|one\s)\S+\s+dozen", re.IGNORECASE)


def _before(text: str, interval: Interval) -> tuple[int, str | None]:
    """Return where the qualifiers before a number begin, and the outermost that bounds it."""
    start, found = interval.start, None
    while True:
        before = text[max(0, start - REACH) : start]
        step = _step(before)
        if step is None or _is_preposition(step[1], before, interval):
            return start, found
        start -= len(step[1][0])
        found = step[0] if step[0] != APPROXIMATE or found is None else found


def _step(before: str) -> tuple[str, re.Match[str]] | None:
    """Return the longest qualifier right before a number: "no fewer than" is not "fewer than"."""
    found = ((qualifier, pattern.search(before)) for qualifier, pattern in _BEFORE)
    steps = [(qualifier, match) for qualifier, match in found if match is not None]
    return max(steps, key=lambda step: len(step[1][0]), default=None)


def _is_preposition(found: re.Match[str], before: str, interval: Interval) -> bool:
    """Return whether "over" and its like speak of a place or belong to a verb ("hand over 22 tanks")."""
    if not _OF_PLACE.match(found[0]):
        return False
    return interval.high < SMALL or _PHRASAL.search(before[: found.start()]) is not None


def _behind(text: str, interval: Interval) -> tuple[int, str | None]:
    for qualifier, pattern in _BEHIND:
        match = pattern.match(text, interval.end)
        if match is not None:
            return match.end(), qualifier
    return interval.end, None


def _is_rounded(text: str, interval: Interval) -> bool:
    """Return whether the number is told in dozens."""
    return _SOME_DOZENS.fullmatch(text[interval.start : interval.end]) is not None
