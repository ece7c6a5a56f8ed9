"""`casus export`: write what the store holds to files that others can take."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from service.access import reading, writing
from service.cli.options import StoreOption, is_store, settings_of
from service.cli.output import complain, progress
from service.dates import checked_moment
from service.errors import NoStore, WrongUsage
from service.exports import tabular
from service.exports.export import Wanted
from service.exports.export import export as write
from service.exports.formats import TABULAR, Format, told_by
from service.exports.sources import REFERENCE
from service.exports.tables import opened
from service.index import Index
from service.index.index import FILE
from service.log import Log
from service.socket import Remote

if TYPE_CHECKING:
    from service.exports.manifest import Manifest


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

    OUT may end in .gz or .zst. Of tables (.csv, .parquet) each is a file of its own, OUT-articles and so on;
    GeoJSON holds the claims that have a place. The manifest OUT.manifest.json tells the files with their
    SHA-256, the sources with their licences, and with --since what was withdrawn. Sources whose terms forbid
    to pass them on leave as references only.
    """
    settings = settings_of(context)
    chosen = format_ or told_by(out.name)
    if chosen is None:
        raise WrongUsage(f"{out.name} tells no format: end it in .nq, .trig, .ttl … or give --format")
    wanted = Wanted(format=chosen, since=None if since is None else _utc(since), most=most)
    folder = store or settings.store
    manifest = _tables(folder, out, wanted) if chosen in TABULAR else _graph(folder, out, wanted)
    for source in manifest.sources:
        if source.leaves_as == REFERENCE:
            complain(f"{source.label}: {source.documents:,} documents leave as references: {source.rights}")
    held = "rows" if chosen in TABULAR else "quads"
    typer.echo(
        f"{manifest.count:,} {held} in {len(manifest.files):,} files, as of change {manifest.sequence:,}"
    )


def _graph(folder: Path, out: Path, wanted: Wanted) -> Manifest:
    with (
        reading(folder) as view,
        closing(Log(folder / "log.sqlite")) as log,
        progress() as told,
    ):
        total = len(view.graphs)
        return write(view, log, out, wanted, progressed=lambda done: told(done, total))


def _tables(folder: Path, out: Path, wanted: Wanted) -> Manifest:
    tabular.check(out, wanted)
    if not is_store(folder):
        raise NoStore(f"there is no store in {folder}; `casus load` makes one")
    with writing(folder, base=None) as held:
        if isinstance(held, Remote):
            held.catch_up()
        else:
            Index.open(held).close()
    with (
        opened(folder / FILE) as index,
        reading(folder) as view,
        progress() as told,
    ):
        total = len(view.graphs)
        return tabular.export(view, index, out, wanted.format, progressed=lambda done: told(done, total))


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
