"""Answers made smaller for clients that ask for it: zstd or else gzip, as they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def install(app: Starlette) -> None:
    """Make the app compress what it answers."""
    for media_type in TYPES:
        add_compress_type(media_type, streaming=True)
    app.add_middleware(CompressMiddleware, brotli=False)
