"""`casus load`: read documents and store what they claim."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from service.access import writing
from service.cli import rejects as rejects_file
from service.cli.bar import loading
from service.cli.options import (
    EncodingOption,
    FormatOption,
    PublishedOption,
    PublisherOption,
    StoreOption,
    UrlOption,
    is_store,
    metadata,
    settings_of,
    tell_base,
)
from service.cli.output import complain
from service.cli.pipeline import model_of
from service.errors import WrongUsage
from service.ingest import Noted, Options, Report, Watcher
from service.ingest import load as load_documents
from service.rows import AUTO

if TYPE_CHECKING:
    from loaders.errors import Refused

FAILED: Final = 1
WITH_REFUSALS: Final = 3


def load(  # noqa: PLR0913 - a parameter an option
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH…", help='Files, folders, addresses, or "-".')
    ] = None,
    *,
    format_: FormatOption = AUTO,
    store: StoreOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that extract.")] = 1,
    rejects: Annotated[Path | None, typer.Option(help="Write what is refused here, as JSON lines.")] = None,
    again: Annotated[
        Path | None, typer.Option(metavar="REJECTS", help="Load the sources in a file of --rejects again.")
    ] = None,
    max_refused: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="SHARE", help="Stop and fail when a greater share is refused."),
    ] = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Read documents and store what they claim; what is held already stays as it is.

    Documents are text, web pages, feeds, JSON lines and web archives, gzipped or not, and datasets' files.
    A file NAME.meta.json beside NAME.txt tells its "url", "publisher" and "published"; options go before it.
    In folders, files whose names start with a dot are passed over. Exits with 1 if the load failed, 3 if it
    finished but refused some documents. What was refused is loaded with --again once it is corrected; so is
    what a load that was stopped left, by the same command again.
    """
    settings = settings_of(context)
    named = [*(paths or []), *([] if again is None else rejects_file.sources(again))]
    if paths is None and again is None:
        raise WrongUsage("nothing to load: name files, folders or addresses, or --again REJECTS")
    options = Options(
        metadata=metadata(named, published=published, publisher=publisher, url=url),
        format=format_,
        encoding=encoding,
        workers=workers,
        max_document=settings.max_document,
        fetch_private=settings.fetch_private,
        today=datetime.now(UTC).date(),
        max_refused=max_refused,
        model=model_of(settings),
    )
    folder = store or settings.store
    new = not is_store(folder)
    with ExitStack() as files:
        log = None if rejects is None else files.enter_context(rejects_file.opened(rejects))
        held = files.enter_context(writing(folder, base=settings.base_iri))
        tell_base(new=new, settings=settings)
        bar = files.enter_context(loading())
        watcher = Watcher(
            read=bar.read,
            progressed=bar.progressed,
            refused=lambda refused: _refused(refused, log),
            warned=_warned,
        )
        report = load_documents(named, held, options, watcher)
    _tell(report)
    raise typer.Exit(FAILED if report.failed else WITH_REFUSALS if report.refusals else 0)


def _refused(refused: Refused, log: TextIO | None) -> None:
    complain(f"refused {refused}")
    if log is not None:
        rejects_file.write(refused, log)


def _warned(noted: Noted) -> None:
    complain(f"warning: {noted.source}: {noted.message}")


def _tell(report: Report) -> None:
    for (source, reason), rows in report.left_aside.items():
        complain(f"left aside: {source}: {rows:,} rows: {reason}")
    for (source, reason), count in report.passed_over.items():
        complain(f"passed over: {source}: {count:,} {reason}")
    if report.stopped:
        complain("stopped: too large a share was refused")
    typer.echo(
        f"{report.documents:,} documents, {report.claims:,} claims, {report.quads:,} quads; "
        f"{report.unchanged:,} unchanged, {report.replaced:,} replaced, {report.refusals:,} refused"
        f"{_foreign(report)}"
    )


def _foreign(report: Report) -> str:
    """Return how many of the documents are in languages that claims are not read in, nothing for none."""
    if not report.foreign:
        return ""
    languages = ", ".join(f"{count:,} {language}" for language, count in sorted(report.foreign.items()))
    return f"; {report.foreign.total():,} not in English, so without claims ({languages})"
