"""What days a single wording of a date means, each kind of wording by its own function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from loaders.extract import calendar_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_MONTH: Final = 12
CENTURY: Final = 2000  # that a year of two figures belongs to
SHORT_YEARS: Final = 100
SATURDAY: Final = 5
WEEKEND_DAYS: Final = 2
NEAREST_YEARS: Final = (
    8  # how far to look for a year that has the day: 29 February is missing at most 7 years
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The days that one wording means; `floats` is what the text left out ("year", "week"), if anything."""

    start: int
    end: int
    first: date
    last: date | None
    precision: str
    floats: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What a wording is read against: the day of publication, and whether the text looks ahead of it."""

    published: date | None
    ahead: bool


def own_words(match: re.Match[str]) -> tuple[int, int]:
    """Return where the date's own words stand, without what only introduces them."""
    return match.span("whole" if match.groupdict().get("whole") else 0)


def nearest_day(month: int, day: int, context: Context) -> date | None:
    """Return the latest such day not after publication, or the first one from it on when looking ahead."""
    published = context.published
    if published is None:
        return None
    step = 1 if context.ahead else -1
    for years in range(NEAREST_YEARS + 1):
        found = words.day_of(published.year + step * years, month, day)
        if found is not None and (found >= published if context.ahead else found <= published):
            return found
    return None


def day_reading(
    match: re.Match[str], context: Context, *, group: str = "day", span: tuple[int, int] | None = None
) -> Iterator[Reading]:
    """One day, its year given or the nearest."""
    day = int(re.sub(r"\D", "", match[group]))
    month = words.month_number(match["month"])
    year = match["year"]
    found = words.day_of(int(year), month, day) if year else nearest_day(month, day, context)
    if found is not None:
        start, end = span or match.span()
        yield Reading(
            start=start, end=end, first=found, last=found, precision="day", floats=None if year else "year"
        )


