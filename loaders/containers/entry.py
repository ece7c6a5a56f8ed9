"""An entry of a feed as an article: its full text where it has it, otherwise its summary as such."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.containers.elements import local_name, namespace, words
from loaders.containers.markup import plain_text, text_of
from loaders.containers.moments import read_moment
from loaders.containers.page import Page
from loaders.containers.told import address, name, plain
from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.containers.elements import Element

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Modules whose elements stand beside a feed's own; the elements of others do not count.
MODULES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/2005/Atom": "atom",
}
BODIES: Final = ("content:encoded", "content", "atom:content")
SUMMARIES: Final = ("description", "summary", "atom:summary", "dc:description")
DATES: Final = (
    "pubDate",
    "published",
    "issued",
    "dc:date",
    "dc:created",
    "dc:issued",
    "atom:published",
    "updated",
)
AUTHORS: Final = ("dc:creator", "author", "atom:author")
# Characters: a summary that is longer is the article. Feeds' synopses have some 30 to 80 words.
WHOLE: Final = 1_500

_MAIL: Final = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """What a feed tells of all its entries: who publishes it, where, in which language."""

    publisher: str | None = None
    link: str | None = None
    language: str | None = None

    def told(self, element: Element) -> Channel:
        """Return the channel with what one more of its elements tells."""
        match _key(element, element.getparent()):
            case "title":
                return replace(self, publisher=self.publisher or name(words(element)))
            case "dc:publisher":
                return replace(self, publisher=name(words(element)) or self.publisher)
            case "link":
                return replace(self, link=self.link or plain(element.get("href") or element.text))
            case "language" | "dc:language":
                return replace(self, language=plain(element.text))
            case _:
                return self


def read_entry(entry: Element, channel: Channel) -> Page:
    """Return an entry as an article.

    Raises:
        Refused: it has no text at all, or one that cannot be read.
    """
    children = _children(entry)
    title = plain_text(_first(children, ("title", "dc:title", "atom:title")) or "") or None
    body, is_summary = _body(children)
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        raise Refused("", "has no text")
    published = _first(children, DATES)
    return Page(
        text=text,
        headline=title,
        title=title,
        published=None if published is None else read_moment(published),
        published_text=plain(published),
        publisher=_publisher(children) or channel.publisher,
        authors=tuple(dict.fromkeys(_authors(children))),
        url=_link(children, channel),
        language=_language(entry, channel),
        is_summary=is_summary,
    )


def _children(entry: Element) -> dict[str, list[Element]]:
    children: dict[str, list[Element]] = {}
    for child in entry:
        if local_name(child):
            children.setdefault(_key(child, entry), []).append(child)
    return children


def _key(element: Element, parent: Element | None) -> str:
    """Return the name of an element: with its module's where it is of one, empty for one of others."""
    of, local = namespace(element), local_name(element)
    if parent is not None and of == namespace(parent):
        return local
    return f"{MODULES[of]}:{local}" if of in MODULES else ""


def _first(children: dict[str, list[Element]], keys: tuple[str, ...]) -> str | None:
    found = (told for key in keys for child in children.get(key, ()) if (told := words(child)))
    return next(found, None)


def _body(children: dict[str, list[Element]]) -> tuple[str, bool]:
    """Return the text of an entry, and whether it is but a summary."""
    for key in BODIES:
        for child in children.get(key, ()):
            text = _text(child)
            if text and child.get("src") is None:
                return text, False
    for key in SUMMARIES:
        for child in children.get(key, ()):
            text = _text(child)
            if text:
                return text, len(text) <= WHOLE
    return "", True


def _text(element: Element) -> str:
    """Return the text of an element that holds markup: as text, or as elements of its own (XHTML)."""
    if len(element):
        return text_of(element)
    kind = (element.get("type") or "html").lower()
    if kind in {"text", "text/plain"}:
        return " ".join((element.text or "").split())
    return plain_text(element.text or "")


def _publisher(children: dict[str, list[Element]]) -> str | None:
    """Return who published an entry of a feed that collects others'."""
    for source in children.get("source", ()):
        titles = [child for child in source if local_name(child) == "title"]
        return name(words(titles[0] if titles else source))
    return None


def _authors(children: dict[str, list[Element]]) -> Iterator[str]:
    for key in AUTHORS:
        for child in children.get(key, ()):
            named = [each for each in child if local_name(each) == "name"]
            signed = words(named[0] if named else child)
            mail = _MAIL.fullmatch(signed)
            found = name(signed if mail is None else mail["name"])
            if found is not None:
                yield found


def _link(children: dict[str, list[Element]], channel: Channel) -> str | None:
    original = _first(children, ("feedburner:origLink",))
    links = [each for key in ("link", "atom:link") for each in children.get(key, ())]
    alternate = [each.get("href") or each.text for each in links if each.get("rel") in {None, "alternate"}]
    guids = [each.text for each in children.get("guid", ()) if (each.get("isPermaLink") or "true") == "true"]
    found = (address(each, channel.link) for each in (original, *alternate) if each)
    return next((each for each in found if each is not None), None) or next(
        (each for each in map(address, guids) if each is not None), None
    )


def _language(entry: Element, channel: Channel) -> str | None:
    told = next((each for each in (_lang(entry), channel.language) if each), None)
    return None if told is None else told[:2].lower()


def _lang(entry: Element) -> str | None:
    return entry.get(LANG) or next((each.get(LANG) for each in entry.iterancestors() if each.get(LANG)), None)
