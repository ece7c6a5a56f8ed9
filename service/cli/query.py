"""`casus query`: ask a catalogued or a given query."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Never

import typer
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

from queries import BadHeader, BadParameter, UnknownParameter, UnknownQuery, named, read
from queries import catalogue as catalogued
from service.access import reading
from service.cli.drawing import draw
from service.cli.options import StoreOption, settings_of
from service.errors import WrongUsage
from service.sparql.matches import rewritten
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolutions

    from queries import CataloguedQuery

HEADER: Final = "#+"
NEAR: Final = 0.7  # likeness of a name to one that was mistyped; at half of it any name is like some other


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
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME|FILE.rq]", help="A catalogued query, or a file; without one, lists them."
        ),
    ] = "",
    *,
    param: Annotated[list[str] | None, typer.Option(metavar="K=V", help="A parameter of the query.")] = None,
    shape: Annotated[Shape, typer.Option("--as", help="How to print the results.")] = Shape.TABLE,
    store: StoreOption = None,
) -> None:
    """Ask a catalogued query by its name, or the one in a file; a graph is printed as Turtle.

    Without a name, list the catalogue with the parameters of each query and their defaults.
    """
    if not name:
        typer.echo(_listing(), nl=False)
        return
    settings = settings_of(context)
    given = _parameters(param or [])
    with reading(store or settings.store) as view:
        try:
            text = _text(name, given, base=view.base)
            rewritten(text, _unanswered, view.base)
            results = view.query(text, union=settings.default_graph == "union", prefixes=NAMESPACES)
            typer.echo(_printed(results, shape, base=view.base), nl=False)
        except (SyntaxError, BadHeader, BadParameter, UnknownParameter) as error:
            raise WrongUsage(f"{name}: {error}") from error


def _listing() -> str:
    """Return the catalogue as text, group by group."""
    groups: dict[str, list[CataloguedQuery]] = {}
    for query in catalogued().values():
        groups.setdefault(query.tags[0], []).append(query)
    return "\n".join(
        f"{group}\n"
        + "".join(f"  {told.name}\n    {told.summary}\n    {_declared(told)}\n" for told in members)
        for group, members in sorted(groups.items())
    )


def _declared(told: CataloguedQuery) -> str:
    return " ".join(
        f"[{name}]" if parameter.default is None else f"[{name}={parameter.default}]"
        for name, parameter in told.parameters.items()
    )


def _unanswered(*_: object) -> Never:
    """Refuse a search: without a server nothing keeps the index that answers it."""
    raise WrongUsage("casus:matches is answered by `casus serve` alone, at /sparql")


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
        near = [one for one in catalogued() if name in one] or get_close_matches(
            name, catalogued(), cutoff=NEAR
        )
        hint = f", did you mean {', '.join(near)}?" if near else ""
        raise WrongUsage(
            f"{name!r} is neither a readable file nor a query of the catalogue{hint};"
            " `casus query` lists them all"
        ) from error


def _printed(results: QuerySolutions | QueryBoolean | QueryTriples, shape: Shape, *, base: str) -> bytes:
    if isinstance(results, QueryTriples):
        return _bytes(results.serialize(format=RdfFormat.TURTLE))
    if isinstance(results, QueryBoolean) and shape not in {Shape.JSON, Shape.XML}:
        return f"{str(bool(results)).lower()}\n".encode()
    if isinstance(results, QueryBoolean) or shape is not Shape.TABLE:
        return _bytes(results.serialize(format=FORMATS[shape]))
    return draw(results, base=base).encode()


def _bytes(written: bytes | None) -> bytes:
    assert written is not None
    return written if written.endswith(b"\n") else written + b"\n"
