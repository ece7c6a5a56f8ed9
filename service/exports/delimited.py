"""Tables as CSV that a spreadsheet takes as text and numbers, never as formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from service.rest.tables import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.exports.columns import Column, Json

BETWEEN: Final = "; "


def write(stream: BinaryIO, columns: tuple[Column, ...], items: Iterable[Json]) -> int:
    """Write items as rows under a head, and return how many there were."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    count = 0
    for count, item in enumerate(items, start=1):  # noqa: B007 - told at the end
        writer.writerow([_cell(column.cell(item)) for column in columns])
    text.flush()
    text.detach()
    return count


def _cell(value: object) -> object:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        values = cast("list[object]", value)
        told = BETWEEN.join("" if one is None else str(one) for one in values)
        return told if _are_numbers(values) else safe(told)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _are_numbers(values: list[object]) -> bool:
    return all(one is None or isinstance(one, int | float) for one in values)
