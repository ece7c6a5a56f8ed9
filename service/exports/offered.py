"""The exports that the service offers over HTTP, and the names of their files."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from service.exports.formats import GZIP, RDF, SUFFIXES, ZSTD, Format
from service.exports.manifest import MANIFEST
from service.exports.naming import parted
from service.exports.tables import TABLES

STEM: Final = "casus"
PARQUET: Final = f"{STEM}{SUFFIXES[Format.PARQUET]}"
# All are packed: what leaves is what was written, so that a part of it can be asked for.
EXPORTS: Final = {
    **{
        f"{STEM}{SUFFIXES[format_]}{packing}": format_
        for format_ in (*RDF, Format.CSV, Format.GEOJSON, Format.CHANGES)
        for packing in (ZSTD, GZIP)
    },
    PARQUET: Format.PARQUET,
}
MEDIA_TYPES: Final = {
    GZIP: "application/gzip",
    ZSTD: "application/zstd",
    SUFFIXES[Format.PARQUET]: "application/vnd.apache.parquet",
    ".json": "application/json",
}


def files(export: str) -> tuple[str, ...]:
    """Return the names of an export's files, its manifest last."""
    if EXPORTS[export] in {Format.CSV, Format.PARQUET}:
        return (
            *(parted(PurePath(export), table.name).name for table in TABLES),
            f"{export}{MANIFEST}",
        )
    return (export, f"{export}{MANIFEST}")


# A number stands before the ending where an export is several files of a size.
NUMBER: Final = re.compile(r"-[0-9]{5}(?=\.)")
# Which export a file is of.
EXPORT_OF: Final = {file: export for export in EXPORTS for file in files(export)}


def export_of(file: str) -> str | None:
    """Return the export that a file may be of, None when there is none such."""
    return file if file in EXPORTS else EXPORT_OF.get(NUMBER.sub("", file, count=1))
