"""What the head of a web page tells of its article: Open Graph, other meta tags, links and times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.containers.told import Told, address, name, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

# Names of meta tags, the surest first, in lower case.
TITLES: Final = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "article.published", "dc.date.issued", "dcterms.created",
    "dc.date.created", "dc.date", "citation_publication_date", "cxenseparse:recs:publishtime", "publish-date",
    "publish_date", "publishdate", "pubdate", "published_time", "publication_date", "date",
)  # fmt: skip
PUBLISHERS: Final = ("og:site_name", "dc.publisher", "application-name", "citation_journal_title")
AUTHORS: Final = (
    "article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "citation_author",
)
ADDRESSES: Final = ("og:url", "twitter:url")
LANGUAGES: Final = ("og:locale", "language", "dc.language", "content-language")
NAMING: Final = ("property", "name", "itemprop", "http-equiv")


Tags = dict[str, list[str]]

_PUBLICATION: Final = re.compile(r"publi(?:sh|cation)|posted|entry-date|dateline", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_SITE: Final = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+[^|\u2013\u2014\u00b7\u00bb]+$")


def read_page_tags(tree: HtmlElement, base: str | None = None) -> Told:
    """Return what meta tags, the canonical link, the title and a marked time of publication tell."""
    tags = _tags(tree)
    return Told(
        title=_first(tags, TITLES, plain) or _title(tree),
        published=_first(tags, PUBLISHED, plain) or _time(tree),
        publisher=_first(tags, PUBLISHERS, name),
        authors=_authors(tags),
        url=_canonical(tree, base) or _first(tags, ADDRESSES, lambda words: address(words, base)),
        language=plain(tree.get("lang")) or _first(tags, LANGUAGES, plain),
    )


def heading(tree: HtmlElement) -> str | None:
    """Return the words of the page's heading of the first level, None where it has none or several."""
    found = [text for each in tree.iter("h1") if (text := plain(each.text_content())) is not None]
    return found[0] if len(set(found)) == 1 else None


def _tags(tree: HtmlElement) -> Tags:
    tags: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = tag.get("content")
        if content is not None and content.strip():
            for naming in NAMING:
                for each in (tag.get(naming) or "").lower().split():
                    tags.setdefault(each, []).append(content)
    return tags


def _first(tags: Tags, names: Iterable[str], read: Callable[[object], str | None]) -> str | None:
    contents = (content for each in names for content in tags.get(each, ()))
    return next((found for content in contents if (found := read(content)) is not None), None)


def _authors(tags: Tags) -> tuple[str, ...]:
    for each in AUTHORS:
        found = tuple(dict.fromkeys(author for content in tags.get(each, ()) if (author := name(content))))
        if found:
            return found
    return ()


def _title(tree: HtmlElement) -> str | None:
    """Return the heading, unless it is the site's name: it has no word of the window's title then."""
    shown, window = heading(tree), next((plain(each.text_content()) for each in tree.iter("title")), None)
    if window is None:
        return shown
    title = _SITE.sub("", window)
    return shown if shown is not None and not _words(shown).isdisjoint(_words(title)) else title


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _time(tree: HtmlElement) -> str | None:
    """Return the machine's form of the first time that is marked as that of publication."""
    for each in tree.iter("time"):
        marked = " ".join(each.get(key) or "" for key in ("itemprop", "class", "id"))
        if each.get("datetime") and (each.get("pubdate") is not None or _PUBLICATION.search(marked)):
            return plain(each.get("datetime"))
    return None


def _canonical(tree: HtmlElement, base: str | None) -> str | None:
    for each in tree.iter("link"):
        if "canonical" in (each.get("rel") or "").lower().split():
            return address(each.get("href"), base)
    return None
