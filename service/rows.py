"""The rows of datasets' files as documents: which dataset a file is of, and what was told of the file.

A file that is compressed by gzip is read as what is in it.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from loaders.containers.formats import Format, is_gzip
from loaders.containers.packed import unpacked
from loaders.datasets import HEAD, names, read_cells, read_dataset, recognised
from loaders.errors import Refused
from loaders.model import Document
from service.sidecar import Metadata, beside
from service.sources import head, opened

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from loaders.datasets import Cells, Outcome
    from service.sources import Source

AUTO: Final = "auto"
NOTHING: Final = Metadata()
GZIP_FORMAT: Final = 16 + zlib.MAX_WBITS


def formats() -> tuple[str, ...]:
    """Return what documents can be written in: the names of the formats."""
    return (AUTO, *Format, *names())


def dataset_of(source: Source, format_: str) -> str | None:
    """Return the dataset whose rows a source holds, named or told by its header; None when it is none."""
    if format_ != AUTO:
        return None if format_ in set(Format) else format_
    first = head(source, HEAD)
    return recognised(_start_of_packed(first) if is_gzip(first) else first)


def read_rows(source: Source, dataset: str, *, told: Metadata, encoding: str | None) -> Iterator[Outcome]:
    """Yield what the rows of a source are; a day of publication that is told is that of rows without one.

    Raises:
        Refused: the source cannot be read, or an address or a publisher is told of it.
    """
    published = published_of(source, dataset, told)
    with _content(source) as stream:
        for outcome in read_dataset(dataset, stream, source=source.name, encoding=encoding):
            yield dated(outcome, published) if isinstance(outcome, Document) else outcome


def written_rows(source: Source, dataset: str, *, encoding: str | None) -> Iterator[Cells | Refused]:
    """Yield the rows of a source as they are written.

    Raises:
        Refused: the source cannot be read.
    """
    with _content(source) as stream:
        yield from read_cells(dataset, stream, source=source.name, encoding=encoding)


def published_of(source: Source, dataset: str, told: Metadata) -> str | None:
    """Return the day of publication that is told of a source, here or beside it, None without one.

    Raises:
        Refused: an address or a publisher is told of it.
    """
    completed = told.over(NOTHING if source.path is None else beside(source.path))
    if completed.url is not None or completed.publisher is not None:
        raise Refused(source.name, f"is of {dataset}, whose rows have no address and publisher of their own")
    return completed.published


def dated(document: Document, published: str | None) -> Document:
    """Return a document with this day of publication, if it has none."""
    if published is None or document.article.published is not None:
        return document
    return replace(document, article=replace(document.article, published=published))


@contextmanager
def _content(source: Source) -> Generator[BinaryIO]:
    """Give what is in a source, unpacked."""
    is_packed = is_gzip(head(source, HEAD))
    with opened(source) as raw:
        yield cast("BinaryIO", unpacked(raw, source=source.name)) if is_packed else raw


def _start_of_packed(first: bytes) -> bytes:
    """Return what the first bytes of a compressed file are unpacked, nothing where they are broken."""
    try:
        return zlib.decompressobj(GZIP_FORMAT).decompress(first, HEAD)
    except zlib.error:
        return b""
