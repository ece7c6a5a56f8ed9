"""Moments as machines write them: ISO 8601 in its many spellings, and the dates of mail and feeds."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

EARLIEST: Final = 1600  # the first newspapers; earlier years are the zero of some program's clock
EPOCH: Final = date(1970, 1, 1)  # another such zero: no page was published then
SHORTEST: Final = len("2024-12-03")

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]|\s*,\s*)(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T\d{4,6}(?:Z|[+-]\d{4})?)?")


def read_moment(words: str) -> str | None:
    """Return a day or moment in ISO 8601 as precise as it is written, None for what is none.

    A time has an offset where one is written, and none otherwise.
    """
    words = words.strip()
    found = _iso(words) or _mail(words)
    return found if found is not None and _is_likely(found) else None


def _iso(words: str) -> str | None:
    if _DAY.fullmatch(words):
        return _checked(words)
    match = _MOMENT.fullmatch(words)
    if match is not None:
        zone = (match["zone"] or "").upper()
        return _checked(f"{match['day']}T{match['clock']}{'Z' if zone in {'UTC', 'GMT'} else zone}")
    return _checked(words) if _COMPACT.fullmatch(words) else None


def _checked(words: str) -> str | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    bare = len(words) == SHORTEST or words.isdecimal()
    return moment.date().isoformat() if bare else moment.isoformat(timespec="seconds")


def _mail(words: str) -> str | None:
    """Return a moment as mail writes it, "Tue, 03 Dec 2024 03:06:00 +0200"."""
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except (ValueError, IndexError, OverflowError):
        return None


def _is_likely(iso: str) -> bool:
    day = date.fromisoformat(iso[:SHORTEST])
    return day.year >= EARLIEST and day != EPOCH
