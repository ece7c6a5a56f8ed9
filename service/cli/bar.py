"""The progress bar of a load: how much of its files is read, how many documents a second, the time left."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Bar:
    """Tells of a load as it goes on: by the bytes of its files, or by its documents where there are none."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task = shown.add_task("loading", total=None, told="")
        self._read = (0, 0)

    def progressed(self, done: int, known: int) -> None:
        """Tell how many of so many known documents are done."""
        read, size = self._read
        elapsed = self._shown.tasks[0].elapsed or 0
        rate = done / elapsed if elapsed > 0 else 0
        completed, total = (read, size) if size > 0 else (done, known)
        told = f"{done:,} documents, {rate:,.0f}/s"
        self._shown.update(self._task, completed=completed, total=total, told=told)

    def read(self, read: int, size: int) -> None:
        """Tell how many of so many bytes are read; shown with the next document."""
        self._read = (read, size)


@contextmanager
def loading(*, console: Console | None = None, clock: Callable[[], float] | None = None) -> Generator[Bar]:
    """Give a bar; only a terminal shows it."""
    told = console or Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    shown = Progress(*columns, console=told, transient=True, disable=not told.is_terminal, get_time=clock)
    with shown:
        yield Bar(shown)
