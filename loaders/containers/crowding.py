"""Web pages with so many elements, or attributes in a tag, that the time to read them has no bound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from lxml.etree import XPath

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Of 258 pages of 150 newsrooms the largest has 4,098 elements, 242 in one of them, 73 attributes in a tag.
# Time grows with the square of these numbers: 10,000 elements in one paragraph take 20 seconds to extract,
# 30,000 attributes in one tag take 12 to parse.
MOST_ELEMENTS: Final = 30_000
MOST_CHILDREN: Final = 5_000
MOST_ATTRIBUTES: Final = 500
MOST_TOGETHER: Final = 300_000  # attributes of all tags
# What is parsed at all: a tree takes 700 bytes for each element and 300 for each attribute.
MOST_OPENINGS: Final = 10 * MOST_ELEMENTS

# Every repetition is possessive and every tag is matched to where it ends: no byte is looked at twice.
_ATTRIBUTE: Final = rb"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_PROGRAM: Final = rb"(?:script|style)\b[^>]*+(?<!/)>[^<]*+(?:<(?!/s)[^<]*+)*+"
_TAG: Final = re.compile(
    rb"<(?:" + _PROGRAM + rb"|[a-z][\w:-]{0,60}+((?:" + _ATTRIBUTE + rb")*+))", re.IGNORECASE
)
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)
_SHORTEST: Final = 2 * MOST_ATTRIBUTES  # bytes of as many attributes

_ELEMENTS: Final = XPath("count(//*)")
_TOGETHER: Final = XPath("count(//@*)")
_CHILDREN: Final = XPath(f"boolean(//*[count(*) > {MOST_CHILDREN}])")


def crowded_markup(data: bytes) -> bool:
    """Return whether a page has so many tags that it is not even to be parsed."""
    return data.count(b"<") > MOST_OPENINGS


def crowded_tag(data: bytes) -> int | None:
    """Return where the first tag with too many attributes begins, None without one."""
    for tag in _TAG.finditer(data):
        attributes = cast("bytes | None", tag[1]) or b""
        if len(attributes) > _SHORTEST and len(_ATTRIBUTES.findall(attributes)) > MOST_ATTRIBUTES:
            return tag.start()
    return None


def crowded_tree(tree: HtmlElement) -> str | None:
    """Return what a page has too many of, None for one that can be read."""
    elements = cast("float", _ELEMENTS(tree))
    if elements > MOST_ELEMENTS:
        return f"has more than {MOST_ELEMENTS:,} elements"
    if cast("float", _TOGETHER(tree)) > MOST_TOGETHER:
        return f"has more than {MOST_TOGETHER:,} attributes"
    if elements > MOST_CHILDREN and _CHILDREN(tree):
        return f"has an element with more than {MOST_CHILDREN:,} others in it"
    return None
