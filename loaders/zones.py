"""The zones of an article: which part of the page each passage belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders import page_marks as marks
from loaders.model import Zone, ZoneKind
from loaders.parts import Part, PartKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANY_HEADINGS: Final = 10  # with as many lines before the body the page's menu was scraped too
LONGEST_HEADLINE: Final = 40  # words
SHORTEST_HEADLINE: Final = 3  # words; with fewer it is a rubric or the publisher's name
TRAILING_LINKS: Final = 2  # headings at the end, as many at least are links to other articles
LINK_WORDS: Final = 4  # a heading at the end with as many words at least is an article's

_OPENS_QUOTE: Final = re.compile(r"[\"“«„]")
_META: Final = frozenset({PartKind.DATE, PartKind.BYLINE, PartKind.CAPTION, PartKind.NOTICE})


def find_zones(parts: Sequence[Part]) -> tuple[Zone, ...]:
    """Return a zone for every passage, in order."""
    body = _body_start(parts)
    headline = _headline(parts[:body])
    tail = _tail_start(parts, body)
    kinds = [
        *_head_kinds(parts[:body], headline),
        *_body_kinds(parts[body:tail]),
        *(_tail_kind(part) for part in parts[tail:]),
    ]
    _mark_lead(parts, kinds, body)
    return tuple(
        Zone(kind=kind, start=part.start, end=part.end, label=part.label)
        for part, kind in zip(parts, kinds, strict=True)
    )


def _body_start(parts: Sequence[Part]) -> int:
    """Return where the body begins; a page without prose has its first line as headline."""
    for number, part in enumerate(parts):
        if part.kind is PartKind.PROSE or part.opens is not None or part.clock or part.bullet:
            return number
    texts = [number for number, part in enumerate(parts) if part.kind is PartKind.TEXT]
    return texts[0] + 1 if len(texts) > 1 else texts[0] if texts else len(parts)


def _headline(head: Sequence[Part]) -> int | None:
    """Return which part is the headline: the first heading that is no rubric, no letterhead in capitals."""
    headings = [
        number
        for number, part in enumerate(head)
        if part.kind is PartKind.TEXT
        and SHORTEST_HEADLINE <= part.words <= LONGEST_HEADLINE
        and not marks.KICKER.fullmatch(part.text)
    ]
    if len(head) > MANY_HEADINGS:
        headings = [number for number in headings if head[number].words >= LINK_WORDS][-1:]
    own = [number for number in headings if not marks.MASTHEAD.fullmatch(head[number].text)]
    mixed = [number for number in own if not head[number].text.isupper()]
    return next(iter(mixed or own or headings), None)


def _head_kinds(head: Sequence[Part], headline: int | None) -> Iterator[ZoneKind]:
    """Yield what stands before the body: lines below the headline may still tell something."""
    for number, part in enumerate(head):
        if number == headline:
            yield ZoneKind.HEADLINE
        elif headline is not None and number > headline and _may_tell(part):
            yield ZoneKind.BODY
        else:
            yield ZoneKind.BOILERPLATE


def _may_tell(part: Part) -> bool:
    return part.kind is PartKind.TEXT and part.words >= SHORTEST_HEADLINE


def _body_kinds(parts: Sequence[Part]) -> Iterator[ZoneKind]:
    section = ZoneKind.BODY
    for part in parts:
        section = _section(section, part)
        yield ZoneKind.BOILERPLATE if part.kind in _META and part.opens is None else section


def _section(section: ZoneKind, part: Part) -> ZoneKind:
    """Return the section that a passage belongs to, after the one of the passage before it."""
    if part.opens is not None:
        return part.opens
    if marks.RELATED_HEADING.fullmatch(part.text):
        return ZoneKind.RELATED
    if marks.BACKGROUND_HEADING.fullmatch(part.text):
        return ZoneKind.BACKGROUND
    return section if _goes_on(section, part) else ZoneKind.BODY


def _goes_on(section: ZoneKind, part: Part) -> bool:
    """Return whether an unlabelled passage still belongs to the section before it."""
    match section:
        case ZoneKind.RELATED:
            return part.kind is not PartKind.PROSE or part.bullet
        case ZoneKind.QUOTE:
            return _OPENS_QUOTE.match(part.text) is not None
        case ZoneKind.SOURCE:
            return part.bullet
        case _:
            return True


def _tail_start(parts: Sequence[Part], body: int) -> int:
    """Return where the links at the end begin: after the last prose, behind a notice or several at once."""
    last = max((n for n in range(body, len(parts)) if _is_content(parts[n])), default=len(parts) - 1)
    for number in range(last + 1, len(parts)):
        if parts[number].kind is PartKind.NOTICE and marks.SUPPORT.search(parts[number].text):
            return number
    links = [part for part in parts[last + 1 :] if part.kind is PartKind.TEXT and part.words >= LINK_WORDS]
    return last + 1 if len(links) >= TRAILING_LINKS else len(parts)


def _is_content(part: Part) -> bool:
    if part.opens is ZoneKind.RELATED:
        return False
    return part.kind is PartKind.PROSE or part.bullet or part.clock or part.opens is not None


def _tail_kind(part: Part) -> ZoneKind:
    return ZoneKind.BOILERPLATE if part.kind in _META and part.opens is None else ZoneKind.RELATED


def _mark_lead(parts: Sequence[Part], kinds: list[ZoneKind], body: int) -> None:
    """Make the first paragraph of the body the lead."""
    for number in range(body, len(parts)):
        part = parts[number]
        if kinds[number] is ZoneKind.BODY and part.kind in (PartKind.PROSE, PartKind.TEXT):
            if part.opens is None or (
                part.label is not None and part.label.text.lower().startswith(("key", "bottom"))
            ):
                kinds[number] = ZoneKind.LEAD
            return
