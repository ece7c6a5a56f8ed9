"""Where a passage is cut, so that no text costs more than its length: prose has sentences and paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Sized

    from loaders.model import Zone

Item = TypeVar("Item")
Long = TypeVar("Long", bound="Sized")

# The longest of 2,800 passages of 120 news articles, a whole one without a paragraph, has 15,302 characters.
LONGEST_PASSAGE: Final = 20_000
# The longest of their 6,100 sentences has 95 words.
LONGEST_SENTENCE: Final = 300
# Passages, and tokens, in one call of the parser: 1,000 passages at once took 780 MB for a text of 250 KB, 64
# take 250 MB and no longer.
WINDOW: Final = 64
WINDOW_TOKENS: Final = 4_000

_SENTENCE_END: Final = re.compile(r"[.!?…][^\w\s]*\s+")
_SPACE: Final = re.compile(r"\s+")


def parts(text: str, zone: Zone) -> Iterator[Zone]:
    """Yield a zone in parts of at most the longest passage, cut after a sentence, a word or anywhere."""
    start = zone.start
    while zone.end - start > LONGEST_PASSAGE:
        cut = _cut(text, start, start + LONGEST_PASSAGE)
        yield replace(zone, start=start, end=cut)
        start = cut
    yield replace(zone, start=start)


def _cut(text: str, start: int, end: int) -> int:
    """Return where the last sentence in the second half of a window ends, or its last word, or the window."""
    half = (start + end) // 2
    for pattern in (_SENTENCE_END, _SPACE):
        found = max((match.end() for match in pattern.finditer(text, half, end)), default=None)
        if found is not None:
            return found
    return end


def readable(items: Sequence[Item], ends: Sequence[bool]) -> list[Item]:
    """Return the items without those of endless sentences, which are lists, code or noise.

    `ends` tells of each item whether a sentence may end before it.
    """
    if len(items) <= LONGEST_SENTENCE:
        return list(items)
    starts = [0, *(i for i, end in enumerate(ends) if end and i), len(items)]
    prose = [(first, last) for first, last in pairwise(starts) if last - first <= LONGEST_SENTENCE]
    return [item for first, last in prose for item in items[first:last]]


def windows(docs: Iterable[Long]) -> Iterator[list[Long]]:
    """Yield the docs in order, as many at a time as the parser is given; they depend on the docs alone."""
    window: list[Long] = []
    tokens = 0
    for doc in docs:
        if len(window) == WINDOW or (window and tokens + len(doc) > WINDOW_TOKENS):
            yield window
            window, tokens = [], 0
        window.append(doc)
        tokens += len(doc)
    if window:
        yield window
