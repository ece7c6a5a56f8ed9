"""The time as watching needs it, so that tests need not wait for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from service.watching.stopping import Stop


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait, or raise `Stopped`."""
        ...


class WallClock:
    """The time as it is; waiting ends when the process is asked to stop."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait, or raise `Stopped`."""
        with self._stop.abandoning():
            time.sleep(seconds)
