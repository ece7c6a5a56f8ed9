"""The quantities that a text states: bounds, how they are qualified, and what kind of thing is measured."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from loaders.extract.not_counts import find_not_counts
from loaders.extract.number_kinds import CURRENCY_BEFORE, REACH, kind_of
from loaders.extract.numerals import Number, find_numbers
from loaders.extract.qualifiers import EXACT, VAGUE, Qualified, intervals, qualify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberMention:
    """One stated number: inclusive whole bounds (None = open, or no whole number) and how it is qualified.

    `qualifier` is a notation of the qualifier scheme, `text` the words with their qualifier, from `start` to
    `end`. `kind` is what is measured: count money percent age distance caliber time_of_day
    duration ordinal rate year identifier other.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: str
    text: str
    kind: str


def find_quantities(text: str) -> list[NumberMention]:
    """Return the numbers in the order of the text, none overlapping; numbers inside dates are left out."""
    taken = _Taken(find_not_counts(text))
    found = [mention for mention in taken.mentions(text) if mention.kind != "date"]
    numbers = [
        number for number in (_without_footnote(text, n) for n in find_numbers(text)) if taken.is_free(number)
    ]
    found += (
        _mention(text, qualify(text, interval))
        for interval in intervals(text, numbers)
        if not _is_pronoun(text, interval.start, interval.end)
    )
    occupied = _Taken((m.kind, m.start, m.end) for m in found)
    for vague in _vague(text):
        if occupied.is_free(vague) and taken.is_free(vague):
            found.append(vague)
    return sorted(found, key=lambda mention: mention.start)


class _Taken:
    """Runs of the text that are spoken for."""

    def __init__(self, runs: Iterable[tuple[str, int, int]]) -> None:
        self._runs: list[tuple[int, int, str]] = []
        for kind, start, end in runs:
            if self._place(start, end) is not None:
                bisect.insort(self._runs, (start, end, kind))

    def is_free(self, item: Number | NumberMention) -> bool:
        return self._place(item.start, item.end) is not None

    def mentions(self, text: str) -> Iterator[NumberMention]:
        for start, end, kind in self._runs:
            yield NumberMention(
                start=start, end=end, low=None, high=None, qualifier=EXACT, text=text[start:end], kind=kind
            )

    def _place(self, start: int, end: int) -> int | None:
        place = bisect.bisect(self._runs, (start,))
        before = place == 0 or self._runs[place - 1][1] <= start
        behind = place == len(self._runs) or end <= self._runs[place][0]
        return place if before and behind else None


_FOOTNOTE: Final = re.compile(
    r"[1-9]\d*\.\d(?=\s*(?:\n|$)|\s+(?:The|A|An|In|On|At|It|He|She|They|We|This|But|For)\s)"
)


def _without_footnote(text: str, number: Number) -> Number:
    """Cut a footnote's mark off a sentence's last number: "28.2 The" is 28, with note 2."""
    match = _FOOTNOTE.match(text, number.start)
    if (
        number.in_words
        or match is None
        or match.end() != number.end
        or CURRENCY_BEFORE.search(text[max(0, number.start - REACH) : number.start])
    ):
        return number
    whole = Decimal(int(number.value))
    return replace(number, end=number.end - 2, value=whole, figure=whole)


_ONE_BEFORE: Final = re.compile(
    r"(?:\b(?:no|any|every|each|some|this|that|another|which|the|not|even|nor)[\s-]|-)$", re.IGNORECASE
)
_ONE_BEHIND: Final = re.compile(r"['\u2019]s\b|-|\s+(?:another|day|by|thing)\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"\s*(?:[,.;:!?)\"”]|$)")
_COUNTED: Final = re.compile(
    r"\b(?:only|just|than|least|most|to|about|almost|of|be|is|was|were|and|by|for|at|killed|lost|least)\s$"
)


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """Return whether "one" stands for something ("no one", "the deepest one") or is denied ("not one")."""
    if text[start:end].lower() != "one":
        return False
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
    if _ONE_BEFORE.search(before) or _ONE_BEHIND.match(behind):
        return True
    return _ALONE.match(behind) is not None and _COUNTED.search(before) is None


def _mention(text: str, found: Qualified) -> NumberMention:
    figures = text[found.core : found.core_end]
    kind = kind_of(text, found.core, found.core_end, figures)
    start = found.start
    if kind == "money" and start == found.core:
        sign = CURRENCY_BEFORE.search(text[max(0, start - REACH) : start])
        start -= len(sign[0]) if sign else 0
    return NumberMention(
        start=start,
        end=found.end,
        low=_whole(found.low),
        high=_whole(found.high),
        qualifier=found.qualifier,
        text=text[start : found.end],
        kind=kind,
    )


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None


_VAGUE: Final = re.compile(
    (
        r"(?<![\w-])(?:(?:at\s+least|up\s+to|more\s+than|about|around|some|many|nearly"
        r"|almost)\s+)?(?:"
        r"(?:several|a\s+few|few|many|a\s+couple\s+of|a\s+couple)\s+(?:dozens?|hundreds?"
        r"|thousands?|millions?)(?:\s+of\s+thousands)?"
        r"|(?:dozens|hundreds|thousands|millions|tens|scores(?=\s+(?:of|more|were|are|have|had"
        r"|killed|dead|injured|wounded)\b))"
        r"(?:\s+of\s+(?:thousands|millions))?"
        r"|(?:a|an)\s+(?:\w+\s+){0,2}numbers?\s+of|an?\s+(?:unspecified|unknown|undisclosed"
        r"|significant|large|small|limited|growing)\s+number"
        r"|large\s+numbers\s+of|several|numerous|multiple(?!\s+(?:launch|rocket))|countless"
        r"|many|a\s+few|a\s+handful\s+of|a\s+handful|a\s+couple\s+of"
        r"|an?\s+(?:\w+\s+){0,2}?(?:battalion|brigade|regiment|platoon|contingent|salvo|barrage"
        r"|swarm|volley|wave|squadron|detachment)"
        r")(?![\w])"
    ),
    re.IGNORECASE,
)
_NO_QUANTITY_BEFORE: Final = re.compile(r"\b(?:how|however|so|as|too|not|very)\s+$", re.IGNORECASE)


# "brace for a barrage", "came under a volley of rockets": an attack, no number.
_AGAINST: Final = re.compile(r"\b(?:for|under|of|expects?|fears?)\s+$", re.IGNORECASE)


def _is_salvo(words: str) -> bool:
    return words.lower().endswith(("barrage", "salvo", "volley", "wave"))


def _vague(text: str) -> Iterator[NumberMention]:
    """Yield the quantities that name no number: "dozens", "several", "a battalion"."""
    for match in _VAGUE.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        if _NO_QUANTITY_BEFORE.search(before) or (_is_salvo(match[0]) and _AGAINST.search(before)):
            continue
        yield NumberMention(
            start=match.start(),
            end=match.end(),
            low=None,
            high=None,
            qualifier=VAGUE,
            text=match[0],
            kind=kind_of(text, match.start(), match.end(), match[0]),
        )
