"""The parts of a page: each line without its bullet, label or dateline, and what kind of line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from loaders import page_marks as marks
from loaders.bylines import authors, dateline, is_name
from loaders.extract.dates import find_dates
from loaders.lines import read_lines
from loaders.model import Span, ZoneKind
from loaders.page_dates import Rank, find_page_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.bylines import Dateline
    from loaders.lines import Line

PROSE_WORDS: Final = 7  # a shorter line is a heading, even with a full stop
CLEAR_PROSE_WORDS: Final = 30  # no headline is as long
ASKING_PROSE_WORDS: Final = 18  # headlines ask and exclaim too
DATE_WORDS: Final = 12  # of a line that is about its date
DATE_RANKS: Final = frozenset(Rank) - {Rank.ASIDE}
CAPTION_LENGTH: Final = 1_000  # characters; what is longer may be a single endless word
BYLINE_WORDS: Final = 14
SCRAPED_WORDS: Final = 6  # as many behind the scraper's date are a line of the page, fewer its menu

_SENTENCE_END: Final = re.compile(r"[.…][\"'”\u2019»)\]]*(?:\s?\[\d+\])*\d{0,4}$")
_ASKING_END: Final = re.compile(r"[!?:;,][\"'”\u2019»)\]]*$")
_TWO_SENTENCES: Final = re.compile(r"[a-z][.!?][\"”\u2019]?\s+[A-Z“\"]")
_SCRAPED_DATE: Final = re.compile(r"date \d{4}-\d\d-\d\d\b\s*")
_WEEKDAY_FIRST: Final = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?\d")
_WORD: Final = re.compile(r"[^\W_][\w'\u2019.-]*")


class PartKind(StrEnum):
    """What a line of a page is, before its place on the page is considered."""

    TEXT = "text"
    PROSE = "prose"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One passage: its words without bullet and label, the label, and the section that the label opens.

    `opens` is None without a label of that kind; `alone` says that the label stood on a line of its own.
    """

    start: int
    end: int
    text: str
    kind: PartKind
    label: Span | None = None
    opens: ZoneKind | None = None
    alone: bool = False
    bullet: bool = False
    after_blank: bool = False
    dateline: Dateline | None = None
    clock: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))


def read_parts(text: str) -> list[Part]:
    """Return the passages of a page in order; a label on its own line belongs to the passage behind it."""
    parts: list[Part] = []
    label: Part | None = None
    for part in _lines(text):
        if _is_only_label(part):
            parts += _as_notice(text, label)
            label = part
        elif label is not None and part.label is None and part.kind is not PartKind.NOTICE:
            parts.append(replace(part, label=label.label, opens=label.opens, alone=True, clock=label.clock))
            label = None
        else:
            parts += _as_notice(text, label)
            label = None
            parts.append(part)
    return _with_bylines(parts + _as_notice(text, label))


def _with_bylines(parts: list[Part]) -> list[Part]:
    """Take a bare name above a date line, in the head of the page, for a byline."""
    return [
        replace(part, kind=PartKind.BYLINE)
        if part.kind is PartKind.TEXT and following is PartKind.DATE and is_name(part.text)
        else part
        for part, following in zip_longest(parts, [part.kind for part in parts[1:]])
    ]


def _lines(text: str) -> Iterator[Part]:
    in_body = False
    for number, line in enumerate(read_lines(text)):
        for start, end in _scraped(line) if number == 0 else ((line.start, line.end),):
            part = _part(text, start, end, after_blank=line.after_blank)
            if part.kind is PartKind.PROSE:
                part = _without_dateline(text, part, in_body=in_body)
                in_body = True
            yield part


