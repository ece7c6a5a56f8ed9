"""Answers made smaller for clients that ask for it: zstd or else gzip, as they leave."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Final

import zstandard
from starlette_compress import CompressMiddleware, add_compress_type

if TYPE_CHECKING:
    from starlette.applications import Starlette

# Beside those that the middleware knows. Each piece of an answer of these types is sent when it comes.
TYPES: Final = (
    "application/n-quads",
    "application/n-triples",
    "application/problem+json",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/trig",
    "application/x-ndjson",
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
)


SMALLEST: Final = 500  # bytes of a whole answer that is made smaller
LEVEL: Final = 4
# As clients write it that weigh nothing: one that does is for the middleware to read.
PLAIN: Final = re.compile(rb"[a-z*, -]*")


def packed(body: bytes, accepted: bytes) -> tuple[bytes, bytes | None]:
    """Return a whole answer as it is sent to a client that accepts these encodings, and in which of them."""
    if len(body) < SMALLEST:
        return body, None
    offered = {name.strip() for name in accepted.split(b",")}
    if b"zstd" in offered:
        return zstandard.compress(body, LEVEL), b"zstd"
    if b"gzip" in offered:
        return gzip.compress(body, LEVEL), b"gzip"
    return body, None


def install(app: Starlette) -> None:
    """Make the app compress what it answers."""
    for media_type in TYPES:
        add_compress_type(media_type, streaming=True)
    app.add_middleware(CompressMiddleware, brotli=False)
