"""Which rows of the log are told to others: the changes of articles, not what outsiders write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.log import Change, Log

TOLD: Final = (Action.LOAD, Action.REPLACE, Action.WITHDRAW)
STEP: Final = 1_000  # rows read at once


def told(log: Log, *, until: int, after: int = 0) -> Iterator[Change]:
    """Yield the changes with higher numbers up to another, oldest first."""
    seq = after
    while seq < until and (changes := log.changes(after=seq, most=STEP)):
        seq = changes[-1].seq
        yield from (change for change in changes if change.seq <= until and change.action in TOLD)
