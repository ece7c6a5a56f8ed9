"""Web pages: what a page tells of its article, and the article's text out of it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

from loaders.containers.container import whole
from loaders.containers.html_tree import html_tree
from loaders.containers.json_ld import read_json_ld
from loaders.containers.main_text import main_text
from loaders.containers.moments import read_moment
from loaders.containers.page import Page
from loaders.containers.page_encoding import Decoded, decode_page
from loaders.containers.page_tags import heading, read_page_tags
from loaders.containers.text import decode
from loaders.containers.told import without_site
from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from loaders.containers.container import Container

HEADLINE_LINES: Final = (
    6  # of the text, in which a headline stands that belongs to it: below a rubric, a date
)
ALIKE: Final = 0.5  # share of a title's words that a headline with the same meaning has at least

_WORD: Final = re.compile(r"\w+")


def pages(stream: BinaryIO, container: Container) -> Iterator[Page]:
    """Yield the one article of a web page; raise `Refused` for one that has none or cannot be read."""
    data = whole(stream, container)
    yield read_html(
        data,
        source=container.source,
        url=container.url,
        encoding=container.encoding,
        charset=container.charset,
    )


def read_html(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    encoding: str | None = None,
    charset: str | None = None,
) -> Page:
    """Return the article of a web page.

    `url` is where the page was fetched from, `charset` the encoding that its server named; `encoding` is one
    that the reader knows better than both.

    Raises:
        Refused: the page is empty or binary, has no article, is not in its encoding, or is too large or
            too deep to be read in bounded time.
    """
    decoded = _decoded(data, source, encoding, charset)
    tree = html_tree(decoded.text, source)
    told = read_json_ld(_scripts(tree), url).over(read_page_tags(tree, url))
    title = without_site(told.title, told.publisher)
    body = main_text(tree)
    if body is None:
        raise Refused(source, "has no article")
    text, headline = _with_headline(body, heading(tree), title)
    if decoded.fault is not None and "\ufffd" in text:
        raise Refused(source, f"invalid {decoded.encoding}", f"byte {decoded.fault}")
    return Page(
        text=text,
        headline=headline,
        title=title,
        published=None if told.published is None else read_moment(told.published),
        published_text=told.published,
        publisher=told.publisher,
        authors=told.authors,
        url=_address(told.url, url),
        language=None if told.language is None else told.language[:2].lower(),
        page_hash=hashlib.sha256(data).hexdigest(),
    )


def _decoded(data: bytes, source: str, encoding: str | None, charset: str | None) -> Decoded:
    if encoding is not None:
        return Decoded(text=decode(data, source=source, encoding=encoding), encoding=encoding)
    decoded = decode_page(data, header=charset)
    if not decoded.text or decoded.text.isspace():
        raise Refused(source, "is empty")
    zero = decoded.text.find("\0")
    if zero >= 0:
        raise Refused(source, "is binary: zero", f"character {zero}")
    return decoded


def _scripts(tree: HtmlElement) -> list[str]:
    return [
        script.text_content()
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]


def _with_headline(body: str, heading: str | None, title: str | None) -> tuple[str, str | None]:
    """Return the text with the headline that the page shows as its first line, and that headline.

    A text that has it already stays as it is. A heading that has little in common with the title is the
    site's name, and the title stands for it.
    """
    shown = heading if title is None or (heading is not None and _alike(heading, title)) else title
    if shown is None:
        return body, None
    head = body.split("\n\n", HEADLINE_LINES)[:HEADLINE_LINES]
    for line in head:
        if _alike(line, shown) and _alike(shown, line):
            return body, line
    return f"{shown}\n\n{body}", shown


def _alike(one: str, other: str) -> bool:
    """Return whether one line has at least half of the other's words."""
    words = set(_WORD.findall(other.lower()))
    return bool(words) and len(words.intersection(_WORD.findall(one.lower()))) >= ALIKE * len(words)


def _address(told: str | None, fetched: str | None) -> str | None:
    """Return the address that a page gives itself; of a fetched page only one on the site that it is from."""
    if fetched is None:
        return told
    same = told is not None and urlsplit(told).hostname == urlsplit(fetched).hostname
    return told if same else fetched
