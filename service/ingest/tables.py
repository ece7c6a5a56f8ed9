"""The rows of a dataset's file in chunks, each of which is known again wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.datasets import Cells, RowReader, layout
from loaders.errors import Refused
from service.chunks import Chunk
from service.ingest.findings import Begun, Ended, Same
from service.ingest.naming import row_digest, rows_name
from service.rows import published_of, written_rows
from service.work import Ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.datasets import Outcome
    from service.ingest.destination import Destination
    from service.ingest.findings import Finding
    from service.ingest.options import Options
    from service.sources import Source

    Row = Cells | Outcome

# A chunk ends with a row whose digest starts so, one of 128: one more row in a file changes but one chunk.
LAST: Final = 2
LEAST: Final = 32
MOST: Final = 256


def table(
    source: Source, dataset: str, destination: Destination, options: Options
) -> Iterator[Chunk | Ready[Finding]]:
    """Yield the chunks of a dataset's file that are to be mapped, and those that are held as they are.

    Raises:
        Refused: the source cannot be read, or no further.
    """
    published = published_of(source, dataset, options.metadata)
    written = written_rows(source, dataset, encoding=options.encoding)
    is_numbered = layout(dataset).numbered
    for rows, name in _chunks(_counted(written, dataset, source.name) if is_numbered else written):
        chunk = Chunk(
            dataset=dataset, source=source.name, rows=rows, published=published, base=destination.base
        )
        if name is None:
            yield chunk
            continue
        whole = rows_name(dataset, name, published=published)
        summary = destination.recall(whole)
        if summary is not None:
            yield Ready(Same(source=source.name, summary=summary))
        else:
            yield Ready(Begun(name=whole))
            yield chunk
            yield Ready(Ended())


def _counted(written: Iterable[Cells | Refused], dataset: str, source: str) -> Iterator[Outcome]:
    """Yield what rows are that are counted where they are alike, which takes one reader for all."""
    reader = RowReader(dataset, source)
    for row in written:
        yield reader.read(row) if isinstance(row, Cells) else row


def _chunks(rows: Iterable[Row]) -> Iterator[tuple[tuple[Row, ...], list[str] | None]]:
    """Yield the rows in chunks with their digests; without digests where one was not written well.

    Raises:
        Refused: there is nothing more to read; the rows before were yielded.
    """
    chunk: list[Row] = []
    broken: Refused | None = None
    try:
        for row in rows:
            chunk.append(row)
            if _ends(chunk):
                yield tuple(chunk), _digests(chunk)
                chunk = []
    except Refused as refused:
        broken = refused
    if chunk:
        yield tuple(chunk), _digests(chunk)
    if broken is not None:
        raise broken


def _ends(chunk: list[Row]) -> bool:
    last = chunk[-1]
    is_last = isinstance(last, Cells) and row_digest(last.values)[0] < LAST
    return (is_last and len(chunk) >= LEAST) or len(chunk) >= MOST


def _digests(chunk: list[Row]) -> list[str] | None:
    digests = [row_digest(row.values).hex() for row in chunk if isinstance(row, Cells)]
    return digests if len(digests) == len(chunk) else None
