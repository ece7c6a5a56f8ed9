"""What became of a load's documents, as it goes on and at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

# Refusals and warnings that a report lists: of a million there are but the first, and their number.
LISTED: Final = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A warning about one document."""

    source: str
    message: str


@dataclass(kw_only=True, slots=True)
class Report:
    """What became of a load's documents; `documents` counts those stored, with their claims and quads.

    `refused` and `warnings` are the first of them; `unlisted` counts the other refusals. `left_aside` counts
    rows of datasets that make no claim, by their file and the reason; `passed_over` what archives hold beside
    articles. `foreign` counts stored documents in other languages than English.
    """

    documents: int = 0
    claims: int = 0
    quads: int = 0
    unchanged: int = 0
    replaced: int = 0
    refused: list[Refused] = field(default_factory=list[Refused])
    unlisted: int = 0
    warnings: list[Noted] = field(default_factory=list[Noted])
    left_aside: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    passed_over: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    foreign: Counter[str] = field(default_factory=Counter[str])
    stopped: bool = False

    @property
    def refusals(self) -> int:
        """Return how many were refused."""
        return len(self.refused) + self.unlisted

    @property
    def failed(self) -> bool:
        """Return whether the load failed as a whole: nothing was good, or too much was not."""
        return self.stopped or (self.refusals > 0 and self.documents + self.unchanged == 0)

    def refuse(self, refused: Refused) -> None:
        """Count a refusal."""
        if len(self.refused) < LISTED:
            self.refused.append(refused)
        else:
            self.unlisted += 1

    def warn(self, noted: Noted) -> None:
        """Keep a warning, if it is among the first."""
        if len(self.warnings) < LISTED:
            self.warnings.append(noted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Watcher:
    """Told as a load goes on: how many of how many documents are done, each refusal and each warning.

    `read` is told how many of how many bytes of files are read, before `progressed` is.
    """

    read: Callable[[int, int], None] = lambda _read, _size: None
    progressed: Callable[[int, int], None] = lambda _done, _total: None
    refused: Callable[[Refused], None] = lambda _refused: None
    warned: Callable[[Noted], None] = lambda _noted: None
