"""Rows of an answer as a person reads them: a table, or a record a row where that is too wide."""

from __future__ import annotations

import io
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

CONCEPTS: Final = "https://w3id.org/casus/concept/"
WIDTH: Final = 100  # columns, where the output is no terminal
BORDERS: Final = 3  # columns that a table adds to each of its own
NARROWEST: Final = 20  # columns for a value, however narrow the terminal is


def draw(solutions: QuerySolutions, *, base: str) -> str:
    """Return the rows as text no wider than the terminal; nothing is cut, and the store's IRIs become ids."""
    names = [variable.value for variable in solutions.variables]
    rows = [[_written(term, base) for term in solution] for solution in solutions]
    if not rows:
        return "no rows\n"
    terminal = Console()
    width = terminal.width if terminal.is_terminal else WIDTH
    fits = _natural_width(names, rows) <= width
    return _table(names, rows, width) if fits else _records(names, rows, width)


def _written(term: object, base: str) -> str:
    if term is None:
        return ""
    text = str(getattr(term, "value", term))
    return text.removeprefix(base).removeprefix(CONCEPTS) if isinstance(term, NamedNode) else text


def _natural_width(names: list[str], rows: list[list[str]]) -> int:
    return 1 + sum(
        BORDERS + max(cell_len(line) for cell in column for line in (cell.splitlines() or [""]))
        for column in zip(names, *rows, strict=True)
    )


def _table(names: list[str], rows: list[list[str]], width: int) -> str:
    table = Table(*names, highlight=False)
    for row in rows:
        table.add_row(*row)
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as drawn:
        console.print(table)
    return drawn.get()


def _records(names: list[str], rows: list[list[str]], width: int) -> str:
    """Return a block of lines a row: each bound column with its name, wrapped beside it."""
    indent = max(len(name) for name in names) + 2
    room = max(width - indent, NARROWEST)
    blocks: list[str] = []
    for number, row in enumerate(rows, start=1):
        lines = [f"── {number} ".ljust(width, "─")]
        for name, cell in zip(names, row, strict=True):
            wrapped = [part for line in cell.splitlines() for part in wrap(line, room)]
            heads = [name, *[""] * len(wrapped)]
            lines += [f"{head:<{indent}}{part}" for head, part in zip(heads, wrapped, strict=False)]
        blocks.append("\n".join(lines) + "\n")
    return "".join(blocks)
