"""The names of inputs: digests of their bytes and of all that their reading depends on."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, file_digest
from typing import TYPE_CHECKING, Final

from loaders.run import current_run
from service.sidecar import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import stat_result
    from pathlib import Path

    from service.ingest.options import Options
    from service.sources import Source

LENGTH: Final = 16
BETWEEN: Final = "\x1f"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A file's name as an input, and by what a change of it would be seen."""

    name: str
    state: tuple[int, int]

    def is_sound(self, path: Path) -> bool:
        """Return whether the file is still as it was."""
        try:
            return self.state == _state(path.stat())
        except OSError:
            return False


def file_name(source: Source, options: Options) -> Named | None:
    """Return the name of a source that is a regular file, None for any other, or where it cannot be read."""
    path = source.path
    if path is None or source.trouble is not None or source.page is not None:
        return None
    try:
        state = path.stat()
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            content = file_digest(stream, _hash).hexdigest()
    except OSError:
        return None
    name = _name("file", path.suffix, content, _beside(path), *_told(options))
    return Named(name=name, state=_state(state))


def rows_name(dataset: str, rows: Iterable[str], *, published: str | None) -> str:
    """Return the name of some rows of a dataset, each told by a digest of its cells."""
    return _name("rows", dataset, str(published), current_run().name, *rows)


def row_digest(values: dict[str, str]) -> bytes:
    """Return a digest of the cells of a row."""
    return _hash(BETWEEN.join([*values, *values.values()]).encode("utf-8", "surrogateescape")).digest()


def _told(options: Options) -> tuple[str, ...]:
    model = current_run(options.model).name
    metadata = options.metadata.model_dump_json()
    return metadata, options.format, str(options.encoding), str(options.max_document), model


def _beside(path: Path) -> str:
    """Return what stands in the file beside a document, whatever it is."""
    try:
        return _hash(path.with_suffix(SUFFIX).read_bytes()).hexdigest()
    except OSError as error:
        return type(error).__name__


def _name(*parts: str) -> str:
    return _hash(BETWEEN.join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _hash(content: bytes = b"") -> blake2b:
    return blake2b(content, digest_size=LENGTH)


def _state(about: stat_result) -> tuple[int, int]:
    return about.st_mtime_ns, about.st_size
