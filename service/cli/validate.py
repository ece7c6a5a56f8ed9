"""`casus validate`: tell what is not in order in a store."""

from __future__ import annotations

from typing import Final

import typer

from service.access import reading
from service.cli.options import StoreOption, settings_of
from service.validation import violations

FAILED: Final = 1


def validate(context: typer.Context, *, store: StoreOption = None) -> None:
    """Check the store against the ontology's shapes and its own rules; exit with 1 on a violation."""
    count = 0
    with reading(store or settings_of(context).store) as view:
        for found in violations(view):
            count += 1
            typer.echo(f"{found.node} {found.path or ''} {found.message}")
    typer.echo(f"{count:,} violations" if count else "conforms")
    raise typer.Exit(FAILED if count else 0)
