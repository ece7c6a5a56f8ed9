"""Tables as Parquet, a group of rows at a time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from service.errors import WrongUsage
from service.exports.batches import batches
from service.exports.columns import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.exports.columns import Column, Json

GROUP: Final = 10_000  # rows; a group of claims takes some 100 MB while it is made
LACKING: Final = "tables as Parquet need the extra `parquet`: pip install 'casus[parquet]'"


def arrow() -> Any:  # noqa: ANN401 - a package without types
    """Return the package that writes Parquet; raise `WrongUsage` when it is not installed."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise WrongUsage(LACKING) from error


def write(stream: BinaryIO, columns: tuple[Column, ...], items: Iterable[Json]) -> int:
    """Write items as rows of typed columns, and return how many there were."""
    pa = arrow()
    schema = pa.schema([(column.name, _type(pa, column.kind)) for column in columns])
    count = 0
    with pa.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in batches(items, GROUP):
            arrays = [_array(pa, column, group) for column in columns]
            writer.write_batch(pa.record_batch(arrays, schema=schema), row_group_size=GROUP)
            count += len(group)
    return count


def _array(pa: Any, column: Column, group: list[Json]) -> object:  # noqa: ANN401 - a package without types
    cell = column.cell
    cells = [cell(item) for item in group]
    if column.kind is Kind.DAY:
        return pa.array(cells, pa.string()).cast(pa.date32())
    return pa.array(cells, _type(pa, column.kind))


def _type(pa: Any, kind: Kind) -> object:  # noqa: ANN401 - a package without types
    types = {
        Kind.TEXT: pa.string(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.DAY: pa.date32(),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.NUMBERS: pa.list_(pa.float64()),
        Kind.TRUTH: pa.bool_(),
    }
    return types[kind]
