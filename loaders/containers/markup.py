"""The plain text of a piece of markup: its paragraphs, without tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml.etree import iterwalk

from loaders.containers.elements import local_name
from loaders.containers.html_tree import html_tree

if TYPE_CHECKING:
    from loaders.containers.elements import Element

BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    }
)  # fmt: skip
UNSEEN: Final = frozenset(
    {
        "audio",
        "button",
        "figure",
        "iframe",
        "noscript",
        "object",
        "script",
        "style",
        "svg",
        "template",
        "video",
    }
)
BULLET: Final = "- "
# White space, and what neither a text nor XML can hold.
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,8}|\w{2,30});")
# What no text holds; a parser would drop it and put words together.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain_text(markup: str) -> str:
    """Return the paragraphs of a piece of HTML, an empty line between them; a text without tags is one.

    Raises:
        Refused: it has too many elements, or too many in one another.
    """
    if _MARKUP.search(markup) is None:
        return _SPACE.sub(" ", markup).strip()
    return text_of(html_tree(_CONTROL.sub(" ", markup), ""))


def text_of(tree: Element) -> str:
    """Return the paragraphs of a tree of elements."""
    paragraphs: list[str] = []
    words: list[str] = []
    hidden = 0

    def ends() -> None:
        paragraph = _SPACE.sub(" ", "".join(words)).strip()
        if paragraph and paragraph != BULLET.strip():
            paragraphs.append(paragraph)
        words.clear()

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = local_name(element).lower()
        hidden += (tag in UNSEEN) * (1 if event == "start" else -1)
        if tag in BLOCKS:
            ends()
        if event == "start" and tag == "li":
            words.append(BULLET)
        if not hidden:
            told = element.text if event == "start" and tag not in UNSEEN else None
            words.append((told if event == "start" else element.tail if element is not tree else None) or "")
    ends()
    return "\n\n".join(paragraphs)
