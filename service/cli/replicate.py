"""`casus replicate`: keep a read-only copy of another service's store current."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.access import reading, writing
from service.cli.options import StoreOption, settings_of
from service.cli.output import complain, progress
from service.exports.sources import REFERENCE, sources
from service.log import Log
from service.replication.dump import Dump
from service.replication.origin import Origin, OriginFailed
from service.replication.replica import CaughtUp, catch_up, check, state_of, state_since
from service.vocabulary import packaged
from service.watching.clock import WallClock
from service.watching.retries import back_off
from service.watching.stopping import Stop, Stopped

if TYPE_CHECKING:
    from service.store import View
    from service.watching.clock import Clock

FIRST: Final = 2.0  # seconds until a service that failed is asked again; each time twice as long
LONGEST: Final = 300.0
# Seconds after which all that the copy holds is compared again, which reads all of it.
WHOLE: Final = 86_400.0


def replicate(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the service that is copied.")],
    *,
    store: StoreOption = None,
    every: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How often to look.")] = 10.0,
    once: Annotated[bool, typer.Option("--once", help="Catch up, check, then end.")] = False,
) -> None:
    """Keep a read-only copy of another Casus current, first from its dump, then from its feed, until stopped.

    The store must be empty, or a copy of the same service. After each catching up, the copy is checked
    against the origin's state; when it differs, this ends with 1. Meanwhile `casus serve` can serve the copy.
    """
    settings = settings_of(context)
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with closing(Origin(url)) as origin:
        copying = Copying(origin, store or settings.store, clock=WallClock(stop))
        if once:
            copying.catch_up()
            return
        try:
            copying.run(every=every)
        except Stopped:
            return


class Copying:
    """A copy that is kept current."""

    def __init__(self, origin: Origin, folder: Path, *, clock: Clock) -> None:
        self._origin = origin
        self._folder = folder
        self._clock = clock
        self._known: int | None = None
        self._checked: tuple[str, int] | None = None
        self._counted = 0.0
        self._has_told_vocabulary = False
        self._has_told_references = False

    def run(self, *, every: float) -> None:
        """Catch up again and again."""
        failures = 0
        while True:
            try:
                self.catch_up()
                failures = 0
            except OriginFailed as error:
                failures += 1
                complain(str(error))
            self._clock.sleep(every if failures == 0 else min(back_off(FIRST, failures), LONGEST))

    def catch_up(self) -> None:
        """Catch up once, check, and tell what came."""
        about = self._origin.about()
        if about.newest == self._known:
            return
        dump = Dump(self._origin, self._folder)
        with writing(self._folder, base=about.base) as copy, progress() as progressed:
            told = catch_up(self._origin, copy, dump, progressed=progressed)
        self._known = about.newest
        self._tell(told)
        if told.state is not None:
            self._check(told)
            typer.echo(f"{told.changes:,} changes came; change {told.sequence:,} has the state {told.state}")

    def _check(self, told: CaughtUp) -> None:
        """Compare the copy with its origin: all that it holds, or what changed since that was done lately."""
        now = self._clock.now()
        with closing(Log(self._folder / "log.sqlite")) as log:
            if self._checked is None or now - self._counted > WHOLE:
                with reading(self._folder) as view:
                    own, self._counted = state_of(view, log), now
                    self._tell_references(view)
            else:
                state, sequence = self._checked
                own = state_since(log, state, after=sequence)
        check(own, told)
        self._checked = own, told.sequence

    def _tell_references(self, view: View) -> None:
        """Tell, once, which sources the origin may not pass on whole."""
        closed = [source for source in sources(view) if source.leaves_as == REFERENCE]
        if closed and not self._has_told_references:
            names = ", ".join(source.label or source.iri for source in closed)
            complain(f"the origin may pass on only references to what these say: {names}")
            self._has_told_references = True

    def _tell(self, told: CaughtUp) -> None:
        if told.vocabulary != packaged() and not self._has_told_vocabulary:
            complain("the origin has another version of the ontology or the authority data than this copy")
            self._has_told_vocabulary = True
