"""`casus extract`: print what a load would store, storing nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from loaders.document import extract as extract_claims
from loaders.errors import Refused
from loaders.json_form import as_json
from loaders.model import Document
from service.cli.options import (
    EncodingOption,
    FormatOption,
    PublishedOption,
    PublisherOption,
    UrlOption,
    metadata,
    settings_of,
)
from service.cli.output import complain
from service.cli.pipeline import model_of
from service.documents import Read
from service.ingest import Options, read_documents
from service.rows import AUTO, dataset_of, read_rows
from service.sources import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.datasets import Outcome
    from service.sources import Source

FAILED: Final = 1
WITH_REFUSALS: Final = 3


def extract(  # noqa: PLR0913 - a parameter an option
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="FILE…", help='Files, folders, addresses, or "-".')],
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print a document a line.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Tell how each claim was read.")] = False,
    format_: FormatOption = AUTO,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Print what would be loaded as JSON: one document to be read by people, several a line each.

    The rows of a dataset are several documents.
    """
    settings = settings_of(context)
    options = Options(
        metadata=metadata(paths, published=published, publisher=publisher, url=url),
        format=format_,
        encoding=encoding,
        max_document=settings.max_document,
        fetch_private=settings.fetch_private,
        today=datetime.now(UTC).date(),
        model=model_of(settings),
    )
    sources = list(find(paths))
    lines = jsonl or len(sources) > 1
    printed = refusals = 0
    for source in sources:
        for name, found in _documents(source, options):
            if isinstance(found, Refused):
                complain(f"refused {found}")
                refusals += 1
            elif isinstance(found, Document):
                for warning in found.warnings:
                    complain(f"warning: {name}: {warning}")
                _print(found, explain=explain, lines=lines or name != source.name)
                printed += 1
    raise typer.Exit(0 if not refusals else WITH_REFUSALS if printed else FAILED)


def _documents(source: Source, options: Options) -> Iterator[tuple[str, Outcome]]:
    """Yield the documents of a source, and what reports call each of them."""
    dataset = dataset_of(source, options.format)
    try:
        if dataset is not None:
            rows = read_rows(source, dataset, told=options.metadata, encoding=options.encoding)
            yield from ((source.name, row) for row in rows)
            return
        for found in read_documents(source, options):
            if isinstance(found, Read):
                document = extract_claims(found.article, warnings=found.warnings, model=options.model)
                yield found.name, document
            elif isinstance(found, Refused):
                yield source.name, found
    except Refused as refused:
        yield source.name, refused


def _print(document: Document, *, explain: bool, lines: bool) -> None:
    on_a_line = lines or document.article.record is not None
    layout = orjson.OPT_APPEND_NEWLINE | (0 if on_a_line else orjson.OPT_INDENT_2)
    typer.echo(orjson.dumps(as_json(document, explain=explain), option=layout), nl=False)
