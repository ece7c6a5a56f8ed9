"""Files as exports write them: packed by what their name ends in, with their size and SHA-256."""

from __future__ import annotations

import gzip
import io
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import zstandard

from service.exports.beside import Beside
from service.exports.formats import GZIP, ZSTD

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager
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


class Output:
    """A file that is being written: the stream that packs it, then what a manifest tells of it."""

    def __init__(self, path: Path, raw: Beside, stream: BinaryIO) -> None:
        self._path = path
        self._raw = raw
        self.stream = stream

    def written(self, *, count: int) -> Written:
        """Return what a manifest tells of the file, once all is written."""
        return Written(name=self._path.name, bytes=self._raw.tell(), sha256=self._raw.sha256, count=count)


@contextmanager
def packed(path: Path) -> Generator[Output]:
    """Give a file to write to, which is there under its name once all is written and on disk.

    A name that ends in `.gz` or `.zst` is packed so; the same content always gives the same bytes.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with ExitStack() as files:
            beside = files.enter_context(Beside(partial.open("wb", buffering=0)))
            raw = files.enter_context(io.BufferedWriter(beside, BLOCK))
            yield Output(path, beside, files.enter_context(_packer(raw, path.suffix)))
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


def _packer(raw: io.BufferedWriter[Beside], ending: str) -> AbstractContextManager[BinaryIO]:
    """Return what packs what is written to it, as the ending of a name tells."""
    if ending == GZIP:
        return cast(
            "AbstractContextManager[BinaryIO]",
            gzip.GzipFile("", mode="wb", fileobj=raw, compresslevel=GZIP_LEVEL, mtime=0),
        )
    if ending == ZSTD:
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).stream_writer(raw, closefd=False)
    return nullcontext(raw)
