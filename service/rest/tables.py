"""Items as rows of a CSV file that a spreadsheet takes as text and numbers, never as formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, object]

# What a spreadsheet reads as the start of a formula, also in its full-width form.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PARTS: Final = {
    "quantity": ("low", "high", "unit", "qualifier", "text", "best"),
    "value": ("amount", "currency", "qualifier", "text"),
    "date": ("start", "end", "precision"),
    "evidence": ("start", "end", "text"),
    "article": ("id", "title", "publisher", "published", "url"),
}


def as_csv(items: Iterable[Json], *, fields: str | None = None) -> str:
    """Return items of one collection as CSV: a column for each key, one for each part of a nested value.

    `fields` are those that were asked for, where not all were.
    """
    rows = [dict(_cells(item)) for item in items]
    buffer = io.StringIO(newline="")
    if rows:
        columns = [name for name in rows[0] if fields is None or _is_asked(name, fields)]
        writer = csv.DictWriter(buffer, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return buffer.getvalue()


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, a quote mark before what looks like one."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _is_asked(column: str, fields: str) -> bool:
    for field in fields.split(","):
        key, _, part = field.partition(".")
        if column in {key, f"{key}_{part}"} or (not part and key in PARTS and column.startswith(f"{key}_")):
            return True
    return False


def _cells(item: Json) -> Iterator[tuple[str, object]]:
    for key, value in item.items():
        if key in PARTS:
            known = cast("Json", value) if isinstance(value, dict) else {}
            yield from ((f"{key}_{part}", _cell(known.get(part))) for part in PARTS[key])
        else:
            yield key, _cell(value)


def _cell(value: object) -> object:
    if isinstance(value, list):
        return safe("; ".join(_label(one) for one in cast("list[object]", value)))
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _label(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    told = cast("Json", value)
    return str(told["label"]) if "label" in told else " ".join(map(str, told.values()))
