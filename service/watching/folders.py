"""The files of a folder: which of them are new or changed, and written to their end."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.iris import digest
from service.sidecar import SUFFIX
from service.sources import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.sources import Source

SETTLED: Final = 5.0  # seconds since a file was written to; before that it may not be whole
KEY_LENGTH: Final = 32
CHUNK: Final = 1_048_576


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of a folder: what it is known by; its size and times, and those of what is told beside it.

    `changed` is the moment of the last change of either.
    """

    key: str
    signature: str
    changed: float
    source: Source


def files(folder: str) -> Iterator[File]:
    """Yield the files of a folder and its folders."""
    for source in find([folder]):
        assert source.path is not None
        signature, changed = _looked_at(source.path)
        key = digest(os.fsencode(source.path).hex(), length=KEY_LENGTH)
        yield File(key=key, signature=signature, changed=changed, source=source)


def is_as_it_was(file: File) -> bool:
    """Return whether a file has not changed since it was looked at."""
    assert file.source.path is not None
    return file.signature == _looked_at(file.source.path)[0]


def content(file: File) -> str:
    """Return a digest of what a file holds and of what is told beside it; of nothing if neither is read."""
    assert file.source.path is not None
    hashed = hashlib.sha256()
    for path in _with_metadata(file.source.path):
        hashed.update(b"\0")
        for chunk in _chunks(path):
            hashed.update(chunk)
    return hashed.hexdigest()


def _looked_at(path: Path) -> tuple[str, float]:
    """Return sizes and times of a file and what is told beside it, and the moment of the last change."""
    about = [told for each in _with_metadata(path) if (told := _about(each)) is not None]
    # The time of change cannot be set back, as that of modification can, and tells of granted rights too.
    signature = " ".join(f"{one.st_size}:{one.st_mtime_ns}:{one.st_ctime_ns}" for one in about)
    return signature, max((one.st_ctime for one in about), default=0.0)


def _with_metadata(path: Path) -> tuple[Path, Path]:
    return path, path.with_suffix(SUFFIX)


def _chunks(path: Path) -> Iterator[bytes]:
    about = _about(path)
    if about is None or not stat.S_ISREG(about.st_mode):
        return
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except OSError:
        return


def _about(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
