"""Stopping at a signal: what waits or fetches is abandoned, a document that is being stored is not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


class Stopped(Exception):
    """The process was asked to stop."""


class Stop:
    """Whether the process was asked to stop; a handler of signals."""

    def __init__(self) -> None:
        self.asked = False
        self._is_abandoning = False

    def __call__(self, *_: object) -> None:
        """Take note of a signal, and end at once what may be abandoned."""
        self.asked = True
        self.check(only=self._is_abandoning)

    def check(self, *, only: bool = True) -> None:
        """Raise `Stopped` if the process was asked to stop."""
        if self.asked and only:
            raise Stopped

    @contextmanager
    def abandoning(self) -> Generator[None]:
        """Let what is done within be ended by a signal at any moment."""
        self._is_abandoning = True
        try:
            self.check()
            yield
        finally:
            self._is_abandoning = False
