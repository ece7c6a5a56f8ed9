"""The numbers written in a text, in figures or in words, and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "lakh": 10**5, "million": 10**6, "mln": 10**6,
    "m": 10**6, "crore": 10**7, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One number: `value` with its scale, `figure` without it ("3 million": 3), `scale` its word, if any."""

    start: int
    end: int
    value: Decimal
    figure: Decimal
    scale: str | None
    in_words: bool


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in the order of the text."""
    for match in _NUMBER.finditer(text):
        yield _from_figures(match) if match["figures"] else _from_words(match)


def scaled(figure: Decimal, scale: str) -> Decimal:
    """Return a figure times its scale: 3 and "million" give 3,000,000."""
    return figure * SCALES[scale.lower()]


def _from_figures(match: re.Match[str]) -> Number:
    figure = Decimal(re.sub(r"[^\d.]", "", match["figures"]))
    scale = match["scale"] or match["glued"]
    return Number(
        start=match.start(),
        end=match.end(),
        value=scaled(figure, scale) if scale else figure,
        figure=figure,
        scale=scale,
        in_words=False,
    )


def _from_words(match: re.Match[str]) -> Number:
    value = _value_of_words(match["words"].lower())
    scale = re.search(r"(?:thousand|million|billion|dozen)$", match["words"], re.IGNORECASE)
    figure = value / SCALES[scale[0].lower()] if scale else value
    return Number(
        start=match.start(),
        end=match.end(),
        value=value,
        figure=figure,
        scale=scale[0] if scale else None,
        in_words=True,
    )


def _value_of_words(words: str) -> Decimal:
    """Add up number words: what stands before a scale word is multiplied by it."""
    total, part = Decimal(0), Decimal(0)
    for word in re.findall(r"[a-z]+", words):
        if word in {"a", "an", "and"}:
            continue
        if word == "half":
            part = Decimal("0.5")
        elif word in {"hundred", "dozen"}:
            part = (part or Decimal(1)) * SCALES[word]
        elif word in SCALES:
            total, part = total + (part or Decimal(1)) * SCALES[word], Decimal(0)
        else:
            part += {**UNITS, **TEENS, **TENS}[word]
    return total + part


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(words)


_UNIT, _TEEN, _TEN = _alternatives(UNITS), _alternatives(TEENS), _alternatives(TENS)
_TO_99: Final = rf"(?:(?:{_TEN})(?:[-\u2010\u2011\s](?:{_UNIT}))?|{_TEEN}|{_UNIT})"
_TO_999: Final = rf"(?:(?:{_TO_99}|an?)\s+hundred(?:\s+(?:and\s+)?{_TO_99})?|{_TO_99})"
_BIG: Final = r"(?:thousand|million|billion|trillion)"
_WORDS: Final = (
    rf"(?:half\s+an?|{_TO_99}|an?)\s+dozen"
    rf"|half\s+a\s+(?:{_BIG}|hundred)"
    rf"|(?:{_TO_999}|an?)(?:\s+{_BIG}(?:(?:,?\s+(?:and\s+)?){_TO_999})?)+"
    rf"|{_TO_999}"
)
_FIGURES: Final = (
    r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?![\d]|,\d)"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,5}(?!\d)"
    r"|\d{1,15}(?!\d)(?:\.\d{1,6}(?!\d))?"
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.,/\\])(?:(?P<figures>{_FIGURES})"
    r"(?:[\s\u00a0-]?(?P<scale>(?:hundred|thousand|million|mln|billion|bn|trillion|tn|lakh|crore|dozen)(?![\w])(?!-))"
    r"|(?P<glued>[km](?![\w])))?"
    rf"|(?P<words>{_WORDS})(?![\w]))",
    re.IGNORECASE,
)
