"""An export of tables: one state of an index in, a file a table and their manifest out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.errors import WrongUsage
from service.exports import delimited, features, parquet
from service.exports.formats import GZIP, ZSTD, Format
from service.exports.manifest import MANIFEST, Manifest
from service.exports.naming import parted
from service.exports.packing import packed, written
from service.exports.sources import sources
from service.exports.tables import TABLES, Tables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from service.exports.columns import Json
    from service.exports.export import Wanted
    from service.exports.packing import Written
    from service.view import View

WRITERS: Final = {Format.CSV: delimited.write, Format.PARQUET: parquet.write}
# Rows between two looks at the progress.
STEP: Final = 1_000


def check(out: Path, wanted: Wanted) -> None:
    """Check that tables can be written as is wanted.

    Raises:
        WrongUsage: they cannot.
    """
    if wanted.since is not None or wanted.most is not None:
        raise WrongUsage("--since and --shard are for RDF: tables are written whole")
    if wanted.format is Format.PARQUET:
        parquet.arrow()
        if out.suffix in {GZIP, ZSTD}:
            raise WrongUsage(f"{out.name}: Parquet is packed already; end it in .parquet")


def export(
    view: View, index: sqlite3.Connection, out: Path, format_: Format, *, progressed: Callable[[int], None]
) -> Manifest:
    """Write the tables of what an index holds and, beside them, the manifest, and return that.

    The view, whose rights hold, may be a little newer than the index. `progressed` is told from time to time
    how many rows are written.
    """
    tables = Tables(index, view)
    files = list(_files(tables, out, format_, _Progress(progressed)))
    manifest = Manifest(
        base=view.base,
        sequence=tables.sequence,
        format=format_,
        selection={},
        count=sum(file.count for file in files),
        files=files,
        sources=sources(view),
    )
    manifest.write(out.with_name(f"{out.name}{MANIFEST}"))
    return manifest


def _files(tables: Tables, out: Path, format_: Format, progress: _Progress) -> Iterator[Written]:
    if format_ is Format.GEOJSON:
        with packed(out) as stream:
            count = features.write(stream, progress.over(tables.claims()))
        yield written(out, count=count)
        return
    for table in TABLES:
        path = parted(out, table.name)
        with packed(path) as stream:
            count = WRITERS[format_](stream, table.columns, progress.over(table.items(tables)))
        yield written(path, count=count)


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
