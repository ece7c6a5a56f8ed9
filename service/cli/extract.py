"""`casus extract`: print what a load would store, storing nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

import orjson
import typer

from loaders.document import extract as extract_claims
from loaders.errors import Refused
from loaders.json_form import as_json
from service.cli.options import (
    EncodingOption,
    Format,
    FormatOption,
    PublishedOption,
    PublisherOption,
    UrlOption,
    metadata,
    settings_of,
)
from service.cli.output import complain
from service.cli.pipeline import model_of
from service.ingest import Options, read_document
from service.sources import find

FAILED: Final = 1
WITH_REFUSALS: Final = 3


def extract(  # noqa: PLR0913 - a parameter an option
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="FILE…", help='Files, folders, or "-".')],
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print a document a line.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Tell each claim's zone and rules.")] = False,
    format_: FormatOption = Format.AUTO,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Print what would be loaded as JSON: one document to be read by people, several a line each."""
    assert format_ in Format
    settings = settings_of(context)
    options = Options(
        metadata=metadata(paths, published=published, publisher=publisher, url=url),
        encoding=encoding,
        max_document=settings.max_document,
        today=datetime.now(UTC).date(),
        model=model_of(settings),
    )
    sources = list(find(paths))
    layout = orjson.OPT_APPEND_NEWLINE | (0 if jsonl or len(sources) > 1 else orjson.OPT_INDENT_2)
    refusals = 0
    for source in sources:
        try:
            article, warnings = read_document(source, options)
        except Refused as refused:
            complain(f"refused {refused}")
            refusals += 1
            continue
        document = extract_claims(article, warnings=warnings, model=options.model)
        for warning in document.warnings:
            complain(f"warning: {source.name}: {warning}")
        typer.echo(orjson.dumps(as_json(document, explain=explain), option=layout), nl=False)
    raise typer.Exit(0 if not refusals else FAILED if refusals == len(sources) else WITH_REFUSALS)
