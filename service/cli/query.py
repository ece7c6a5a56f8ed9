"""`casus query`: ask a catalogued or a given query."""

from __future__ import annotations

import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat
from rich.console import Console
from rich.table import Table

from queries import BadHeader, BadParameter, UnknownParameter, UnknownQuery, named, read
from queries import catalogue as catalogued
from service.access import reading
from service.cli.options import StoreOption, settings_of
from service.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolutions

HEADER: Final = "#+"
# Columns: a table that is no terminal's is drawn as wide as its rows.
UNBOUNDED: Final = 1_000_000


class Shape(StrEnum):
    """How results are printed."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"


FORMATS: Final = {
    Shape.CSV: QueryResultsFormat.CSV,
    Shape.TSV: QueryResultsFormat.TSV,
    Shape.JSON: QueryResultsFormat.JSON,
    Shape.XML: QueryResultsFormat.XML,
}


def query(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE.rq", help="A catalogued query, or a file.")],
    *,
    param: Annotated[list[str] | None, typer.Option(metavar="K=V", help="A parameter of the query.")] = None,
    shape: Annotated[Shape, typer.Option("--as", help="How to print the results.")] = Shape.TABLE,
    store: StoreOption = None,
) -> None:
    """Ask a catalogued query by its name, or the one in a file; a graph is printed as Turtle."""
    settings = settings_of(context)
    given = _parameters(param or [])
    with reading(store or settings.store) as view:
        try:
            text = _text(name, given, base=view.base)
            results = view.query(text, union=settings.default_graph == "union")
            typer.echo(_printed(results, shape), nl=False)
        except (SyntaxError, BadHeader, BadParameter, UnknownParameter) as error:
            raise WrongUsage(f"{name}: {error}") from error


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for name, sign, _ in pairs:
        if not name or not sign:
            raise WrongUsage(f"--param {name}: write it as name=value")
    return {name: value for name, _, value in pairs}


def _text(name: str, given: Mapping[str, str], *, base: str) -> str:
    """Return the query's text with its parameters; a file without a header takes none."""
    try:
        return named(name).bind(given, base=base)
    except UnknownQuery:
        text = _file(name)
    if text.startswith(HEADER):
        return read(Path(name).stem, text).bind(given, base=base)
    if given:
        raise WrongUsage(f"{name} declares no parameters: it has no header of #+ lines")
    return text


def _file(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(
            f"{name!r} is neither a readable file nor a query of the catalogue: {', '.join(catalogued())}"
        ) from error


def _printed(results: QuerySolutions | QueryBoolean | QueryTriples, shape: Shape) -> bytes:
    if isinstance(results, QueryTriples):
        return _bytes(results.serialize(format=RdfFormat.TURTLE))
    if isinstance(results, QueryBoolean) and shape not in {Shape.JSON, Shape.XML}:
        return f"{str(bool(results)).lower()}\n".encode()
    if isinstance(results, QueryBoolean) or shape is not Shape.TABLE:
        return _bytes(results.serialize(format=FORMATS[shape]))
    return _table(results).encode()


def _bytes(written: bytes | None) -> bytes:
    assert written is not None
    return written if written.endswith(b"\n") else written + b"\n"


def _table(solutions: QuerySolutions) -> str:
    """Draw a table as wide as the terminal; elsewhere as wide as its rows, so that nothing is cut."""
    table = Table(*(variable.value for variable in solutions.variables), highlight=False)
    for solution in solutions:
        table.add_row(*("" if term is None else getattr(term, "value", str(term)) for term in solution))
    terminal = Console()
    width = terminal.width if terminal.is_terminal else UNBOUNDED
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as drawn:
        console.print(table)
    return drawn.get()
