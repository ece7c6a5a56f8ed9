"""The formats of files that hold articles, and how one is told by a file's first bytes and its name."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

HEAD: Final = 8_192  # bytes that are looked at


class Format(StrEnum):
    """What a file is written in."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    JSONL = "jsonl"
    WARC = "warc"


# Of these a file holds many articles.
MANY: Final = frozenset({Format.FEED, Format.JSONL, Format.WARC})
TABLES: Final = frozenset({".csv", ".tsv"})
GZIP: Final = b"\x1f\x8b"

_FLAGS: Final = re.IGNORECASE | re.DOTALL
_COMMENT: Final = rb"<!--(?:(?!-->).)*+-->"
_DOCTYPE: Final = rb"<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*)?>"
_PROLOGUE: Final = rb"\s*+(?:(?:<\?xml[^>]*+>|" + _COMMENT + rb"|" + _DOCTYPE + rb")\s*+)*+"
_CONTENTS: Final = (
    (Format.WARC, re.compile(rb"\s*WARC/\d")),
    (Format.FEED, re.compile(_PROLOGUE + rb"<(?:\w+:)?(?:rss|feed|rdf)\b", _FLAGS)),
    (Format.HTML, re.compile(_PROLOGUE + rb"<(?:html|head|body|meta|title|script)\b", _FLAGS)),
    (Format.HTML, re.compile(rb"\s*+(?:" + _COMMENT + rb"\s*+)*+<!DOCTYPE\s+html\b", _FLAGS)),
    (Format.JSONL, re.compile(rb"\s*\{\s*(?:\"|\})")),
)
_NAMES: Final = {
    ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML, ".shtml": Format.HTML,
    ".rss": Format.FEED, ".atom": Format.FEED, ".rdf": Format.FEED, ".xml": Format.FEED,
    ".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".jsonlines": Format.JSONL, ".json": Format.JSONL,
    ".warc": Format.WARC, ".txt": Format.TEXT,
}  # fmt: skip


def sniff(head: bytes, name: str) -> Format:
    """Return what a file is written in: by its first bytes where they say it, else by its name, else text."""
    content = head.removeprefix(codecs.BOM_UTF8)
    found = next((format_ for format_, pattern in _CONTENTS if pattern.match(content)), None)
    if found is not None:
        return found
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    return next((_NAMES[each] for each in reversed(suffixes) if each in _NAMES), Format.TEXT)


def is_table(name: str) -> bool:
    """Return whether a file is a table by its name: rows, which are no text to be read."""
    return not TABLES.isdisjoint(suffix.lower() for suffix in PurePath(name).suffixes)


def is_gzip(head: bytes) -> bool:
    """Return whether a file is compressed."""
    return head.startswith(GZIP)
