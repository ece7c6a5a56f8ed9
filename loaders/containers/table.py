"""The lines of a delimited text file (CSV and its like), read one by one whatever the file's size."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from loaders.containers.text import WIDE_MARKS
from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Characters of one line: the longest notes of the datasets have some 10,000.
LONGEST_LINE: Final = 1_000_000
MOST_EMPTY: Final = 100_000  # empty lines one after another; a compressed file may hold any number of them
# What XML, and so RDF/XML and SPARQL results, cannot hold; a line break inside a cell may stay.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNDECODED: Final = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A record of the file: its cells without surrounding blanks, the number of the line it starts on."""

    number: int
    cells: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How a file is written: what parts its cells, whether quotes hold them, the lines before the first."""

    delimiter: str = ","
    quoted: bool = True
    skipped: int = 0


def read_lines(
    stream: BinaryIO, dialect: Dialect, *, source: str, encoding: str | None
) -> Iterator[Line | Refused]:
    """Yield the records of a file in order; one that cannot be read is told as refused, and passed over.

    Raises:
        Refused: the file is in another encoding altogether.
    """
    lines = _Lines(_decoded(stream, encoding), source)
    for _ in range(dialect.skipped):
        next(lines, None)
    reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=_quoting(dialect), strict=dialect.quoted)
    while True:
        number = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Refused(source, f"is no record: {error}", f"line {number}")
            continue
        except _TooLong:
            yield Refused(source, f"longer than {LONGEST_LINE:,} characters", f"line {number}")
            continue
        if cells is None:
            return
        if any(cells):
            yield _checked([cell.strip() for cell in cells], number, source)


def split_record(lines: Sequence[str], dialect: Dialect) -> tuple[list[str], int]:
    """Return the cells of the record that starts with the first line, and how many lines it takes.

    Quotes that are never closed take none beyond the first.
    """
    for some in (lines, lines[:1]):
        reader = csv.reader(some, delimiter=dialect.delimiter, quoting=_quoting(dialect), strict=True)
        try:
            return [cell.strip() for cell in next(reader, list[str]())], reader.line_num
        except csv.Error:
            continue
    return [], 1


def _quoting(dialect: Dialect) -> Literal[0, 3]:
    return csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE


def _decoded(stream: BinaryIO, encoding: str | None) -> io.TextIOWrapper:
    if encoding is None or codecs.lookup(encoding).name == "utf-8":
        return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    return io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="")


def is_wide(head: bytes) -> bool:
    """Return whether a file starts with a byte order mark of UTF-16 or UTF-32."""
    return head.startswith(WIDE_MARKS)


def _checked(cells: list[str], number: int, source: str) -> Line | Refused:
    whole = "".join(cells)
    if _UNDECODED.search(whole):
        column = next(n for n, cell in enumerate(cells, start=1) if _UNDECODED.search(cell))
        return Refused(source, f"invalid UTF-8 in column {column}", f"line {number}")
    control = _CONTROL.search(whole)
    if control is not None:
        return Refused(source, f"control character U+{ord(control[0]):04X}", f"line {number}")
    return Line(number=number, cells=cells)


class _TooLong(Exception):
    """A line is longer than any record."""


class _Lines:
    """The lines of a text one by one; goes on after one that is too long."""

    def __init__(self, text: io.TextIOWrapper, source: str) -> None:
        self._text = text
        self._source = source
        self._empty = 0
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._next()
        if not line:
            raise StopIteration
        self.number += 1
        self._empty = self._empty + 1 if line.isspace() else 0
        if self._empty > MOST_EMPTY:
            raise Refused(self._source, f"has more than {MOST_EMPTY:,} empty lines", f"line {self.number}")
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            while (rest := self._next()) and not rest.endswith("\n"):
                pass
            raise _TooLong
        return line

    def _next(self) -> str:
        try:
            return self._text.readline(LONGEST_LINE)
        except UnicodeError as error:
            raise Refused(
                self._source, f"invalid {self._text.encoding}", f"line {self.number + 1}"
            ) from error
