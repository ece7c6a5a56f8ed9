"""The wordings of single dates, each with the function that says which days it means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from loaders.extract import calendar_words as words
from loaders.extract import date_readings as readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    _Read = Callable[[re.Match[str], readings.Context], Iterator[readings.Reading]]


def read_dates(
    text: str, published: date | None, is_ahead: Callable[[int], bool]
) -> Iterator[readings.Reading]:
    """Yield every reading of every wording; they may overlap."""
    for match, read in _matches(text):
        yield from read(
            match, readings.Context(published=published, ahead=is_ahead(readings.own_words(match)[0]))
        )


@lru_cache(maxsize=1)  # a text is read twice: for its dates, and for its figures that are none
def _matches(text: str) -> tuple[tuple[re.Match[str], _Read], ...]:
    """Return what fits a wording, which is looked for only where the word that it turns on is."""
    there = {core for core in _CORES if core.search(text)}
    return tuple(
        (match, read)
        for (pattern, read), core in zip(RULES, _TURNING_ON, strict=True)
        if core is None or core in there
        for match in pattern.finditer(text)
    )


def _rule(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a wording; a blank in it stands for white space, across one line end at most."""
    blank = r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,4})"  # bounded, so that no text makes matching slow
    return re.compile(pattern.replace(" ", blank), flags)


_D, _M, _FULL, _Y, _W = words.DAY, words.MONTH, words.FULL_MONTH, words.YEAR, words.WEEKDAY
_NAMED_DAY = rf"(?:(?:{_W}|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?),? \(?)?"
_TAIL_YEAR = rf"(?:,? (?P<year>{_Y}))?"
_JOIN = rf"(?: ?{words.DASH} ?| (?:to|and|or|until|through|into) )"
_PART = r"(?:(?:the )?(?:very )?(?:early|mid|late|beginning of|start of|middle of|end of|course of)(?: |-))"
_WHICH = r"(?:(?P<which>last|this|next|past|coming) )?"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|lunchtime|noon))?"
_I: Final = re.IGNORECASE

_DAY_WORD = "|".join(sorted(readings.DAY_WORDS.keys() - {"overnight"}, key=len, reverse=True))

