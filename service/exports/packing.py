"""Files as exports write them: packed by what their name ends in, with their size and SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import zstandard

from service.exports.formats import GZIP, ZSTD

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

BLOCK: Final = 1 << 20
# Speed before size: at these levels packing takes about as long as writing the quads does.
GZIP_LEVEL: Final = 4
ZSTD_LEVEL: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A file of an export: its name, its bytes and their SHA-256, and how many quads or rows it holds."""

    name: str
    bytes: int
    sha256: str
    count: int


@contextmanager
def packed(path: Path) -> Generator[BinaryIO]:
    """Give a file to write to, which is there under its name once all is written and on disk.

    A name that ends in `.gz` or `.zst` is packed so; the same content always gives the same bytes.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with ExitStack() as files:
            raw = files.enter_context(partial.open("wb", buffering=BLOCK))
            files.callback(_sync, raw)
            if path.suffix == GZIP:
                yield files.enter_context(
                    cast(
                        "BinaryIO",
                        gzip.GzipFile("", mode="wb", fileobj=raw, compresslevel=GZIP_LEVEL, mtime=0),
                    )
                )
            elif path.suffix == ZSTD:
                packer = zstandard.ZstdCompressor(level=ZSTD_LEVEL)
                yield files.enter_context(packer.stream_writer(raw, closefd=False))
            else:
                yield raw
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


def written(path: Path, *, count: int) -> Written:
    """Return what a manifest tells of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Written(name=path.name, bytes=path.stat().st_size, sha256=digest, count=count)


def _sync(raw: BinaryIO) -> None:
    raw.flush()
    os.fsync(raw.fileno())
