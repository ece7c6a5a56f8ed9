"""The names and words of elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

    # lxml has no public name for what its parsers give.
    Element = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


_DEEP: Final = re.compile(r"Excessive depth in document: (\d+)")


def plain_fault(message: str) -> str:
    """Return a parser's message without its place, and in plain words where it is meant for programmers."""
    deep = _DEEP.match(message)
    if deep is not None:
        return f"more than {deep[1]} elements stand in one another"
    return message.partition(", line ")[0]


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """Return the address of an element's namespace, nothing without one."""
    return element.tag.removeprefix("{").rpartition("}")[0] if isinstance(element.tag, str) else ""


def words(element: Element) -> str:
    """Return the words within an element and all elements in it."""
    return "".join(element.itertext()).strip()
