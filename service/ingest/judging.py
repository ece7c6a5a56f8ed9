"""Whether a load is to stop, because too large a share of its documents is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Documents that an archive or a dataset is taken to have while they are counted: one bad one at its start is
# no share of it.
LEAST: Final = 1_000


@dataclass(kw_only=True, slots=True)
class Tally:
    """The documents of a load: those met, those refused among them, and the sources that are to come.

    `is_open` says that a source is being read, which may hold more than was met. `allowed` is the greatest
    share that may be refused; None sets no limit.
    """

    allowed: float | None
    coming: int
    met: int = 0
    refused: int = 0
    is_open: bool = False

    @property
    def known(self) -> int:
        """Return how many documents are known of, a source that is to come being one."""
        return self.met + max(self.coming, 0)

    @property
    def is_exceeded(self) -> bool:
        """Return whether more are refused than may be."""
        known = max(self.known, LEAST) if self.is_open else self.known
        return self.allowed is not None and self.refused > self.allowed * known
