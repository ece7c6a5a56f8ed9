"""`casus extract`: print what a load would store, storing nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from loaders.containers.formats import Format
from loaders.document import extract as extract_claims
from loaders.errors import Refused
from loaders.json_form import as_json
from loaders.model import Document
from loaders.reading import warnings_of_future
from service.archives import parts
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
from service.documents import Read, Reading, read_articles
from service.rows import AUTO, dataset_of, read_rows
from service.sources import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.datasets import Outcome
    from service.sidecar import Metadata
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
    told = metadata(paths, published=published, publisher=publisher, url=url)
    reading = Reading(
        limit=settings.max_document,
        format=Format(format_) if format_ in set(Format) else None,
        encoding=encoding,
        private=settings.fetch_private,
    )
    model = model_of(settings)
    sources = list(find(paths))
    lines = jsonl or len(sources) > 1
    printed = refusals = 0
    for source in sources:
        for name, found in _outcomes(source, format_, told, reading, model):
            if isinstance(found, Refused):
                complain(f"refused {found}")
                refusals += 1
            elif isinstance(found, Document):
                for warning in found.warnings:
                    complain(f"warning: {name}: {warning}")
                _print(found, explain=explain, lines=lines or name != source.name)
                printed += 1
    raise typer.Exit(0 if not refusals else WITH_REFUSALS if printed else FAILED)


def _outcomes(
    source: Source, format_: str, told: Metadata, reading: Reading, model: str | None
) -> Iterator[tuple[str, Outcome]]:
    """Yield the documents of a source, and what reports call each of them."""
    try:
        for part in parts(source):
            yield from _outcomes_of(part, format_, told, reading, model)
    except Refused as refused:
        yield source.name, refused


def _outcomes_of(
    source: Source, format_: str, told: Metadata, reading: Reading, model: str | None
) -> Iterator[tuple[str, Outcome]]:
    dataset = dataset_of(source, format_)
    try:
        if dataset is not None:
            rows = read_rows(source, dataset, told=told, encoding=reading.encoding)
            yield from ((source.name, row) for row in rows)
            return
        for found in read_articles(source, reading, told=told):
            if isinstance(found, Read):
                yield found.name, _extracted(found, model)
            elif isinstance(found, Refused):
                yield source.name, found
    except Refused as refused:
        yield source.name, refused


def _extracted(read: Read, model: str | None) -> Document:
    later = warnings_of_future(read.article, datetime.now(UTC).date())
    return extract_claims(read.article, warnings=(*read.warnings, *later), model=model)


def _print(document: Document, *, explain: bool, lines: bool) -> None:
    on_a_line = lines or document.article.record is not None
    layout = orjson.OPT_APPEND_NEWLINE | (0 if on_a_line else orjson.OPT_INDENT_2)
    typer.echo(orjson.dumps(as_json(document, explain=explain), option=layout), nl=False)
