"""One load from its sources to the store: what comes of each document is stored, counted and told."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from loaders.datasets import LeftAside, odd_number
from loaders.errors import Refused
from service.errors import StoreFailed
from service.extraction import Extracted
from service.ingest.batches import Batch
from service.ingest.findings import Begun, Broken, Closed, Ended, Held, Opened, Passed, Same
from service.ingest.judging import Tally
from service.ingest.report import Noted, Report
from service.ingest.scanning import scan
from service.ingest.taking import Taken
from service.inputs import Holding
from service.metering import Meter
from service.sources import find, size
from service.store import Outcome
from service.work import done_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.ingest.destination import Destination
    from service.ingest.findings import Finding
    from service.ingest.options import Options
    from service.ingest.report import Watcher
    from service.sources import Source

ENGLISH: Final = "en"


def load(
    paths: Iterable[str | Source], destination: Destination, options: Options, watcher: Watcher
) -> Report:
    """Load files, folders, standard input ("-") and sources, and return what became of them.

    Raises:
        StoreFailed: the store cannot be written; what was stored before stays.
    """
    return _Load(destination, options, watcher).run(list(paths))


class _Load:
    """One load as it goes on."""

    def __init__(self, destination: Destination, options: Options, watcher: Watcher) -> None:
        self._destination = destination
        self._options = options
        self._watcher = watcher
        self._report = Report()
        self._tally = Tally(allowed=options.max_refused, coming=0)
        self._batch = Batch(destination, self._stored)
        # The inputs that were begun and have not ended, and the rows and claims of the source that is open.
        self._begun: list[Taken] = []
        self._rows = self._claims = 0
        self._meter = Meter()
        self._size = 0

    def run(self, paths: Sequence[str | Source]) -> Report:
        for source in find(paths):
            self._tally.coming += 1
            self._size += size(source)
        self._progressed()
        steps = scan(find(paths), self._destination, self._options, self._meter)
        results = done_in_order(steps, workers=self._options.workers)
        try:
            with closing(results):
                for result in results:
                    self._take(result)
                    if self._report.stopped:
                        break
        except StoreFailed:
            raise
        except BaseException:
            # What was done before an interruption or an error is not lost.
            self._batch.flush()
            raise
        self._batch.flush()
        return self._report

    def _take(self, result: Extracted | LeftAside | Finding) -> None:
        match result:
            case Extracted():
                self._take_article(result)
            case LeftAside():
                self._left_aside(result.source, result.reason, 1)
                self._met(1)
            case Refused():
                self._refuse(result)
            case Held():
                self._take_held(result.holding)
            case Same():
                self._take_same(result)
            case Passed():
                self._pass_over(result.source, result.reason, 1)
            case _:
                self._take_mark(result)

    def _take_mark(self, result: Opened | Closed | Broken | Begun | Ended) -> None:
        match result:
            case Begun():
                self._begun.append(Taken(name=result.name, sequence=self._destination.sequence))
            case Ended():
                self._end(self._begun.pop(), is_sound=result.is_sound)
            case Opened():
                self._tally.coming -= not result.within
                self._tally.is_open = True
                self._rows = self._claims = 0
            case Closed():
                self._tally.is_open = False
                self._close(result)
            case Broken():
                self._tally.is_open = False
                self._refuse(result.refused)

    def _close(self, closed: Closed) -> None:
        odd = None
        if closed.dataset is not None:
            odd = odd_number(closed.dataset, closed.source, documents=self._rows, claims=self._claims)
        if odd is None:
            self._report.stopped = self._tally.is_exceeded
        else:
            self._refuse(odd)

    def _take_article(self, result: Extracted) -> None:
        self._rows += 1
        self._claims += result.claims
        holding = Holding(key=result.key, graph=result.graph, digest=result.digest)
        for taken in self._begun:
            taken.hold(holding, claims=result.claims)
        self._batch.add(result)
        self._met(1)

    def _take_held(self, holding: Holding) -> None:
        for taken in self._begun:
            taken.hold(holding, claims=0)
        self._report.unchanged += 1
        self._met(1)

    def _take_same(self, same: Same) -> None:
        summary = same.summary
        for taken in self._begun:
            taken.include(summary)
        self._report.unchanged += summary.documents
        self._rows += summary.documents
        self._claims += summary.claims
        for reason, count in summary.left_aside:
            self._report.left_aside[same.source, reason] += count
        for reason, count in summary.passed_over:
            self._report.passed_over[same.source, reason] += count
        self._met(summary.documents + sum(count for _, count in summary.left_aside))

    def _left_aside(self, source: str, reason: str, count: int) -> None:
        self._report.left_aside[source, reason] += count
        for taken in self._begun:
            taken.left_aside[reason] += count

    def _pass_over(self, source: str, reason: str, count: int) -> None:
        self._report.passed_over[source, reason] += count
        for taken in self._begun:
            taken.passed_over[reason] += count

    def _refuse(self, refused: Refused) -> None:
        for taken in self._begun:
            taken.is_whole = False
        self._report.refuse(refused)
        self._watcher.refused(refused)
        self._tally.refused += 1
        self._tally.met += 1
        self._report.stopped = self._tally.is_exceeded
        self._progressed()

    def _end(self, taken: Taken, *, is_sound: bool) -> None:
        if taken.is_whole and is_sound:
            self._batch.remember(taken.input())

    def _stored(self, result: Extracted, outcome: Outcome) -> None:
        report, notes = self._report, result.warnings
        if outcome is Outcome.UNCHANGED:
            report.unchanged += 1
        else:
            report.documents += 1
            report.claims += result.claims
            report.quads += result.quads
            if result.language is not None and result.language != ENGLISH:
                report.foreign[result.language] += 1
        if outcome is Outcome.REPLACED:
            report.replaced += 1
        if outcome is Outcome.RESTORED:
            notes = (*notes, "it was withdrawn before and is held again now")
        for note in notes:
            self._warn(Noted(source=result.source, message=note))

    def _warn(self, noted: Noted) -> None:
        self._report.warn(noted)
        self._watcher.warned(noted)

    def _met(self, count: int) -> None:
        self._tally.met += count
        self._progressed()

    def _progressed(self) -> None:
        self._watcher.read(min(self._meter.read, self._size), self._size)
        self._watcher.progressed(self._tally.met, self._tally.known)