def two_days(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """Two days after their month: "November 13 and 14"."""
    yield from day_reading(match, context, span=(match.start(), match.end("day")))
    yield from day_reading(match, context, group="second", span=(match.start("second"), match.end()))


def numeric(match: re.Match[str], _context: Context) -> Iterator[Reading]:
    """Day, month and year in figures; "05/11/2024" is left out, because both orders are in use."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["sep"] != "." and first != second and first <= LAST_MONTH and second <= LAST_MONTH:
        return
    day, month = (second, first) if second > LAST_MONTH else (first, second)
    found = words.day_of(year + CENTURY if year < SHORT_YEARS else year, month, day)
    if found is not None:
        yield Reading(start=match.start(), end=match.end(), first=found, last=found, precision="day")


def iso(match: re.Match[str], _context: Context) -> Iterator[Reading]:
    """A day in ISO 8601."""
    found = words.day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    if found is not None:
        yield Reading(start=match.start(), end=match.end(), first=found, last=found, precision="day")


def month_reading(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """A month, its year given, told relative to publication ("last year") or the nearest."""
    month = words.month_number(match["month"])
    year = _year_of_month(match, month, context)
    if year is not None:
        first, last = words.month_span(year, month)
        start, end = own_words(match)
        floats = None if match.groupdict().get("year") else "year"
        yield Reading(start=start, end=end, first=first, last=last, precision="month", floats=floats)


def _year_of_month(match: re.Match[str], month: int, context: Context) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if context.published is None:
        return None
    published = context.published
    which = (groups.get("which") or "").lower()
    if groups.get("relative"):
        return published.year + _shift(groups["relative"])
    if context.ahead or which == "next":
        return published.year + (month < published.month or (which == "next" and month == published.month))
    return published.year - (month > published.month or (which == "last" and month == published.month))


def _shift(which: str) -> int:
    return {"last": -1, "previous": -1, "this": 0, "next": 1}[which.lower().removeprefix("the ").split()[0]]


def weekday(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """The last such weekday on or before publication; "next" and looking ahead turn it round."""
    published = context.published
    if published is None:
        return
    which = (match.groupdict().get("which") or "").lower()
    distance = (published.weekday() - words.WEEKDAYS[match["weekday"].lower()]) % 7
    if which == "next" or (which != "last" and context.ahead):
        found = published + timedelta(days=(7 - distance if distance or which == "next" else 0))
    else:
        found = published - timedelta(days=distance or (7 if which == "last" else 0))
    floats = None if which else "week"
    yield Reading(
        start=match.start(), end=match.end(), first=found, last=found, precision="day", floats=floats
    )


DAY_WORDS: Final = {
    "today": (0, 0, "day"),
    "this morning": (0, 0, "day"),
    "this afternoon": (0, 0, "day"),
    "this evening": (0, 0, "day"),
    "yesterday": (-1, -1, "day"),
    "yesterday morning": (-1, -1, "day"),
    "yesterday afternoon": (-1, -1, "day"),
    "yesterday evening": (-1, -1, "day"),
    "the day before yesterday": (-2, -2, "day"),
    "tomorrow": (1, 1, "day"),
    "the day after tomorrow": (2, 2, "day"),
    "tonight": (0, 1, "night"),
    "last night": (-1, 0, "night"),
    "yesterday night": (-1, 0, "night"),
    "overnight": (-1, 0, "night"),
    "past day": (-1, -1, "day"),  # communiqués count by the day that has ended
}


def day_word(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """A day or night told relative to publication: "yesterday", "overnight"."""
    if context.published is None:
        return
    first, last, precision = DAY_WORDS[re.sub(r"\s+", " ", match["word"].lower())]
    yield Reading(
        start=match.start(),
        end=match.end(),
        first=context.published + timedelta(days=first),
        last=context.published + timedelta(days=last),
        precision=precision,
    )


def period(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """A week, month or year told relative to publication."""
    if context.published is not None:
        unit = match["unit"].lower()
        first, last = _unit_span(unit, _shift(match["which"]), context.published)
        yield Reading(start=match.start(), end=match.end(), first=first, last=last, precision=unit)


def ago(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """So many days, weeks, months or years ago: as precise as the unit."""
    if context.published is not None:
        unit = match["unit"].lower()
        first, last = _unit_span(unit, -words.small_number(match["count"]), context.published)
        yield Reading(start=match.start(), end=match.end(), first=first, last=last, precision=unit)


def past(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """A stretch of days that ends on the day of publication."""
    if context.published is None:
        return
    unit, count = match["unit"].lower(), words.small_number(match["count"] or "1")
    back = -(-count // 24) if unit == "hour" else count
    day = "day" if unit == "hour" else unit
    first = context.published - timedelta(days=back * {"day": 1, "week": 7, "month": 30, "year": 365}[day])
    yield Reading(
        start=match.start(), end=match.end(), first=first, last=context.published, precision="range"
    )


def _unit_span(unit: str, shift: int, published: date) -> tuple[date, date]:
    if unit == "day":
        day = published + timedelta(days=shift)
        return day, day
    if unit == "week":
        return words.week_span(published + timedelta(weeks=shift))
    if unit == "month":
        return words.month_span(published.year, published.month + shift)
    return words.year_span(published.year + shift)


def weekend(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """Saturday and Sunday: those that have begun by the day of publication, for "next" the ones after."""
    if context.published is not None:
        back = (context.published.weekday() - SATURDAY) % 7
        if (match.groupdict().get("which") or "").lower() == "last" and back < WEEKEND_DAYS:
            back += 7
        ahead = 7 if (match.groupdict().get("which") or "").lower() in ("next", "coming") else 0
        first = context.published - timedelta(days=back - ahead)
        yield Reading(
            start=match.start(),
            end=match.end(),
            first=first,
            last=first + timedelta(days=1),
            precision="range",
        )


def end_of_year(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """The start or end of the year: no more is said than the year."""
    if context.published is not None:
        first, last = words.year_span(context.published.year)
        yield Reading(start=match.start(), end=match.end(), first=first, last=last, precision="year")


def season(match: re.Match[str], context: Context) -> Iterator[Reading]:
    """A season of a given year, or the last one that has begun by the day of publication."""
    name, year = match["season"], match.groupdict().get("year")
    if year is not None:
        span = words.season_span(name, int(year))
    elif context.published is not None:
        span = _relative_season(name, (match.groupdict().get("which") or "").lower(), context)
    else:
        return
    start, end = own_words(match)
    yield Reading(start=start, end=end, first=span[0], last=span[1], precision="season")


def _relative_season(name: str, which: str, context: Context) -> tuple[date, date]:
    published = context.published
    assert published is not None
    spans = [words.season_span(name, published.year + shift) for shift in (1, 0, -1, -2)]
    if which == "next" or (context.ahead and which != "last"):
        return next(span for span in reversed(spans) if span[1] >= published and span[0] > published)
    if which == "last":
        return next(span for span in spans if span[1] < published)
    return next(span for span in spans if span[0] <= published)


def year_reading(match: re.Match[str], _context: Context) -> Iterator[Reading]:
    """A year, also an early or late part of it."""
    first, last = words.year_span(int(match["year"]))
    start, end = own_words(match)
    yield Reading(start=start, end=end, first=first, last=last, precision="year")


def decade(match: re.Match[str], _context: Context) -> Iterator[Reading]:
    """Ten years: "the 1990s"."""
    year = int(match["year"])
    yield Reading(
        start=match.start(),
        end=match.end(),
        first=date(year, 1, 1),
        last=date(year + 9, 12, 31),
        precision="range",
    )
