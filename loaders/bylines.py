"""Who wrote an article and where it was filed, as a page's bylines and datelines say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NAME: Final = (
    r"(?:[^\W\d_a-z][\w.'\u2019-]*)(?: (?:[^\W\d_a-z][\w.'\u2019-]*|de|da|van|von|der|den"
    r"|la|al|el|bin|ben|ibn|di)){1,3}"
)
_NAMES: Final = rf"(?P<names>{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,4}})"
_DATE_START: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR"
    r"|SUN)DAY|\d{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2,8}\.? \d{1,2},)"
)
_BY: Final = re.compile(rf"^(?:By|BY|by|Written by|Author:|Authors:|Text:|Text by)\s+{_NAMES}(?P<rest>.*)$")
_GLUED: Final = re.compile(rf"^{_NAMES}\s?(?:[—\u2013-]\s?)?(?={_DATE_START})")
_BY_US: Final = re.compile(
    (
        r"^(?:by|BY|By) (?:our|the|staff|a) .{1,60}$|^(?:\w+ )?staff(?: (?:writer"
        r"|reporter)s?)?$|^staff and agencies$"
    ),
    re.IGNORECASE,
)
_REPORTED_BY: Final = re.compile(rf"^\(?(?:Reporting|Written|Writing|Compiled) by {_NAMES}")
_WEEKDAY_TAIL: Final = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?$", re.IGNORECASE)
_MONTHS: Final = frozenset(
    {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    }
)
_NO_PERSON: Final = re.compile(
    r"\b(?:Ministry|Department|Office|Agency|Watch|Institute|Project|Observatory|Centre|Center|Mission|Council|Desk"
    r"|Service|Nations|Organi[sz]ation|Committee|Foundation|Bureau|News|Post|Times|Gazette|Press|Media|Team|Staff)\b"
)
_ONE_NAME: Final = re.compile(rf"{_NAME}")
_SEVERAL: Final = re.compile(rf"^(?P<names>{_NAME}(?:, {_NAME}){{0,4}},? and {_NAME})$")
LONGEST: Final = 30  # words of a byline with its date

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_PLACE: Final = (
    r"(?P<place>[^\W\d_a-z][\w.'\u2019-]*"
    r"(?:[,/ ]+(?:[^\W\d_a-z][\w.'\u2019-]*|of|the|and|al-\w+|el-\w+|de|la)){0,8}?)"
)
_DAY: Final = rf"(?P<day>{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_AGENCY: Final = r"\((?P<agency>[^()\n]{2,40})\)"
_STROKE: Final = r"\s?(?:[—\u2013]|--|-(?= ))\s*(?=\S)"
DATELINES: Final = (
    re.compile(rf"{_PLACE}(?:,? {_DAY})?(?: {_AGENCY})?{_STROKE}"),  # RIVERTON, Nov 5 (Agency) -
    re.compile(rf"{_PLACE}:\s+(?=\S)"),  # RIVERTON:
    re.compile(rf"{_DAY} \({_PLACE}\){_STROKE}"),  # November 5, 2024 (RIVERTON) -
    re.compile(rf"\({_PLACE}, {_DAY}\)(?:\s?[—\u2013-])?\s+(?=\S)"),  # (Riverton, 5 November 2024)
)
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{3,}")
NO_AGENCY: Final = frozenset({"agency", "agencies", "photo", "photos", "update", "updated", "staff"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """Where and when an article was filed: its length in characters, the day as written, the agency."""

    length: int
    day: str | None
    agency: str | None


def authors(line: str) -> tuple[str, ...] | None:
    """Return the names of a byline: () where it has none ("By our correspondents"), None for another line."""
    if len(line.split()) > LONGEST:
        return None
    match = _BY.match(line) or _GLUED.match(line) or _SEVERAL.match(line)
    if match is not None:
        return _split(match["names"])
    return () if _BY_US.match(line) else None


def is_name(line: str) -> bool:
    """Return whether a line is nothing but what looks like one person's name."""
    return _ONE_NAME.fullmatch(line) is not None and _NO_PERSON.search(line) is None


def reporters(line: str) -> tuple[str, ...]:
    """Return the names of a closing credit: "(Reporting by …; Editing by …)"."""
    match = _REPORTED_BY.match(line)
    return _split(match["names"]) if match is not None else ()


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that a paragraph begins with, None without one.

    It needs a place in capitals, an agency behind the place, or brackets.
    """
    for pattern in DATELINES:
        match = pattern.match(paragraph)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("agency") or paragraph.startswith("(") or _in_capitals(match["place"]):
            return Dateline(length=match.end(), day=groups.get("day"), agency=_agency(groups.get("agency")))
    return None


def _in_capitals(place: str) -> bool:
    first = re.split(r"[,/]", place)[0]
    return _CAPITALS.match(first) is not None and first.upper() == first


def _agency(name: str | None) -> str | None:
    return None if name is None or name.strip().lower() in NO_AGENCY else name.strip()


def _split(names: str) -> tuple[str, ...]:
    parts = re.split(r", and |, | and | & ", names)
    cleaned = (_WEEKDAY_TAIL.sub("", part).strip(" ,") for part in parts)
    return tuple(part.title() if part.isupper() else part for part in cleaned if part and part not in _MONTHS)
