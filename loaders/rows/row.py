"""A row as the loader of its dataset takes it: each field taken once or waived, what is left refused."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from loaders.errors import Refused
from loaders.model import Span
from loaders.rows.layout import Need

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loaders.rows.layout import Layout

Meaning = TypeVar("Meaning")

# Thousands may be set apart by commas, blanks or apostrophes; a fraction of zeros is an export's.
_GROUPED: Final = re.compile("-?\\d{1,3}(?:[,'\u2019 \u00a0\u202f]\\d{3})+(?:\\.\\d+)?")
_APART: Final = re.compile("[,'\u2019 \u00a0\u202f]")
_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?")


class OutOfScope(Exception):
    """A row of a kind that makes no claim that the ontology can say; `reason` names the field that tells."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Row:
    """One row: its cells by column, and the text that it is as a document."""

    def __init__(self, layout: Layout, cells: Mapping[str, str], *, source: str, line: int) -> None:
        self.layout = layout
        self._source = source
        self._line = line
        self._cells = {
            name: cells[name] for name in layout.columns if cells.get(name, "") not in layout.empty
        }
        self._left = {name for name in self._cells if layout.columns[name] is not Need.WAIVED}
        self.text = "\n".join([f"{name}: {value}" for name, value in self._cells.items()])

    def take(self, column: str) -> str | None:
        """Return the text of a cell, None when it says nothing."""
        self._left.discard(column)
        return self._cells.get(column)

    def need(self, column: str) -> str:
        """Return the text of a cell that has to say something.

        Raises:
            Refused: it does not.
        """
        text = self.take(column)
        if text is None:
            raise self.unexpected(column, "is empty")
        return text

    def code(self, column: str, meanings: Mapping[str, Meaning]) -> Meaning:
        """Return what a cell's code means.

        Raises:
            Refused: the code is not among the meanings; an empty cell is not either, unless "" is.
        """
        text = self.take(column) or ""
        key = text if text in meanings else text.removesuffix(".0")
        if key not in meanings:
            raise self.unexpected(column, f"{text!r} is not in the code book" if text else "is empty")
        return meanings[key]

    def integer(self, column: str) -> int | None:
        """Return the integer of a cell; nothing is rounded.

        Raises:
            Refused: it is none.
        """
        number = self.decimal(column)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise self.unexpected(column, f"{self._cells[column]!r} is no integer")
        return int(number)

    def count(self, column: str) -> int | None:
        """Return the integer of a cell that counts things.

        Raises:
            Refused: it is none, or less than zero.
        """
        number = self.integer(column)
        if number is not None and number < 0:
            raise self.unexpected(column, f"{self._cells[column]!r} is less than zero")
        return number

    def decimal(self, column: str) -> Decimal | None:
        """Return the number of a cell, exactly as it is written.

        Raises:
            Refused: it is none.
        """
        text = self.take(column)
        if text is None:
            return None
        plain = _APART.sub("", text) if _GROUPED.fullmatch(text) else text
        try:
            if _PLAIN.fullmatch(plain):
                return Decimal(plain)
        except InvalidOperation:  # an exponent beyond all numbers
            pass
        raise self.unexpected(column, f"{text!r} is no number")

    def day(self, column: str) -> date | None:
        """Return the day of a cell, which is written as ISO 8601 has it.

        Raises:
            Refused: it is none.
        """
        text = self.take(column)
        if text is None:
            return None
        written = _DAY.fullmatch(text)
        try:
            return date.fromisoformat(written[1] if written else text)
        except ValueError:
            raise self.unexpected(column, f"{text!r} is no day") from None

    def says(self, column: str) -> bool:
        """Return whether a cell says something."""
        return column in self._cells

    def span(self, column: str) -> Span:
        """Return where a cell that says something stands in the row's text, with the name of its column."""
        return self.spans(column, column)

    def spans(self, first: str, last: str) -> Span:
        """Return what stands from one cell to another in the row's text."""
        start, end = self._places[first][0], self._places[last][1]
        return Span(start=start, end=end, text=self.text[start:end])

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Return where each cell that says something starts and ends in the row's text."""
        places: dict[str, tuple[int, int]] = {}
        start = 0
        for name, value in self._cells.items():
            end = start + len(name) + len(": ") + len(value)
            places[name] = (start, end)
            start = end + 1
        return places

    def unexpected(self, column: str, what: str) -> Refused:
        """Return a refusal of this row, for what stands in one column."""
        return Refused(self._source, f"{column}: {what}", f"line {self._line}")

    def close(self) -> None:
        """Say that all was taken that is to be.

        Raises:
            Refused: a cell that says something was neither taken nor waived.
        """
        for column in self.layout.columns:
            if column in self._left:
                raise self.unexpected(column, f"{self._cells[column]!r} is not expected in such a row")
