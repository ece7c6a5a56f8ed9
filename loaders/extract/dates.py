"""The dates that a text mentions, resolved to days against the day of publication."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from loaders.extract.calendar_words import DASH, month_span
from loaders.extract.date_readings import Context, Reading, nearest_day
from loaders.extract.date_wordings import read_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST_YEAR: Final = (
    1900  # a publication outside these years is a mistake, and nothing is resolved against it
)
LATEST_YEAR: Final = 2200
ONE_DAY: Final = timedelta(days=1)
LOOK_BACK: Final = 80  # characters before a date in which the words that introduce it stand

_RANGE_JOIN: Final = re.compile(
    rf"\s*{DASH}\s*|\s+(?:to|until|till|through|into)\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE
)
_AND_JOIN: Final = re.compile(r"\s+and\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|both)\s+(?:the\s+)?$", re.IGNORECASE)
_NIGHT_BEFORE: Final = re.compile(
    r"(?:\b(?:on|in|during|over|through)\s+)?(?:\bthe\s+)?\b(?:nights?|overnight)"
    r"(?:\s+(?P<link>of|from|between|to|into|on))?(?:\s+the)?\s+$",
    re.IGNORECASE,
)
_NIGHT_AFTER: Final = re.compile(r"\s+(?:night|overnight)\b", re.IGNORECASE)
_PREPOSITION: Final = re.compile(
    r"\b(on|in|at|by|until|till|since|before|after|from|between|during|of|for|to|over|through|throughout)"
    r"\s+(?:early\s+|late\s+|on\s+|in\s+|around\s+|the\s+)*$",
    re.IGNORECASE,
)
_SINCE_CLAUSE: Final = re.compile(
    (
        r"\bsince\s+(?:the\s+|its\s+"
        r"|their\s+)?[\w'\u2019-]+(?:\s+[\w'\u2019-]+){0,4}\s+(?:began|begun|started|resumed"
        r"|broke out|erupted"
        r"|collapsed|invaded|invasion|launched|outbreak|start|beginning)\s+(?:\w+\s+)?(?:on|in"
        r"|of)\s+$"
    ),
    re.IGNORECASE,
)
_ONWARDS: Final = re.compile(r"\s+onwards?\b", re.IGNORECASE)
_AHEAD_WORD: Final = re.compile(
    r"\b(?:by|until|till|next)\s+(?:the\s+)?(?:(?:end|start|middle)\s+of\s+)?$", re.IGNORECASE
)
_AHEAD_CLAUSE: Final = re.compile(
    (
        r"\b(?:will|would|may|might|could|shall|plans?\s+to|planning\s+to|set\s+to|due\s+to|due"
        r"|hopes?\s+to|expected\s+to|going\s+to|ready\s+to"
        r"|scheduled|slated|planned\s+for|to\s+be\s+held)\b"
        r"(?:(?!\b(?:said|says|told|after|since|following|wrote|announced|reported"
        r"|of\s+the)\b)[^.,;:!?\"“”\n]){0,50}$"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    """The inclusive days that some words mean; `last` is None for "since".

    `precision` is a notation of the precision scheme. `preposition` is the lower-case word before the date
    ("on", "by", "since", "before"), None without. `future` says that the words look ahead.
    """

    start: int
    end: int
    first: date
    last: date | None
    precision: str
    preposition: str | None = None
    future: bool = False


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the dates in the order of the text, none overlapping.

    A date without its year is the nearest one not after publication, or the nearest after it where the text
    looks ahead. Without a day of publication only dates that are complete in themselves are found.
    """
    if published is not None and not EARLIEST_YEAR <= published.year <= LATEST_YEAR:
        published = None
    single = _longest(read_dates(text, published, lambda start: _looks_ahead(text, start)))
    return [_mention(text, reading, published) for reading in _joined(text, single)]


def _looks_ahead(text: str, start: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    return bool(_AHEAD_WORD.search(before) or _AHEAD_CLAUSE.search(before))


def _longest(readings: Iterable[Reading]) -> list[Reading]:
    """Keep the longest of overlapping readings, in the order of the text."""
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda item: item.start - item.end):
        place = bisect.bisect(kept, reading.start, key=lambda item: item.start)
        free_before = place == 0 or kept[place - 1].end <= reading.start
        if free_before and (place == len(kept) or reading.end <= kept[place].start):
            kept.insert(place, reading)
    return kept


