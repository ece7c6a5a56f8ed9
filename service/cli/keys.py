"""`casus keys`: say who may write."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from service.cli.options import StoreOption, settings_of
from service.keys import Keys, Scope

keys: Final = typer.Typer(no_args_is_help=True, help="Make, list and revoke keys for the HTTP interface.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whom or what the key is for.")]


@keys.command()
def add(
    context: typer.Context,
    name: Name,
    *,
    scope: Annotated[list[Scope], typer.Option("--scope", help="What the key is good for; repeatable.")],
    store: StoreOption = None,
) -> None:
    """Make a key and print it, this once; a server that runs knows it at once."""
    with closing(Keys(store or settings_of(context).store)) as held:
        typer.echo(held.add(name, scope, at=datetime.now(UTC)))


@keys.command("list")
def list_keys(context: typer.Context, *, store: StoreOption = None) -> None:
    """Print each key's name, scopes, and when it was made."""
    with closing(Keys(store or settings_of(context).store)) as held:
        for key in held.all():
            typer.echo(f"{key.name}\t{' '.join(sorted(key.scopes))}\t{key.made}")


@keys.command()
def revoke(context: typer.Context, name: Name, *, store: StoreOption = None) -> None:
    """Make a key good for nothing from now on."""
    with closing(Keys(store or settings_of(context).store)) as held:
        held.revoke(name)
