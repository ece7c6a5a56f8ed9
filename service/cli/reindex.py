"""`casus reindex`: fill the index anew from the log."""

from __future__ import annotations

from contextlib import closing

import typer

from service.cli.options import StoreOption, is_store, settings_of
from service.cli.output import progress
from service.errors import NoStore
from service.index import Index
from service.store import Store


def reindex(context: typer.Context, *, store: StoreOption = None) -> None:
    """Fill the index anew from the log; no server may hold the store meanwhile."""
    settings = settings_of(context)
    folder = store or settings.store
    if not is_store(folder):
        raise NoStore(f"there is no store in {folder}")
    with (
        closing(Store.open(folder, base=settings.base_iri)) as held,
        progress() as progressed,
        closing(Index.anew(held, report=progressed)) as index,
    ):
        changes = index.sequence
    typer.echo(f"indexed {changes} changes")
