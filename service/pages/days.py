"""Days in words: as short as they can be told, and no more precise than they are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TO: Final = "\u2013"


def day(value: object) -> str | None:
    """Return a day in words; times keep their day alone."""
    return None if value is None else _day(_date(value))


def days(told: Mapping[str, object]) -> str:
    """Return the days of an event in words, given its `start`, `end` and `precision`."""
    start, end = told["start"], told["end"]
    if end is None:
        return f"since {day(start)}"
    if start is None:
        return f"until {day(end)}"
    span = _span(_date(start), _date(end))
    return f"night of {span}" if told["precision"] == "night" else span


def _span(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{TO}{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} {TO} {_day(last)}"
    return f"{_day(first)} {TO} {_day(last)}"


def _months(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{first:%b} {first.year} {TO} {last:%b} {last.year}"
    if first.month == last.month:
        return f"{first:%b} {first.year}"
    return f"{first.year}" if (first.month, last.month) == (1, 12) else f"{first:%b}{TO}{last:%b} {last.year}"


def _day(told: date) -> str:
    return f"{told.day} {told:%b} {told.year}"


def _date(value: object) -> date:
    return date.fromisoformat(str(value)[:10])
