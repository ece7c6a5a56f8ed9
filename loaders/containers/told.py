"""What a web page tells machines about itself, whichever way it tells it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import urljoin, urlsplit

LONGEST: Final = 500  # characters of a title or a name; longer is no title, no name

# White space, and what neither a text nor XML can hold.
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_NO_NAME: Final = re.compile(r"https?:|www\.|[@{}<>]|^\(", re.IGNORECASE)
_SITE: Final = re.compile(
    r"(?P<title>.+?)\s+(?:[|\u2013\u2014\u00b7\u00bb-]|::)\s+(?P<site>[^|\u2013\u2014\u00b7\u00bb]+)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Title, time of publication (in the page's own words), publisher, authors, address and language."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None

    def over(self, other: Told) -> Told:
        """Return this, completed by another where it tells nothing."""
        return Told(
            **{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(Told)}
        )


def without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of the site behind it: "Strike on Kyiv | Example Wire"."""
    parts = _SITE.fullmatch(title or "")
    if parts is None or site is None or parts["site"].casefold() != site.casefold():
        return title
    return parts["title"]


def plain(words: object) -> str | None:
    """Return words that stand in markup as plain ones on one line, None when there are none or too many."""
    if not isinstance(words, str):
        return None
    text = _SPACE.sub(" ", html.unescape(words)).strip()
    return text if 0 < len(text) <= LONGEST else None


def name(words: object) -> str | None:
    """Return words as a name, None for an address or a template that was never filled."""
    text = plain(words)
    return None if text is None or _NO_NAME.search(text) else text


def address(words: object, base: str | None = None) -> str | None:
    """Return an http or https address of a page, None for any other and for the front page of a site."""
    text = plain(words)
    if text is None:
        return None
    try:
        parts = urlsplit(urljoin(base or "", text))
        usable = parts.scheme in {"http", "https"} and parts.hostname is not None and parts.port != 0
    except ValueError:
        return None
    return parts.geturl() if usable and (parts.path.strip("/") or parts.query) else None
