"""Which documents a load reads: files, the files of folders, standard input, and addresses."""

from __future__ import annotations

import io
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from zipfile import BadZipFile

from loaders.errors import Refused
from service.metering import Metered
from service.sidecar import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from zipfile import ZipFile, ZipInfo

    from loaders.containers.page import Page
    from service.fetching import Fetched
    from service.metering import Meter

STANDARD_INPUT: Final = "-"
ADDRESSES: Final = ("http://", "https://")
ENCRYPTED: Final = 1  # the bit of a zip archive that says so


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One document to be read; `path` is None for standard input. `name` is what reports call it.

    `address` is where it is fetched from, if it is no file.
    `listed`: found in a folder, not named. A pipe may be named; one that lies about is not waited for.
    `trouble`: why there is nothing to read.
    `fetched`: what its address answered, if it was asked before. `page`: the one document of it, if it was
    taken out of its container before. `meter` counts the bytes that are read of its file.
    `member`: which file it is of the zip archive at `path`, open as `archive` while its files are read.
    """

    name: str
    path: Path | None
    listed: bool = False
    address: str | None = None
    trouble: str | None = None
    fetched: Fetched | None = None
    page: Page | None = None
    meter: Meter | None = None
    member: ZipInfo | None = None
    archive: ZipFile | None = None


def find(paths: Iterable[str | Source]) -> Iterator[Source]:
    """Yield files, those of folders in the order of names, "-", addresses and sources, in the order given.

    In a folder, dot-files and the metadata beside documents are passed over.
    """
    for name in paths:
        if isinstance(name, Source):
            yield name
            continue
        path = Path(name)
        if name == STANDARD_INPUT:
            yield Source(name="standard input", path=None)
        elif name.lower().startswith(ADDRESSES):
            yield Source(name=name, path=None, address=name)
        elif path.is_dir():
            yield from _in_folder(path)
        else:
            yield Source(name=name, path=path)


@contextmanager
def opened(source: Source) -> Generator[BinaryIO]:
    """Give the bytes of a document of any size as a stream.

    Raises:
        Refused: it is missing or unreadable.
    """
    if source.trouble is not None:
        raise Refused(source.name, source.trouble)
    if source.fetched is not None:
        yield io.BytesIO(source.fetched.content)
        return
    if source.address is not None:
        raise Refused(source.name, "is no file: save it first")
    if source.path is None:
        yield sys.stdin.buffer
        return
    if source.archive is not None and source.member is not None:
        with _unzipped(source, source.archive, source.member) as stream:
            yield stream
        return
    try:
        if source.listed and not source.path.is_file():
            raise Refused(source.name, "not a regular file")
        with source.path.open("rb") as stream:
            yield stream if source.meter is None else _metered(stream, source.meter)
    except OSError as error:
        raise Refused(source.name, _reason(error)) from error


def head(source: Source, length: int) -> bytes:
    """Return the first bytes of a regular file, an answer or standard input; none of anything else."""
    if source.fetched is not None:
        return source.fetched.content[:length]
    if source.path is None and source.address is None and source.trouble is None:
        given = sys.stdin.buffer
        # What was looked at so is read again; a pipe has as much to look at as came in one piece.
        return given.peek(length)[:length] if isinstance(given, io.BufferedReader) else b""
    try:
        if source.path is None or source.trouble is not None or not source.path.is_file():
            return b""
        with opened(replace(source, meter=None)) as stream:
            return stream.read(length)
    except (OSError, Refused):
        return b""


def size(source: Source) -> int:
    """Return the bytes of a regular file, unpacked if it is one of an archive, 0 for anything else."""
    if source.member is not None:
        return source.member.file_size
    try:
        return source.path.stat().st_size if source.path is not None and source.path.is_file() else 0
    except OSError:
        return 0


@contextmanager
def _unzipped(source: Source, archive: ZipFile, member: ZipInfo) -> Generator[BinaryIO]:
    if member.flag_bits & ENCRYPTED:
        raise Refused(source.name, "is encrypted")
    try:
        with archive.open(member) as stream:
            yield cast("BinaryIO", stream)
    except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise Refused(source.name, f"cannot be unpacked: {error}") from error


def _metered(stream: BinaryIO, meter: Meter) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(Metered(stream, meter)))


def _in_folder(folder: Path) -> Iterator[Source]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield Source(name=str(folder), path=folder, listed=True, trouble=_reason(error))
        return
    for name in names:
        if name.startswith(".") or name.endswith(SUFFIX):
            continue
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            yield from _in_folder(path)
        elif not path.is_dir():
            yield Source(name=str(path), path=path, listed=True)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
