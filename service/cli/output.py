"""What commands write: results to standard output, everything else to standard error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


def complain(message: str) -> None:
    """Tell a failure or a warning."""
    typer.echo(f"casus: {message}", err=True)


@contextmanager
def progress() -> Generator[Callable[[int, int], None]]:
    """Give a function that moves a progress bar to `done` of `total`; only a terminal shows it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("loading", total=None)

        def progressed(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield progressed
