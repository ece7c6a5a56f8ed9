"""`casus stats`: print figures about a store."""

from __future__ import annotations

import typer

from service.access import reading
from service.cli.options import StoreOption, settings_of
from service.statistics import statistics


def stats(context: typer.Context, *, store: StoreOption = None) -> None:
    """Print how much the store holds of what, a figure a line."""
    with reading(store or settings_of(context).store) as view:
        for label, figure in statistics(view).items():
            typer.echo(f"{label}: {figure}")
