"""`casus load`: read documents and store what they claim."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from service.access import writing
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
from service.cli.output import complain, progress
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
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help='Files, folders, addresses, or "-".')],
    *,
    format_: FormatOption = AUTO,
    store: StoreOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that extract.")] = 1,
    rejects: Annotated[Path | None, typer.Option(help="Write what is refused here, as JSON lines.")] = None,
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
    finished but refused some documents.
    """
    settings = settings_of(context)
    options = Options(
        metadata=metadata(paths, published=published, publisher=publisher, url=url),
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
        log = None if rejects is None else files.enter_context(_opened(rejects))
        held = files.enter_context(writing(folder, base=settings.base_iri))
        tell_base(new=new, settings=settings)
        progressed = files.enter_context(progress())
        watcher = Watcher(
            progressed=progressed, refused=lambda refused: _refused(refused, log), warned=_warned
        )
        report = load_documents(paths, held, options, watcher)
    _tell(report)
    raise typer.Exit(FAILED if report.failed else WITH_REFUSALS if report.refusals else 0)


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", errors="surrogateescape", buffering=1)
    except OSError as error:
        raise WrongUsage(f"--rejects {path}: {error.strerror}") from error


def _refused(refused: Refused, log: TextIO | None) -> None:
    complain(f"refused {refused}")
    if log is not None:
        told = {"source": refused.source, "position": refused.position, "reason": refused.reason}
        log.write(json.dumps(told, ensure_ascii=False) + "\n")


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