def _joined(text: str, readings: list[Reading]) -> list[Reading]:
    """Make one reading of two that are the ends of an interval."""
    joined: list[Reading] = []
    for reading in readings:
        if joined and _is_night_of(text, joined[-1], reading):
            continue
        interval = _interval(text, joined[-1], reading) if joined else None
        if interval is None:
            joined.append(reading)
        else:
            joined[-1] = interval
    return joined


def _interval(text: str, first: Reading, second: Reading) -> Reading | None:
    """Return the interval from one date to the next, None when the words between them make none."""
    if first.precision not in {"day", "month", "year"} or first.precision != second.precision:
        return None
    between = text[first.end : second.start]
    to, both = _RANGE_JOIN.fullmatch(between), _AND_JOIN.fullmatch(between)
    if to is None and both is None:
        return None
    first = _anchored(first, second)
    assert second.last is not None
    if first.first > second.last:
        return None
    if (
        to is None
        and not _BETWEEN.search(text[max(0, first.start - LOOK_BACK) : first.start])
        and not _adjacent(first, second)
    ):
        return None
    return replace(first, end=second.end, last=second.last, precision="range", floats=None)


def _is_night_of(text: str, first: Reading, second: Reading) -> bool:
    """Return whether the second reading only says that the first is a night: "Tuesday overnight"."""
    return (
        text[second.start : second.end].lower() == "overnight"
        and text[first.end : second.start].isspace()
        and first.precision in {"day", "range"}
    )


def _adjacent(first: Reading, second: Reading) -> bool:
    return first.precision == "day" and first.first + ONE_DAY == second.first


def _anchored(first: Reading, second: Reading) -> Reading:
    """Move a beginning that floats to its last occurrence before the end."""
    assert first.last is not None
    if first.floats == "week" and first.first > second.first:
        shift = timedelta(days=7)
        return replace(first, first=first.first - shift, last=first.last - shift)
    if first.floats != "year":
        return first
    if first.precision == "month":
        year = second.first.year - (first.first.month > second.first.month)
        return replace(first, first=first.first.replace(year=year), last=_month_end(first, year))
    day = nearest_day(first.first.month, first.first.day, Context(published=second.first, ahead=False))
    return first if day is None else replace(first, first=day, last=day)


def _month_end(reading: Reading, year: int) -> date:
    return month_span(year, reading.first.month)[1]


def _mention(text: str, reading: Reading, published: date | None) -> DateMention:
    """Read what stands around the date: a night, an open beginning, the preposition."""
    before = text[max(0, reading.start - LOOK_BACK) : reading.start]
    after = text[reading.end : reading.end + LOOK_BACK]
    reading = _night(reading, before, after, published)
    before = text[max(0, reading.start - LOOK_BACK) : reading.start]
    found = _PREPOSITION.search(before)
    preposition = "since" if _SINCE_CLAUSE.search(before) else found[1].lower() if found else None
    since = preposition == "since" or (reading.precision != "night" and _ONWARDS.match(after) is not None)
    return DateMention(
        start=reading.start,
        end=reading.end,
        first=reading.first,
        last=None if since else reading.last,
        precision="since" if since else reading.precision,
        preposition=preposition,
        future=_looks_ahead(text, reading.start),
    )


def _night(reading: Reading, before: str, after: str, published: date | None) -> Reading:
    """Return the two days of a night that the words around a date speak of, else the reading itself."""
    assert reading.last is not None
    lead, trail = _NIGHT_BEFORE.search(before), _NIGHT_AFTER.match(after)
    if (lead or trail) and reading.precision == "range" and reading.first + ONE_DAY == reading.last:
        start = reading.start - len(lead[0]) if lead else reading.start
        return replace(
            reading, start=start, end=reading.end + (trail.end() if trail else 0), precision="night"
        )
    if reading.precision != "day" or (lead is None and trail is None):
        return reading
    if lead is None:
        assert trail is not None
        return replace(
            reading, end=reading.end + trail.end(), last=reading.first + ONE_DAY, precision="night"
        )
    start = reading.start - len(lead[0])
    if lead["link"] in {"to", "into"} or reading.first == published:
        return replace(reading, start=start, first=reading.first - ONE_DAY, precision="night")
    return replace(reading, start=start, last=reading.first + ONE_DAY, precision="night")
