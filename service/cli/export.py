"""`casus export`: write what the store holds to files that others can take."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import Annotated

import typer

from service.access import reading
from service.cli.options import StoreOption, settings_of
from service.cli.output import complain, progress
from service.dates import checked_moment
from service.errors import WrongUsage
from service.exports.export import Wanted
from service.exports.export import export as write
from service.exports.formats import Format, told_by
from service.exports.sources import REFERENCE
from service.log import Log


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A file; its ending tells format and packing.")],
    *,
    format_: Annotated[Format | None, typer.Option("--format", help="Format, instead of OUT's.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only articles that came since a day or time in UTC.")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--shard", min=1, metavar="QUADS", help="Most quads in a file.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write what the store holds, as of now, to a file that others can take, and beside it its manifest.

    OUT may end in .gz or .zst. The manifest OUT.manifest.json tells the files with their SHA-256, the sources
    with their licences, and with --since what was withdrawn. Sources whose terms forbid to pass them on leave
    as references only.
    """
    settings = settings_of(context)
    chosen = format_ or told_by(out.name)
    if chosen is None:
        raise WrongUsage(f"{out.name} tells no format: end it in .nq, .trig, .ttl … or give --format")
    folder = store or settings.store
    wanted = Wanted(format=chosen, since=None if since is None else _utc(since), most=most)
    with ExitStack() as files:
        view = files.enter_context(reading(folder))
        log = files.enter_context(closing(Log(folder / "log.sqlite")))
        told = files.enter_context(progress())
        total = len(view.graphs)
        manifest = write(view, log, out, wanted, progressed=lambda done: told(done, total))
    for source in manifest.sources:
        if source.leaves_as == REFERENCE:
            complain(f"{source.label}: {source.documents:,} documents leave as references: {source.rights}")
    typer.echo(
        f"{manifest.count:,} quads in {len(manifest.files):,} files, as of change {manifest.sequence:,}"
    )


def _utc(text: str) -> str:
    """Return a day as it is, a time as the log tells times, in UTC; so is one without an offset."""
    try:
        told = checked_moment(text)
    except ValueError as error:
        raise WrongUsage(f"--since {error}") from None
    if "T" not in told:
        return told
    time = datetime.fromisoformat(told)
    aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return aware.isoformat(timespec="milliseconds").replace("+00:00", "Z")
