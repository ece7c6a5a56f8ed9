"""`casus withdraw`: take an article's claims out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from service.access import writing
from service.cli.options import StoreOption, is_store, settings_of
from service.errors import NoStore


def withdraw(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="IRI|URL", help="The article.")],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; the log keeps it.")],
    store: StoreOption = None,
) -> None:
    """Take an article's claims out of the graph; the log keeps them, and the reason."""
    settings = settings_of(context)
    folder = store or settings.store
    if not is_store(folder):
        raise NoStore(f"there is no store in {folder}")
    with writing(folder, base=settings.base_iri) as held:
        change = held.withdraw(name, reason)
    typer.echo(f"withdrew {change.article} (change {change.seq})")