def _scraped(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the scraper's date apart from the line of the page that it stands before."""
    match = _SCRAPED_DATE.match(line.text)
    if match is None or len(_WORD.findall(line.text[match.end() :])) < SCRAPED_WORDS:
        yield line.start, line.end
        return
    yield line.start, line.start + len(match[0].rstrip())
    yield line.start + match.end(), line.end


def _part(text: str, start: int, end: int, *, after_blank: bool) -> Part:
    words = text[start:end]
    bullet = marks.BULLET.match(words)
    if bullet is not None:
        start += bullet.end()
        words = text[start:end]
    part = Part(
        start=start,
        end=end,
        text=words,
        kind=_kind(words),
        bullet=bullet is not None,
        after_blank=after_blank,
    )
    if part.kind is PartKind.DATE:
        return part
    return _labelled(text, part)


def _labelled(text: str, part: Part) -> Part:
    """Take the label off a passage: "Source:", "Quote from the minister:", a live blog's time."""
    for opens, pattern in marks.LABELS:
        match = pattern.match(part.text)
        if match is not None:
            return _cut(text, part, match.end(), opens=opens)
    if marks.CLOCK_LINE.fullmatch(part.text):
        return _cut(text, part, len(part.text), clock=True)
    entry = marks.CLOCK_ENTRY.match(part.text)
    if entry is not None:
        return _cut(text, part, entry.end(), clock=True)
    return part


def _cut(text: str, part: Part, length: int, *, opens: ZoneKind | None = None, clock: bool = False) -> Part:
    words = part.text[:length].rstrip(" \t\u00a0:\u2013\u2014-|")
    label = Span(start=part.start, end=part.start + len(words), text=words)
    start = part.start + length
    rest = text[start : part.end]
    return replace(
        part,
        start=start,
        text=rest,
        kind=_kind(rest) if rest else part.kind,
        label=label,
        opens=opens,
        clock=clock,
    )


def _without_dateline(text: str, part: Part, *, in_body: bool) -> Part:
    """Take the dateline off the first paragraph; off a later one only where it names an agency or a day."""
    found = dateline(part.text) if part.label is None else None
    if found is None or (in_body and not (found.agency or found.day)):
        return part
    return replace(_cut(text, part, found.length), kind=PartKind.PROSE, dateline=found)


def _is_only_label(part: Part) -> bool:
    return part.label is not None and part.start == part.end


def _as_notice(text: str, label: Part | None) -> list[Part]:
    """Return a label that nothing follows as a passage of its own."""
    if label is None or label.label is None:
        return []
    return [
        Part(
            start=label.label.start,
            end=label.end,
            text=text[label.label.start : label.end],
            kind=PartKind.NOTICE,
        )
    ]


def _kind(words: str) -> PartKind:
    count = len(_WORD.findall(words))
    if _is_date(words, count):
        return PartKind.DATE
    if _is_notice(words, count):
        return PartKind.NOTICE
    if count <= marks.LONGEST_CAPTION and len(words) <= CAPTION_LENGTH and marks.is_caption(words):
        return PartKind.CAPTION
    if (
        count <= BYLINE_WORDS
        and len(words) <= CAPTION_LENGTH
        and authors(words) is not None
        and not _SENTENCE_END.search(words)
    ):
        return PartKind.BYLINE
    return PartKind.PROSE if _is_prose(words, count) else PartKind.TEXT


def _is_date(words: str, count: int) -> bool:
    if _SCRAPED_DATE.match(words):
        return True
    if count <= 2 * DATE_WORDS and _WEEKDAY_FIRST.match(words) and not _SENTENCE_END.search(words):
        return bool(find_dates(words, None))
    return count <= DATE_WORDS and any(found.rank in DATE_RANKS for found in find_page_dates(words))


def _is_notice(words: str, count: int) -> bool:
    if count == 0 or marks.LINK.search(words) or marks.FOOTNOTE.search(words):
        return True
    short = count <= marks.LONGEST_NOTICE
    return short and marks.is_notice(words)


def _is_prose(words: str, count: int) -> bool:
    if count >= CLEAR_PROSE_WORDS:
        return True
    if count < PROSE_WORDS:
        return False
    if _ASKING_END.search(words):
        return count >= ASKING_PROSE_WORDS or _TWO_SENTENCES.search(words) is not None
    return _SENTENCE_END.search(words) is not None
