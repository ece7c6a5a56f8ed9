"""The files in zip archives, each a source of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from loaders.containers.packed import MOST_TIMES, SMALL
from loaders.errors import Refused
from service.sidecar import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

    from service.sources import Source

ZIP: Final = b"PK\x03\x04"
NAME: Final = ".zip"
# What Macintoshes add for each file, which nobody wrote.
SHADOWS: Final = "__MACOSX/"


def parts(source: Source) -> Iterator[Source]:
    """Yield the files in a source that is a zip archive, in the order of their names, else the source itself.

    Each is to be read before the next is taken: the archive, which may list many, is opened once for all.
    Dot-files and metadata are passed over, as they are in folders. A file that is an archive stays closed.

    Raises:
        Refused: the archive is broken, holds no file, or unpacks to too much.
    """
    if not _is_archive(source):
        yield source
        return
    with _opened(source) as archive:
        for member in _members(source, archive):
            yield replace(source, name=f"{source.name}/{member.filename}", member=member, archive=archive)


def _is_archive(source: Source) -> bool:
    """Return whether a file is an archive by its name too: a workbook is one by its first bytes alone."""
    path = source.path
    if path is None or source.trouble is not None or path.suffix.lower() != NAME or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(ZIP)) == ZIP
    except OSError:
        return False


def _opened(source: Source) -> ZipFile:
    assert source.path is not None
    try:
        return ZipFile(source.path)
    except (BadZipFile, OSError) as error:
        raise Refused(source.name, f"is no archive that can be read: {error}") from error


def _members(source: Source, archive: ZipFile) -> list[ZipInfo]:
    assert source.path is not None
    members = sorted(archive.infolist(), key=lambda member: member.filename)
    # No file unpacks to more than the archive says it does: its reader stops there.
    unpacked = sum(member.file_size for member in members)
    if unpacked > SMALL and unpacked > MOST_TIMES * source.path.stat().st_size:
        raise Refused(source.name, f"unpacks to more than {MOST_TIMES} times its size")
    documents = [member for member in members if _is_document(member)]
    if not documents:
        raise Refused(source.name, "holds no file")
    return documents


def _is_document(member: ZipInfo) -> bool:
    name = member.filename
    is_hidden = name.rpartition("/")[2].startswith(".") or name.startswith(SHADOWS)
    return not (member.is_dir() or is_hidden or name.endswith(SUFFIX))
