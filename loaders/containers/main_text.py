"""The main text of a web page: its article's paragraphs, without what stands around them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import trafilatura

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Measured on 258 pages of 150 newsrooms, by the words of their articles: trafilatura's fast way has an F1 of
# 0.940, its thorough one 0.949; the fast one where it finds enough, else the thorough one, 0.951, in 86 % of
# the time that the thorough one takes.
ENOUGH: Final = 1_000  # characters
ENOUGH_SHARE: Final = 0.5  # of what stands in all paragraphs of the page

# What it drops is told by None.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def main_text(tree: HtmlElement) -> str | None:
    """Return the paragraphs of the article of a page, an empty line between them, None where it has none."""
    found = trafilatura.extract(tree, fast=True, include_comments=False)
    if found is None or len(found) < max(ENOUGH, ENOUGH_SHARE * _paragraphs(tree)):
        found = trafilatura.extract(tree, include_comments=False)
    lines = [] if found is None else [line.strip() for line in found.splitlines()]
    return "\n\n".join(line for line in lines if line) or None


def _paragraphs(tree: HtmlElement) -> int:
    """Return how many characters stand in the paragraphs of a page."""
    return sum(len(" ".join(each.text_content().split())) for each in tree.iter("p"))
