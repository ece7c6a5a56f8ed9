"""Where the header of a dataset's table stands, and which columns it names."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from loaders.containers.table import Dialect, split_record
from loaders.errors import Refused
from loaders.rows.layout import Need

if TYPE_CHECKING:
    from loaders.rows.layout import Layout

DELIMITERS: Final = (",", ";", "\t")
PREAMBLE: Final = 40  # lines before a header; SIPRI has eleven


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The columns of a table under the names of its layout, and how the rows after them are written.

    A column that has no name, and none in the layout, is "": nothing may stand in it.
    """

    columns: tuple[str, ...]
    dialect: Dialect


def find_header(layout: Layout, head: bytes, *, encoding: str | None = None) -> Header | None:
    """Return the header of a layout that a file starts with, by its first bytes; None when there is none."""
    lines = list(islice(_text(head, encoding), PREAMBLE))
    for number, delimiter in product(range(len(lines)), DELIMITERS):
        dialect = Dialect(delimiter=delimiter, quoted=layout.quoted)
        cells, taken = split_record(lines[number:], dialect)
        columns = _named(layout, cells)
        if layout.is_signed_by(columns):
            return Header(columns=columns, dialect=replace(dialect, skipped=number + taken))
    return None


def read_header(layout: Layout, head: bytes, *, source: str, encoding: str | None = None) -> Header:
    """Return the header of a file that is said to be of a layout.

    Raises:
        Refused: there is none, it lacks a column, or it has one that is not known or stands twice.
    """
    header = find_header(layout, head, encoding=encoding) or _unheaded(layout, head, encoding)
    if header is None:
        wanted = ", ".join(sorted(layout.signatures[0]))
        raise Refused(source, f"is no {layout.name}: no line among the first names the columns {wanted}")
    where = f"line {header.dialect.skipped}"
    for position, column in enumerate(header.columns):
        if column and column not in layout.columns:
            raise Refused(source, f"the column {column!r} is not known", where)
        if column and column in header.columns[:position]:
            raise Refused(source, f"the column {column!r} stands twice", where)
    for column, need in layout.columns.items():
        if need is Need.REQUIRED and column not in header.columns:
            raise Refused(source, f"lacks the column {column!r}", where)
    return header


def starts_with_row(layout: Layout, head: bytes) -> bool:
    """Return whether a file without a header starts with a row of a layout for certain."""
    if _unheaded(layout, head, None) is None:
        return False
    dialect = Dialect(delimiter="\t", quoted=layout.quoted)
    cells, _ = split_record([_text(head, None).readline()], dialect)
    first = dict(zip(layout.columns, cells, strict=True))
    return all(pattern.fullmatch(first[column]) for column, pattern in layout.like.items())


def _unheaded(layout: Layout, head: bytes, encoding: str | None) -> Header | None:
    """Return the columns in the layout's order for a file that starts with a row, if it has as many."""
    if layout.headed:
        return None
    dialect = Dialect(delimiter="\t", quoted=layout.quoted)
    first, _ = split_record([_text(head, encoding).readline()], dialect)
    fits = len(first) == len(layout.columns)
    return Header(columns=tuple(layout.columns), dialect=dialect) if fits else None


def _named(layout: Layout, cells: list[str]) -> tuple[str, ...]:
    """Return the names of columns; one without a name is called after the one before it, or "" at last."""
    names: list[str] = []
    for cell in cells:
        name = cell or (f"{names[-1]} +" if names else "")
        names.append(layout.aliases.get(name, name))
    return tuple("" if name.endswith(" +") and name not in layout.columns else name for name in names)


def _text(head: bytes, encoding: str | None) -> io.TextIOWrapper:
    """Return the text of a head, whose lines end as those of the stream do."""
    return io.TextIOWrapper(io.BytesIO(head), encoding=encoding or "utf-8-sig", errors="replace", newline="")
