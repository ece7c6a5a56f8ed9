"""The day and time of publication that a line of a page gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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

_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>Z|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|EST|EDT|PST|PDT)\b(?![+-]\d)|(?P<offset>[+-]\d\d:\d\d))?"
)
_AFTER: Final = re.compile(rf"\s?(?:T|[\s,/|–—-]*(?:at\s+|h\s+)?)(?<!\d){_CLOCK}")
_BEFORE: Final = re.compile(rf"(?<![\w:.]){_CLOCK}(?:[\s,/|–—-]|\bon\b)*$")
_AS_OF: Final = re.compile(r"\bas (?:of|at)\s*$", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?P<updated>(?:last\s+)?(?:updated|modified|edited))|(?P<published>(?:first\s+)?(?:published|posted|created|released)|date|issued)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageDate:
    """A day, and the time where it is given; `rank` orders what a page gives, the surest lowest."""

    day: date
    time: str | None
    start: int
    end: int
    words: str
    rank: int

    @property
    def iso(self) -> str:
        """The day or the moment in ISO 8601, as precise as the page is."""
        return self.day.isoformat() if self.time is None else f"{self.day.isoformat()}T{self.time}"


def find_page_dates(line: str) -> list[PageDate]:
    """Return the complete dates of a line that is about them: a date line, a byline, a title that ends in one."""
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
    if before is None or _AS_OF.search(line[: before.start()]):
        return None, start, end
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


def _rank(line: str, start: int, end: int, *, has_time: bool, only: bool) -> int | None:
    """Return how sure it is that the date is that of publication: 0 surest, None not at all."""
    before, behind = line[:start], line[end:]
    labels = list(_LABEL.finditer(before))
    if labels and labels[-1]["updated"]:
        return 6
    rest = len(re.findall(r"\w+", before + " " + behind))
    if rest > OTHER_WORDS and not (only and (not behind.strip(" .)]") or has_time)):
        return None
    if labels and labels[-1]["published"] and labels[-1][0] != "date":
        return 0 if has_time else 2
    if has_time:
        return 1
    return 5 if labels else 3 if rest <= OTHER_WORDS else 4
