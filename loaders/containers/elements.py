"""The names and words of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    # lxml has no public name for what its parsers give.
    Element = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """Return the address of an element's namespace, nothing without one."""
    return element.tag.removeprefix("{").rpartition("}")[0] if isinstance(element.tag, str) else ""


def words(element: Element) -> str:
    """Return the words within an element and all elements in it."""
    return "".join(element.itertext()).strip()
