"""What is new, loaded into the store as `casus load` does it: the one place that knows how."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.access import writing
from service.ingest import Options, Report, Watcher, load
from service.rows import AUTO
from service.sidecar import Metadata

if TYPE_CHECKING:
    from pathlib import Path

    from service.ingest import Destination
    from service.sources import Source
    from service.watching.clock import Clock
    from service.watching.stopping import Stop


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is told of documents: who published them, their format and encoding."""

    publisher: str | None = None
    format: str = AUTO
    encoding: str | None = None


class Loader:
    """Loads into a store, opened here or through the server that holds it, in use only during work."""

    def __init__(self, folder: Path, options: Options, *, base: str | None, clock: Clock, stop: Stop) -> None:
        self._folder = folder
        self._options = options
        self._base = base
        self._clock = clock
        self._stop = stop
        self._open = ExitStack()
        self._held: Destination | None = None

    def load(self, sources: list[Source], told: Told, *, workers: int = 1) -> Report:
        """Load documents and return what became of them.

        Raises:
            CasusError: the store cannot be used now.
            Stopped: the process was asked to stop; the documents before are stored, whole.
        """
        if not sources:
            return Report()
        options = replace(
            self._options,
            metadata=Metadata(publisher=told.publisher),
            format=told.format,
            encoding=told.encoding,
            workers=workers,
            today=datetime.fromtimestamp(self._clock.now(), UTC).date(),
        )
        try:
            return load(sources, self._destination(), options, Watcher(progressed=self._progressed))
        except BaseException:
            self.rest()
            raise

    def rest(self) -> None:
        """Let others have the store until there is more to load."""
        self._held = None
        self._open.close()

    def _destination(self) -> Destination:
        if self._held is None:
            self._held = self._open.enter_context(writing(self._folder, base=self._base))
        return self._held

    def _progressed(self, _done: int, _total: int) -> None:
        self._stop.check()
