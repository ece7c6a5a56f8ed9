"""What the sentences of an article set for those after them: places and days of the events that they name."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.event_dates import story_date
from loaders.extract.story_places import story_places
from loaders.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.model import EventDate, Place

MAIN: Final = frozenset({ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE})
_CLOCK: Final = re.compile(r"\s*\d{1,2}[:.]\d{2}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one sentence, which starts at `start`, sets: places, the day of an event, or both."""

    start: int
    zone: ZoneKind
    places: tuple[Place, ...]
    date: EventDate | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the passages of an article start, and the marks that they set, both in order of the text.

    `entries` are the numbers of the passages that a time of day introduces: each is a story of its own.
    """

    starts: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    entries: frozenset[int] = frozenset()

    def passage(self, position: int) -> int:
        """Return the number of the passage that a position is in, from 1 on; 0 before the first."""
        return bisect_right(self.starts, position)


def setting(scene: Scene, passages: Sequence[Passage]) -> Setting:
    """Return what the sentences of an article set for those after them."""
    labels = [passage.zone.label for passage in passages]
    entries = {n for n, label in enumerate(labels, start=1) if label is not None and _CLOCK.match(label.text)}
    marks = tuple(mark for passage in passages for mark in _marks(scene, passage))
    return Setting(tuple(passage.zone.start for passage in passages), marks, frozenset(entries))


def _marks(scene: Scene, passage: Passage) -> Iterator[Mark]:
    for sentence in passage.doc.sents:
        places, day = story_places(scene, passage, sentence), story_date(passage, sentence)
        if places or day is not None:
            yield Mark(passage.spans[sentence.start][0], passage.zone.kind, places, day)
