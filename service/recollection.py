"""Which inputs a store has taken in whole: the memory of earlier loads, checked against the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.inputs import Remembered
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.inputs import Holding, Input, Inputs, Summary
    from service.log import Log


class Recollection:
    """The inputs of which all is held just as it came."""

    def __init__(self, log: Log, inputs: Inputs) -> None:
        self._log = log
        self._inputs = inputs
        anchor = inputs.anchor()
        # Another log than that which it was remembered by: an older copy, say, that went on its own way.
        if anchor is not None and log.time(anchor[0]) != anchor[1]:
            inputs.forget()

    def recall(self, name: str) -> Summary | None:
        """Return what an input holds, if the store still holds all of it; else None."""
        found = self._inputs.get(name)
        if found is None:
            return None
        if not self._log.unseats(after=found.sequence):
            return found.summary
        if found.keys is None or any(self._log.moved(key, after=found.sequence) for key in found.keys):
            return None
        return found.summary

    def remember(self, inputs: Iterable[Input], *, sequence: int) -> None:
        """Keep in mind those inputs that the store holds whole, at this number of the log."""
        told: list[tuple[str, Remembered]] = []
        for one in inputs:
            if one.holdings is None:
                told.append((one.name, Remembered(sequence=one.sequence, keys=None, summary=one.summary)))
            elif all(self._holds(holding) for holding in one.holdings):
                keys = tuple(holding.key for holding in one.holdings)
                told.append((one.name, Remembered(sequence=sequence, keys=keys, summary=one.summary)))
        if told:
            self._inputs.add(told, anchor=(sequence, self._log.time(sequence)))

    def _holds(self, holding: Holding) -> bool:
        last = self._log.last(holding.key)
        if last is None or last.action is Action.WITHDRAW:
            return False
        return (last.graph, last.digest) == (holding.graph, holding.digest)