RULES: Final = (
    # 7 November 2024; Tuesday, 3 December 2024; the 7th of November; 12 in "12 and 13 November"
    (_rule(rf"{_NAMED_DAY}(?P<day>{_D})(?: of)? (?P<month>{_M}){_TAIL_YEAR}"), readings.day_reading),
    (
        _rule(rf"(?P<day>{_D})(?=(?:, {_D}){{0,4}},?{_JOIN}{_D} (?P<month>{_M}){_TAIL_YEAR})"),
        readings.day_reading,
    ),
    # November 7, 2024; Oct. 8; November 13 and 14
    (_rule(rf"{_NAMED_DAY}(?P<month>{_M}) (?:the )?(?P<day>{_D}){_TAIL_YEAR}"), readings.day_reading),
    (
        _rule(rf"{_NAMED_DAY}(?P<month>{_M}) (?P<day>{_D}){_JOIN}(?P<second>{_D})(?! {_M}){_TAIL_YEAR}"),
        readings.two_days,
    ),
    # 2024-11-07; 07.11.2024; 15/11/2024; 24.02.22
    (_rule(r"(?<![\w.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), readings.iso),
    (
        _rule(r"(?<![\w./-])(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?![\w/-])"),
        readings.numeric,
    ),
    (_rule(r"(?<![\w./])(?P<a>\d\d)(?P<sep>\.)(?P<b>\d\d)\.(?P<year>\d\d)(?![\w/]|\.\d)"), readings.numeric),
    # October 2024; late October of last year; last October; in October
    (_rule(rf"{_PART}?(?P<month>{_M})(?:,| of)? (?P<year>{_Y})"), readings.month_reading),
    (
        _rule(rf"{_PART}?(?P<month>{_FULL}),?(?: of)? (?P<relative>(?:last|this|next|the previous) year)"),
        readings.month_reading,
    ),
    (_rule(rf"(?P<which>last|next|this) (?P<month>{_FULL})(?! {_D})"), readings.month_reading),
    (_rule(rf"{_PART}(?P<month>{_FULL})(?! {_D}|,? {_Y})"), readings.month_reading),
    (
        _rule(
            r"(?<![\w-])(?:[Ii]n|[Dd]uring|[Bb]y|[Uu]ntil|[Ss]ince|[Oo]f|[Ff]rom|[Bb]efore|[Aa]fter"
            r"|[Tt]hroughout|[Ff]or|to)"
            rf" (?P<whole>(?P<month>{_FULL}))(?! {_D}|,? {_Y})"
        ),
        readings.month_reading,
    ),
    (_rule(rf"(?<![\w-])(?P<month>{words.SURE_MONTH})(?! {_D}|,? {_Y})"), readings.month_reading),
    (_rule(rf"(?<=May) and (?P<whole>(?P<month>{_FULL}))(?! {_D}|,? {_Y})"), readings.month_reading),
    # on Tuesday; last Friday; early on Monday morning
    (
        _rule(rf"{_WHICH}(?:(?:early|late|earlier|later)(?: on)? )?(?P<weekday>{_W}){_TIME_OF_DAY}", _I),
        readings.weekday,
    ),
    # today; overnight; last week; two days ago; the past 24 hours
    (_rule(r"(?<![\w-])(?:(?:over|in|during) the )?(?P<word>past day)(?![\w-])", _I), readings.day_word),
    (_rule(rf"(?<![\w-])(?P<word>{_DAY_WORD})(?![\w-])", _I), readings.day_word),
    (
        _rule(
            (
                rf"(?<![\w-])(?P<word>overnight)(?! (?:on |of |from |to |into "
                rf"|between )?(?:the )?(?:{_W}|{_D}|{_M} {_D}))"
            ),
            _I,
        ),
        readings.day_word,
    ),
    (
        _rule(
            (
                r"(?<![\w-])(?:(?:earlier|later|early|late) )?(?P<which>last|this|next"
                r"|the previous) (?P<unit>week|month|year)(?![\w-])"
            ),
            _I,
        ),
        readings.period,
    ),
    (
        _rule(rf"(?<![\w-])(?P<count>{words.COUNT}) (?P<unit>day|week|month|year)s? ago(?!\w)", _I),
        readings.ago,
    ),
    (
        _rule(
            r"(?<![\w-])(?:over |in |during |within )?the (?:past|last|preceding) "
            rf"(?:(?P<count>{words.COUNT}) )?(?P<unit>hour|day|week|month|year)s?(?! of|\w)",
            _I,
        ),
        readings.past,
    ),
    (
        _rule(r"(?<![\w-])(?:the )?(?P<which>last|this|next|past|coming)? ?weekend(?!\w)", _I),
        readings.weekend,
    ),
    (
        _rule(r"(?<![\w-])the (?:start|beginning|end|turn) of (?:the|this) year(?!\w)", _I),
        readings.end_of_year,
    ),
    # last summer; spring 2024; in spring
    (
        _rule(
            rf"(?<![\w-])(?:(?P<which>last|this|next) )?(?P<season>{words.SEASON})(?:,| of)? (?P<year>{_Y})",
            _I,
        ),
        readings.season,
    ),
    (_rule(rf"(?<![\w-])(?P<which>last|this|next) (?P<season>{words.SEASON})", _I), readings.season),
    (_rule(rf"(?<![\w-])in (?:the )?(?P<whole>(?P<season>{words.SEASON}))", _I), readings.season),
    # in 2022; early 2025; from 2015 to 2018; a 2019 strike
    (
        _rule(
            r"(?<![\w-])(?:[Ii]n|[Dd]uring|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f"
            r"|[Tt]hroughout|[Bb]ack in"
            rf"|[Tt]o|[Aa]nd|[Aa]|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er"
            rf"|between) (?P<whole>{_PART}?(?P<year>{_Y}))(?!-\d|'s \d)"
        ),
        readings.year_reading,
    ),
    (_rule(rf"(?P<whole>{_PART}(?P<year>{_Y}))"), readings.year_reading),
    (_rule(r"(?<![\w-])(?:the )?(?P<year>(?:19|20)\d0)s(?!\w)"), readings.decade),
)

# What most wordings cannot be without, the first that one of their groups consists of.
_CORES: Final = (
    re.compile(_M),
    re.compile(_FULL),
    re.compile(words.SURE_MONTH),
    re.compile(_W, _I),
    re.compile(words.SEASON, _I),
    re.compile(_Y),
)
_TURNING_ON: Final = tuple(
    next((core for core in _CORES if f">{core.pattern})" in pattern.pattern), None) for pattern, _ in RULES
)
