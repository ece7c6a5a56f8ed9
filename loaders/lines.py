"""The lines of a text, hard-wrapped paragraphs put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

WRAP_LEAST: Final = 45  # characters; shorter lines are headlines, labels and list entries
WRAP_MOST: Final = 110  # no one wraps by hand beyond it
WRAP_SHARE: Final = 0.7  # of the longest line of its block: what a wrapped line at least fills
LOWER_SHARE: Final = 0.3  # of wrapped lines, as many at least go on with a small letter; headlines do not

_LINE: Final = re.compile(r"[^\r\n]+")
_STARTS_ITEM: Final = re.compile(
    r"[•●▪◦‣·*\u2013—-]\s|\(?\d{1,2}[.)]\s|\d{1,2}[:.]\d\d\b|[A-Z][\w ]{2,30}:\s"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line or paragraph without white space around it; `after_blank` when an empty line stands before."""

    start: int
    end: int
    text: str
    after_blank: bool


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, those of one hard-wrapped paragraph as one."""
    lines: list[Line] = []
    for block in _blocks(list(_lines(text))):
        lines += _unwrapped(text, block) if _is_wrapped(block) else block
    return lines


def _lines(text: str) -> Iterator[Line]:
    end = 0
    for match in _LINE.finditer(text):
        content = match[0].strip()
        if content:
            start = match.start() + match[0].index(content)
            gap = text[end:start]
            yield Line(
                start=start,
                end=start + len(content),
                text=content,
                after_blank=end == 0 or gap.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1,
            )
            end = start + len(content)


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines between empty lines."""
    block: list[Line] = []
    for line in lines:
        if line.after_blank and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_wrapped(block: list[Line]) -> bool:
    """Return whether lines break where a margin was, not where a thought ends."""
    widest = max(len(line.text) for line in block)
    inner = [line for line in block[1:] if not _STARTS_ITEM.match(line.text)]
    if not inner or not WRAP_LEAST <= widest <= WRAP_MOST:
        return False
    if sum(line.text[0].islower() for line in inner) < LOWER_SHARE * len(inner):
        return False
    return all(
        len(line.text) >= WRAP_SHARE * widest or _STARTS_ITEM.match(following.text)
        for line, following in pairwise(block)
    )


def _unwrapped(text: str, block: list[Line]) -> list[Line]:
    joined = block[:1]
    for line in block[1:]:
        if _STARTS_ITEM.match(line.text):
            joined.append(line)
        else:
            start = joined[-1].start
            joined[-1] = replace(joined[-1], end=line.end, text=text[start : line.end])
    return joined
