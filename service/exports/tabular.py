"""The tables of an export: a file a table, or several where each is to hold so many rows."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final

from service.exports import delimited, features, parquet
from service.exports.batches import parts
from service.exports.formats import Format
from service.exports.naming import numbered, parted
from service.exports.packing import packed
from service.exports.tables import TABLES
from service.rest.geojson import geometry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from service.exports.columns import Column, Json
    from service.exports.packing import Written
    from service.exports.tables import Tables
    from service.exports.wanted import Wanted

# Rows between two looks at the progress.
STEP: Final = 1_000


def write(
    tables: Tables, place: Path, wanted: Wanted, *, progressed: Callable[[int], None]
) -> Iterator[Written]:
    """Write tables to files and yield these; `progressed` is told from time to time how many rows."""
    progress = _Progress(progressed)
    for path, columns, items in _tables(tables, place, wanted.format):
        paths = repeat(path) if wanted.most is None else numbered(path)
        for name, part in zip(paths, parts(progress.over(items), wanted.most), strict=False):
            with packed(name) as out:
                count = _rows(wanted.format, out.stream, columns, part)
            yield out.written(count=count)


def _tables(
    tables: Tables, out: Path, format_: Format
) -> Iterator[tuple[Path, tuple[Column, ...], Iterator[Json]]]:
    """Yield the files of a format, each with the columns and the items of its rows."""
    if format_ is Format.GEOJSON:
        yield out, (), (item for item in tables.claims() if geometry(item) is not None)
        return
    for table in TABLES:
        yield parted(out, table.name), table.columns, table.items(tables)


def _rows(format_: Format, stream: BinaryIO, columns: tuple[Column, ...], items: Iterator[Json]) -> int:
    if format_ is Format.GEOJSON:
        return features.write(stream, items)
    if format_ is Format.CSV:
        return delimited.write(stream, columns, items)
    return parquet.write(stream, columns, items)


class _Progress:
    """Tells how many rows went by."""

    def __init__(self, progressed: Callable[[int], None]) -> None:
        self._progressed = progressed
        self._count = 0

    def over(self, items: Iterable[Json]) -> Iterator[Json]:
        for item in items:
            if self._count % STEP == 0:
                self._progressed(self._count)
            self._count += 1
            yield item
