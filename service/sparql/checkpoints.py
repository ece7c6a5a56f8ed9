"""The checkpoints of the store that readers open: a new one when the store has changed, old ones removed."""

from __future__ import annotations

import asyncio
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final

from service.problems import NotThereYet

if TYPE_CHECKING:
    from pathlib import Path

    from service.store import Store

FOLDER: Final = "checkpoints"
# A change is seen at once as long as not many follow one another; while they do, as in a bulk load, it is
# seen after a second at the latest. What was promised to be seen (`promise`) is always seen at once.
BEHIND: Final = 1.0
AT_ONCE: Final = 10  # checkpoints that may be taken at once, one more with each second
LOOK_AGAIN: Final = 0.02


@dataclass(kw_only=True, slots=True, eq=False)
class Checkpoint:
    """What the store held when its newest change was `sequence`, and how many queries run on it."""

    path: Path
    name: str
    sequence: int
    taken: float
    users: int = 0

    @property
    def age(self) -> float:
        """Return the seconds since it was taken."""
        return monotonic() - self.taken


class Checkpoints:
    """The checkpoints of one store, in its folder, so that they are hard links; bound to one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / FOLDER
        self._newest: Checkpoint | None = None
        self._renewing: asyncio.Task[Checkpoint] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checkpoints")
        self._made = 0
        self._promised = 0
        self.at_once = float(AT_ONCE)
        self._refilled = monotonic()
        shutil.rmtree(self._folder, ignore_errors=True)  # left over by a process that was killed

    def promise(self, sequence: int) -> None:
        """See to it that each query from now on sees this change."""
        self._promised = max(self._promised, sequence)

    def newest(self) -> Checkpoint | None:
        """Return the newest checkpoint if it shows what a query of this moment must see; it is not lent."""
        newest = self._newest
        if newest is None or newest.sequence == self._store.sequence:
            return newest
        return newest if newest.sequence >= self._promised and self._may_lag(newest) else None

    def lend(self, *, at_least: int) -> Checkpoint | None:
        """Return what `take` does if it is there already."""
        found = self.newest()
        if found is None or found.sequence < at_least:
            return None
        found.users += 1
        return found

    async def take(self, *, at_least: int = 0) -> Checkpoint:
        """Return a checkpoint that shows what a query of this moment must see, to be given back.

        It shows the change `at_least` too, which the store must have made.
        """
        found = self.lend(at_least=at_least)
        if found is None:
            found = await self._renewed(max(at_least, self._store.sequence))
            found.users += 1
        return found

    async def wait_for(self, sequence: int, *, seconds: float) -> None:
        """Wait until the store has made a change.

        Raises:
            NotThereYet: it has not within these seconds.
        """
        end = monotonic() + seconds
        while self._store.sequence < sequence:
            if monotonic() > end:
                raise NotThereYet(
                    f"the newest change here is {self._store.sequence}, not {sequence}",
                    headers={"Retry-After": "1"},
                    sequence=self._store.sequence,
                )
            await asyncio.sleep(LOOK_AGAIN)

    def give_back(self, checkpoint: Checkpoint) -> None:
        """Remove the checkpoint unless it is the newest or still in use."""
        checkpoint.users -= 1
        self._drop_if_idle(checkpoint)

    def close(self) -> None:
        """Remove all checkpoints."""
        self._newest = None
        self._worker.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _renewed(self, wanted: int) -> Checkpoint:
        """Return a checkpoint that shows the change; those who wait at the same time get the same one."""
        while self._newest is None or self._newest.sequence < wanted:
            if self._renewing is None:
                self._renewing = asyncio.create_task(self._renew())
            await asyncio.shield(self._renewing)
        return self._newest

    async def _renew(self) -> Checkpoint:
        try:
            renewed = await asyncio.get_running_loop().run_in_executor(self._worker, self._copy)
        finally:
            self._renewing = None
        old, self._newest = self._newest, renewed
        if old is not None:
            self._drop_if_idle(old)
        return renewed

    def _copy(self) -> Checkpoint:
        self._made += 1
        path = self._folder / str(self._made)
        self._store.checkpoint(path)
        told = json.loads((path / "checkpoint.json").read_text(encoding="utf-8"))
        return Checkpoint(path=path, name=str(path), sequence=told["sequence"], taken=monotonic())

    def _may_lag(self, newest: Checkpoint) -> bool:
        """Return whether an older state may be shown, because the store changes so fast."""
        now = monotonic()
        self.at_once = min(self.at_once + now - self._refilled, AT_ONCE)
        self._refilled = now
        if self.at_once >= 1:
            self.at_once -= 1
            return False
        return newest.age < BEHIND

    def _drop_if_idle(self, checkpoint: Checkpoint) -> None:
        if checkpoint is not self._newest and checkpoint.users == 0:
            self._worker.submit(shutil.rmtree, checkpoint.path, ignore_errors=True)
