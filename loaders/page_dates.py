"""The day and time of publication that a line of a page gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from loaders.extract.calendar_words import WEEKDAY
from loaders.extract.dates import find_dates

if TYPE_CHECKING:
    from datetime import date

# Zones with one meaning in news; "ET" changes with the season and "IST" is Indian, Irish or Israeli.
OFFSETS: Final = {
    "Z": "+00:00", "GMT": "+00:00", "UTC": "+00:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
    "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "EST": "-05:00", "EDT": "-04:00", "PST": "-08:00",
    "PDT": "-07:00",
}  # fmt: skip
NOON: Final = 12
LAST_HOUR: Final = 23
OTHER_WORDS: Final = 6  # that a line may have beside its date and still be one about the date
NAME_WORDS: Final = 3  # that may stand before the date on its line: "By Jane Doe"

_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:\s?(?P<half>[apAP])\.?[mM]\b\.?)?"
    r"(?:\s?\(?(?P<zone>Z|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|EST|EDT|PST|PDT)\b(?![+-]\d)"
    r"|\s?(?P<offset>[+-]\d\d:\d\d)(?!\d))?"
)
_AFTER: Final = re.compile(rf"\s?(?:T|[\s,/|\u2013—-]*(?:at\s+|h\s+)?)(?<!\d){_CLOCK}")
_BEFORE: Final = re.compile(rf"(?<![\w:.]){_CLOCK}(?:[\s,/|\u2013—-]|\bon\b)*$")
_WEEKDAY_FIRST: Final = re.compile(rf"{WEEKDAY},? (?:the )?\d")
_SET_OFF: Final = re.compile(r"(?:^|[,|\u2013—(/:\[-]|\bas of)\s*(?:" + WEEKDAY + r",?\s*)?$", re.IGNORECASE)
_PERIOD: Final = re.compile(r"\d\w*(?:\s+[A-Z]\w+)?\.?\s*(?:to|until|and|[\u2013—-])\s*$")
_AS_OF: Final = re.compile(r"\bas (?:of|at)\s*$", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"\b(?:(?P<updated>(?:last\s+)?(?:updated|modified|edited))"
    r"|(?P<published>(?:first\s+)?(?:published|posted|created|released|issued))|(?P<scraped>date))"
    r"(?:\s+on)?\s*:?\s*$",
    re.IGNORECASE,
)


class Rank(IntEnum):
    """How sure it is that a date is that of publication; the lowest is the surest."""

    PUBLISHED_TIME = 0  # "Published 3 December 2024, 03:06"
    TIME = 1  # a date with a time, on a line of its own or in a byline
    PUBLISHED = 2  # "Published 3 December 2024"
    DAY = 3  # a date on a line of its own
    ASIDE = 4  # a date set off from a title
    SCRAPED = 5  # "date 2024-12-03", put there by who saved the page
    UPDATED = 6  # "Updated 3 December 2024"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageDate:
    """A day, and the time where it is given; `rank` orders what a page gives."""

    day: date
    time: str | None
    start: int
    end: int
    words: str
    rank: Rank

    @property
    def iso(self) -> str:
        """The day or the moment in ISO 8601, as precise as the page is."""
        return self.day.isoformat() if self.time is None else f"{self.day.isoformat()}T{self.time}"


def find_page_dates(line: str) -> list[PageDate]:
    """Return the dates of a line about them: a date line, a byline, a title with its date set off."""
    found = [mention for mention in find_dates(line, None) if mention.precision == "day"]
    dates: list[PageDate] = []
    for mention in found:
        time, start, end = _time(line, mention.start, mention.end)
        rank = _rank(line, start, end, has_time=time is not None, only=len(found) == 1)
        if rank is not None:
            dates.append(
                PageDate(
                    day=mention.first,
                    time=time,
                    start=start,
                    end=end,
                    words=line[start:end].strip(),
                    rank=rank,
                )
            )
    return dates


def _time(line: str, start: int, end: int) -> tuple[str | None, int, int]:
    """Return the time of day beside a date, and where date and time stand together."""
    after = _AFTER.match(line, end)
    if after is not None:
        return _clock(after), start, after.end()
    before = _BEFORE.search(line[:start])
    if before is None:
        return None, start, end
    if _AS_OF.search(line[: before.start()]):
        return None, before.start(), end
    return _clock(before), before.start(), end


def _clock(match: re.Match[str]) -> str | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    if hour > LAST_HOUR:
        return None
    offset = match["offset"] or OFFSETS.get(match["zone"] or "", "")
    return f"{hour:02}:{match['minute']}:00{offset}"


def _rank(line: str, start: int, end: int, *, has_time: bool, only: bool) -> Rank | None:
    """Return how sure it is that the date is that of publication, None when it is another."""
    before, behind = line[:start], line[end:]
    label = _LABEL.search(before)
    if label is not None:
        return _labelled_rank(label, has_time=has_time)
    set_off = only and _is_set_off(line, start, end, has_time=has_time)
    rest = len(re.findall(r"[^\W\d_]+", before + " " + behind))
    if _PERIOD.search(before) or (rest > OTHER_WORDS and not set_off):
        return None
    if has_time:
        return Rank.TIME
    own_line = rest <= NAME_WORDS or not before.strip() or set_off
    return Rank.DAY if own_line and rest <= OTHER_WORDS else Rank.ASIDE if set_off else None


def _labelled_rank(label: re.Match[str], *, has_time: bool) -> Rank:
    if label["updated"]:
        return Rank.UPDATED
    if label["scraped"]:
        return Rank.TIME if has_time else Rank.SCRAPED
    return Rank.PUBLISHED_TIME if has_time else Rank.PUBLISHED


def _is_set_off(line: str, start: int, end: int, *, has_time: bool) -> bool:
    """Return whether a date among many words is added to them and does not belong to what they tell."""
    before, behind = line[:start], line[end:]
    if _AS_OF.search(before) or _WEEKDAY_FIRST.match(line):
        return True
    return _SET_OFF.search(before) is not None and (has_time or not behind.strip(" .)]"))
