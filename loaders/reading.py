"""An article as its page's plain text tells it: title, authors, publisher, time of publication, zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from loaders import bylines
from loaders.language import detect
from loaders.model import Article, ZoneKind
from loaders.page_dates import PageDate, Rank, find_page_dates
from loaders.parts import Part, PartKind, read_parts
from loaders.zones import find_zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loaders.model import Zone

# Where the day begins first, it is up to 14 hours ahead of UTC.
ZONES: Final = timedelta(days=1)
CLOSING_PARTS: Final = 4  # passages at the end in which a page credits reporters and claims its rights

_COPYRIGHT: Final = re.compile(
    (
        r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:(?:19"
        r"|20)\d\d(?:\s?[-\u2013]\s?\d{2,4})?)?,?\s*(?:by\s+)?(?P<name>(?:the\s+)?[A-Z][\w&.'\u2019-]*(?:\s+[A-Z][\w&'\u2019-]*){0,4})"
    ),
    re.IGNORECASE,
)
_NO_PUBLISHER: Final = re.compile(r"all rights|reserved|\d", re.IGNORECASE)
# Sites that ask for support under their initials.
_SUPPORTED: Final = {"UP": "Ukrainska Pravda"}
_SUPPORT: Final = re.compile(r"\bSupport (?P<name>[A-Z]{2,5})\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Published:
    iso: str | None
    words: str | None
    warnings: tuple[str, ...] = ()


def read_article(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> tuple[Article, tuple[str, ...]]:
    """Return the article that a page's text holds, and warnings about what it does not say.

    `published` (ISO 8601) wins over the page; a time that the page gives for the same day refines it.

    Raises:
        ValueError: `published` is no ISO 8601 day or time.
    """
    parts = read_parts(text)
    zones = find_zones(parts)
    when = _published(parts, zones, published)
    article = Article(
        text=text,
        title=_title(text, zones),
        published=when.iso,
        published_text=when.words,
        publisher=publisher or _publisher(parts),
        authors=_authors(parts, zones),
        url=url,
        language=detect(text),
        zones=zones,
    )
    return article, when.warnings


def warnings_of_future(article: Article, today: date) -> tuple[str, ...]:
    """Return a warning if an article was published later than today (UTC), wherever on earth that was."""
    if article.published is None or date.fromisoformat(article.published[:10]) <= today + ZONES:
        return ()
    return (f"published in the future: {article.published}",)


def _title(text: str, zones: Sequence[Zone]) -> str | None:
    title = next((text[zone.start : zone.end] for zone in zones if zone.kind is ZoneKind.HEADLINE), None)
    return None if title is None else re.sub(r"\s+", " ", title)


def _published(parts: Sequence[Part], zones: Sequence[Zone], given: str | None) -> _Published:
    """Choose between the day that is given and those that the page tells."""
    told = sorted(_page_dates(parts, zones), key=lambda found: found.rank)
    if given is not None:
        return _given(given, told)
    if told:
        same_day = next((found for found in told if found.time and found.day == told[0].day), told[0])
        chosen = same_day if same_day.rank < Rank.UPDATED else told[0]
        return _Published(iso=chosen.iso, words=chosen.words)
    filed = next((part for part in parts if part.dateline and part.dateline.day and part.label), None)
    if filed is None or filed.label is None:
        return _Published(iso=None, words=None, warnings=("no date of publication",))
    return _Published(
        iso=None,
        words=filed.label.text,
        warnings=("no date of publication: the dateline names no year",),
    )


def _given(given: str, told: Sequence[PageDate]) -> _Published:
    try:
        day = datetime.fromisoformat(given).date()
    except ValueError as error:
        raise ValueError(f"published must be an ISO 8601 day or time, not {given!r}") from error
    same = [found for found in told if found.day == day and found.rank < Rank.UPDATED]
    timed = next((found for found in same if found.time), None)
    words = timed or next(iter(same), None) or next(iter(told), None)
    warnings: tuple[str, ...] = ()
    if told and not same:
        warnings = (f"published given as {given}, the page says {told[0].iso}",)
    exact = timed is not None and len(given) == len("2024-12-03")
    return _Published(
        iso=timed.iso if timed and exact else given, words=words.words if words else None, warnings=warnings
    )


def _page_dates(parts: Sequence[Part], zones: Sequence[Zone]) -> Iterator[PageDate]:
    """Yield the dates of publication that a page tells: above the body, on own lines, in the dateline."""
    in_body = False
    for part, zone in zip(parts, zones, strict=True):
        in_body = in_body or zone.kind is ZoneKind.LEAD
        if part.dateline is not None:
            yield from find_page_dates(part.dateline.day or "")
        elif part.kind is PartKind.DATE or (
            not in_body and part.kind in (PartKind.BYLINE, PartKind.TEXT, PartKind.NOTICE)
        ):
            yield from find_page_dates(part.text)


def _authors(parts: Sequence[Part], zones: Sequence[Zone]) -> tuple[str, ...]:
    """Return the names of the bylines above the body, else of the reporters credited at the end."""
    names: list[str] = []
    for part, zone in zip(parts, zones, strict=True):
        if zone.kind is ZoneKind.LEAD:
            break
        if part.kind in (PartKind.BYLINE, PartKind.DATE):
            names += bylines.authors(part.text) or (bylines.is_name(part.text) and [part.text]) or ()
    if not names:
        names = [name for part in parts for name in bylines.reporters(part.text)]
    return tuple(dict.fromkeys(names))


def _publisher(parts: Sequence[Part]) -> str | None:
    """Return who publishes the page, if it says so: a dateline's agency, a copyright, a call for support."""
    agency = next((part.dateline.agency for part in parts if part.dateline and part.dateline.agency), None)
    if agency is not None:
        return agency
    for part in parts[-2 * CLOSING_PARTS :]:
        owner = _COPYRIGHT.search(part.text) if part.kind is PartKind.NOTICE else None
        if owner is not None and not _NO_PUBLISHER.search(owner["name"]):
            return re.sub(r"^the\s+", "", owner["name"], flags=re.IGNORECASE).rstrip(".")
    supported = (_SUPPORT.search(part.text) for part in parts if part.kind is PartKind.NOTICE)
    return next(
        (_SUPPORTED[match["name"]] for match in supported if match and match["name"] in _SUPPORTED), None
    )
