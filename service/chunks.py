"""Some rows of a dataset that follow one another, as one piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.datasets import Cells, LeftAside, RowReader
from loaders.errors import Refused
from service.extraction import Extracted, extracted
from service.jobs import row_job
from service.rows import dated

if TYPE_CHECKING:
    from loaders.datasets import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """Rows of one file; those that were read already stand among those that were not.

    `published` is the day of publication that is told of rows without one.
    """

    dataset: str
    source: str
    rows: tuple[Cells | Outcome, ...]
    published: str | None
    base: str


def mapped(chunk: Chunk) -> tuple[Extracted | LeftAside | Refused, ...]:
    """Return what the rows are, in their order."""
    reader = RowReader(chunk.dataset, chunk.source)
    return tuple(_mapped(row, chunk, reader) for row in chunk.rows)


def _mapped(row: Cells | Outcome, chunk: Chunk, reader: RowReader) -> Extracted | LeftAside | Refused:
    outcome = reader.read(row) if isinstance(row, Cells) else row
    if isinstance(outcome, LeftAside | Refused):
        return outcome
    document = dated(outcome, chunk.published)
    return extracted(row_job(document, source=chunk.source, base=chunk.base))
