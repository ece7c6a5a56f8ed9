"""`casus export`: write what the store holds to files that others can take."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from service.access import reading, writing
from service.cli.options import StoreOption, is_store, settings_of
from service.cli.output import complain, progress
from service.errors import NoStore, WrongUsage
from service.exports.export import Held
from service.exports.export import export as write
from service.exports.formats import TABULAR, Format, told_by
from service.exports.sources import REFERENCE
from service.exports.tables import opened
from service.exports.wanted import Wanted
from service.exports.wanted import where as asked_for
from service.index import Index
from service.index.index import FILE
from service.log import Log
from service.problems import BadRequest
from service.socket import Remote

if TYPE_CHECKING:
    from service.exports.manifest import Manifest


def export(  # noqa: PLR0913 - the options of the command
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A file; its ending tells format and packing.")],
    *,
    format_: Annotated[Format | None, typer.Option("--format", help="Format, instead of OUT's.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="Only claims that fit a filter of the REST API; may come often."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only articles that came since a day or time in UTC.")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--shard", min=1, metavar="N", help="Most quads or rows in a file.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write what the store holds, as of now, to a file that others can take, and beside it its manifest.

    OUT may end in .gz or .zst. Of tables (.csv, .parquet) each is a file of its own, OUT-articles and so on;
    GeoJSON holds the claims that have a place. With --where and --since only those that fit leave, with the
    statements and articles that make them, and the actors, places and runs that they name. The manifest
    OUT.manifest.json tells the files with their SHA-256, the sources with their licences, and with --since
    what was withdrawn. Sources whose terms forbid to pass them on leave as references only.
    """
    chosen = format_ or told_by(out.name)
    if chosen is None:
        raise WrongUsage(f"{out.name} tells no format: end it in .nq, .trig, .ttl … or give --format")
    asked = asked_for([*(where or []), *([] if since is None else [f"since={since}"])])
    wanted = Wanted(format=chosen, where=asked, most=most)
    wanted.check(out)
    manifest = _exported(store or settings_of(context).store, out, wanted)
    for source in manifest.sources:
        if source.leaves_as == REFERENCE:
            complain(f"{source.label}: {source.documents:,} documents leave as references: {source.rights}")
    held = "rows" if chosen in TABULAR else "changes" if chosen is Format.CHANGES else "quads"
    typer.echo(
        f"{manifest.count:,} {held} in {len(manifest.files):,} files, as of change {manifest.sequence:,}"
    )


def _exported(folder: Path, out: Path, wanted: Wanted) -> Manifest:
    if not is_store(folder):
        raise NoStore(f"there is no store in {folder}; `casus load` makes one")
    with ExitStack() as files:
        index = None
        if wanted.needs_index:
            _bring_up_index(folder)
            index = files.enter_context(opened(folder / FILE))
        view = files.enter_context(reading(folder))
        log = files.enter_context(closing(Log(folder / "log.sqlite")))
        told = files.enter_context(progress())
        total = cache(lambda: len(view.graphs))  # which reads all of them
        held = Held(view=view, log=log, index=index)
        try:
            return write(held, out, wanted, progressed=lambda done: told(done, total()))
        except BadRequest as error:
            raise WrongUsage(f"--where {error}") from None


def _bring_up_index(folder: Path) -> None:
    with writing(folder, base=None) as held:
        if isinstance(held, Remote):
            held.catch_up()
        else:
            Index.open(held).close()
