"""Markup parsed to a tree of elements, if it is one that can be read in bounded time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import ErrorLevels, ParserError
from lxml.html import HTMLParser, document_fromstring

from loaders.containers.crowding import MOST_ELEMENTS, crowded_markup, crowded_tag, crowded_tree
from loaders.containers.elements import plain_fault
from loaders.errors import Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def html_tree(markup: str, source: str) -> HtmlElement:
    """Return the tree of a page or a piece of one; nothing that it names is fetched.

    Raises:
        Refused: it has no elements, too many, too many attributes, or too many elements in one another.
    """
    data = markup.encode(errors="replace")
    if crowded_markup(data):
        raise Refused(source, f"has more than {MOST_ELEMENTS:,} elements")
    crowded = crowded_tag(data)
    if crowded is not None:
        raise Refused(source, "has a tag with too many attributes", f"byte {crowded}")
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(data, parser=parser)
    except ParserError as error:
        raise Refused(source, "has no article: it has no elements") from error
    for fault in parser.error_log.filter_from_level(ErrorLevels.FATAL):
        raise Refused(source, f"cannot be read: {plain_fault(fault.message)}", f"line {fault.line}")
    trouble = crowded_tree(tree)
    if trouble is not None:
        raise Refused(source, trouble)
    return tree
