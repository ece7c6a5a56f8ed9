"""An article as its container tells of it, completed by what its text tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders import bylines
from loaders.model import ZoneKind
from loaders.page_dates import find_page_dates
from loaders.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from loaders.containers.page import Page
    from loaders.model import Article, Zone

_SEVERAL: Final = re.compile(r",| and | & |^by ", re.IGNORECASE)


def read_page(
    page: Page, *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> tuple[Article, tuple[str, ...]]:
    """Return the article that a container holds, and warnings about what is not known of it.

    What is given goes before what the container tells, and this before what the text tells; but the language
    is that of the text, where it is long enough to have one.
    """
    told = page.published or _day(page.published_text)
    publisher = publisher or page.publisher
    article, warnings = read_article(
        page.text, published=published or told, publisher=publisher, url=url or page.url
    )
    completed = replace(
        article,
        title=page.title or article.title,
        published_text=page.published_text or article.published_text,
        authors=tuple(_authors(page.authors, publisher)) or article.authors,
        language=article.language or page.language,
        zones=_headlined(article.zones, len(page.headline or "")),
        page_hash=page.page_hash,
        is_summary=page.is_summary,
    )
    # That a page's text tells another day than its head is not for the reader to settle.
    return completed, warnings if published is not None or told is None else ()


def _day(words: str | None) -> str | None:
    """Return the day or moment of words that are no machine's: "December 3, 2024, 3:06 a.m."."""
    found = [] if words is None else find_page_dates(words)
    return found[0].iso if len(found) == 1 else None


def _authors(names: Iterable[str], publisher: str | None) -> Iterator[str]:
    """Yield the persons among those who are named; a publisher that signs itself is no author."""
    for name in names:
        if publisher is not None and name.casefold() == publisher.casefold():
            continue
        listed = name if name.lower().startswith("by ") else f"By {name}"
        yield from (bylines.authors(listed) if _SEVERAL.search(name) else None) or (name,)


def _headlined(zones: Sequence[Zone], length: int) -> tuple[Zone, ...]:
    """Return the zones with what the first characters make up as headline, and a lead behind it."""
    kinds = [ZoneKind.HEADLINE if zone.start < length else zone.kind for zone in zones]
    if ZoneKind.LEAD not in kinds and ZoneKind.BODY in kinds:
        kinds[kinds.index(ZoneKind.BODY)] = ZoneKind.LEAD
    return tuple(replace(zone, kind=kind) for zone, kind in zip(zones, kinds, strict=True))
