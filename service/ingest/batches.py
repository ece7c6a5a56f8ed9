"""Articles that are stored together: so few that little is lost with a process, and nobody waits long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.store import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.extraction import Extracted
    from service.ingest.destination import Destination
    from service.inputs import Input
    from service.store import Outcome

# Some 100,000 quads, which take about a second to store.
MOST_BYTES: Final = 24_000_000
# The work that may be lost: 25 articles, which took a second or two to extract, or 1,000 rows.
MOST_WORK: Final = 1_000
ARTICLE: Final = 40
ROW: Final = 1


class Batch:
    """What is to be stored next; `stored` is told of each article what it was."""

    def __init__(self, destination: Destination, stored: Callable[[Extracted, Outcome], None]) -> None:
        self._destination = destination
        self._stored = stored
        self._results: list[Extracted] = []
        self._inputs: list[Input] = []
        self._bytes = 0
        self._work = 0

    def add(self, result: Extracted) -> None:
        """Take an article; raise `StoreFailed` when those before cannot be stored."""
        self._results.append(result)
        self._bytes += len(result.nquads)
        self._work += ROW if result.is_row else ARTICLE
        if self._bytes >= MOST_BYTES or self._work >= MOST_WORK:
            self.flush()

    def remember(self, done: Input) -> None:
        """Have an input remembered, once the articles before are stored."""
        self._inputs.append(done)
        if len(self._inputs) >= MOST_WORK:
            self.flush()

    def flush(self) -> None:
        """Store what is there; raise `StoreFailed` when it cannot be."""
        results, self._results, self._bytes, self._work = self._results, [], 0, 0
        inputs, self._inputs = self._inputs, []
        if results:
            outcomes = self._destination.put_all([arrival_of(result) for result in results])
            for result, outcome in zip(results, outcomes, strict=True):
                self._stored(result, outcome)
        if inputs:
            self._destination.remember(inputs)


def arrival_of(result: Extracted) -> Arrival:
    """Return an extracted article as the store takes it."""
    return Arrival(
        key=result.key,
        article=result.article,
        graph=result.graph,
        run=result.run,
        digest=result.digest,
        text=result.text,
        quads=result.nquads,
        shared=result.shared,
        likeness=result.likeness,
    )
