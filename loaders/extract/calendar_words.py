"""The words of the calendar, as patterns and as numbers."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SMALL_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

# Months are matched with their capital: "may" and "march" are verbs.
MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![\w])"
)
FULL_MONTH: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![\\w])"
)
# Months that are no other word or name, so that they may stand alone.
SURE_MONTH: Final = "(?:January|February|July|September|October|November|December)(?![\\w])"
DAY: Final = (
    r"(?<![\d.,:/])(?<![A-Za-z]-)(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])(?!(?:[.,:]|\s000)\d)"
)
YEAR: Final = r"(?:19|20)\d\d(?![\w%])(?![.,]\d)"
WEEKDAY: Final = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?![\\w])"
DASH: Final = "[-\u2010-\u2015]"  # hyphen to horizontal bar
SEASON: Final = "(?:spring|summer|autumn|fall|winter)(?![\\w])"
COUNT: Final = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return MONTHS[word[:3].lower()]


def small_number(word: str) -> int:
    """Return the value of digits or of a number word up to twelve ("a" is one)."""
    return int(word) if word.isdigit() else SMALL_NUMBERS[word.lower()]


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month; months outside 1 to 12 count on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_span(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week that the day belongs to."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_span(name: str, year: int) -> tuple[date, date]:
    """Return the three months of a northern season; a winter begins in December of its year."""
    start = SEASONS[name.lower()]
    return month_span(year, start)[0], month_span(year, start + 2)[1]
