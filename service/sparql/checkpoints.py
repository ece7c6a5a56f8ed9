"""The checkpoints of the store that readers open: a new one when the store has changed, old ones removed."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from service.store import Store

FOLDER: Final = "checkpoints"


@dataclass(kw_only=True, slots=True)
class Checkpoint:
    """What the store held when its newest change was `sequence`, and how many queries run on it."""

    path: Path
    sequence: int
    users: int = 0


class Checkpoints:
    """The checkpoints of one store, in its folder, so that they are hard links; safe from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / FOLDER
        self._lock = threading.Lock()
        self._newest: Checkpoint | None = None
        self._made = 0
        shutil.rmtree(self._folder, ignore_errors=True)  # left over by a process that was killed

    def take(self) -> Checkpoint:
        """Return a checkpoint that holds every change so far, to be given back."""
        with self._lock:
            newest = self._newest
            if newest is None or newest.sequence != self._store.sequence:
                newest = self._renewed()
            newest.users += 1
            return newest

    def give_back(self, checkpoint: Checkpoint) -> None:
        """Remove the checkpoint unless it is the newest or still in use."""
        with self._lock:
            checkpoint.users -= 1
            self._drop_if_idle(checkpoint)

    def close(self) -> None:
        """Remove all checkpoints."""
        with self._lock:
            self._newest = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def _renewed(self) -> Checkpoint:
        sequence = self._store.sequence  # before the copy: it may hold more than it says, never less
        self._made += 1
        path = self._folder / f"{sequence}-{self._made}"
        self._store.checkpoint(path)
        old, self._newest = self._newest, Checkpoint(path=path, sequence=sequence)
        if old is not None:
            self._drop_if_idle(old)
        return self._newest

    def _drop_if_idle(self, checkpoint: Checkpoint) -> None:
        if checkpoint is not self._newest and checkpoint.users == 0:
            shutil.rmtree(checkpoint.path, ignore_errors=True)
