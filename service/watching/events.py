"""What watching tells of itself: a line for each event, and the sums at the end."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.ingest import Report
    from service.watching.clock import Clock

_BARE: Final = re.compile(r"[^\s\"=\\\x00-\x1f]+")


class Event(StrEnum):
    """What happened."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    WARNED = "warned"
    SUMMARY = "summary"
    FAILED = "failed"
    WAITS = "waits"
    DISALLOWED = "disallowed"
    MOVED = "moved"
    GONE = "gone"
    STOPPED = "stopped"


# What is not well: of a source as a whole, and of one document of it.
TROUBLES: Final = frozenset({Event.FAILED, Event.WAITS, Event.DISALLOWED, Event.GONE})


@dataclass(kw_only=True, slots=True)
class Events:
    """Tells each event in one line of `key=value` pairs, and keeps count."""

    write: Callable[[str], None]
    clock: Clock
    counts: Counter[Event] = field(default_factory=Counter[Event])
    documents: Counter[str] = field(default_factory=Counter[str])

    def tell(self, event: Event, source: str | None = None, **values: object) -> None:
        """Tell an event of a source."""
        self.counts[event] += 1
        told = {"time": moment(self.clock.now()), "source": source, "event": event, **values}
        pairs = (f"{key}={_quoted(str(value))}" for key, value in told.items() if value is not None)
        self.write(" ".join(pairs))

    def loaded(self, source: str, report: Report, **values: object) -> None:
        """Tell what became of documents; those that are refused are told one by one."""
        counts = {
            "new": report.documents - report.replaced,
            "replaced": report.replaced,
            "unchanged": report.unchanged,
            "claims": report.claims,
        }
        self.documents.update(counts)
        self.documents["refused"] += report.refusals
        if not report.refusals and not any(counts.values()) and not any(values.values()):
            self.tell(Event.UNCHANGED, source)
        if report.documents + report.unchanged or any(values.values()):
            self.tell(Event.LOADED, source, **values, **counts)
        for noted in report.warnings:
            self.tell(Event.WARNED, source, document=noted.source, warning=noted.message)
        for refused in report.refused:
            self.tell(
                Event.REFUSED, source, document=refused.source, at=refused.position, reason=refused.reason
            )

    def summary(self) -> str:
        """Return the sums."""
        told = self.documents
        troubles = sum(self.counts[one] for one in TROUBLES)
        return (
            f"{told['new']:,} new, {told['replaced']:,} replaced, {told['unchanged']:,} unchanged, "
            f"{told['refused']:,} refused; {told['claims']:,} claims; {troubles:,} polls without an answer"
        )


def moment(seconds: float) -> str:
    """Return a moment as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quoted(value: str) -> str:
    """Return a value as it is where it is one word, in quotes otherwise."""
    return value if _BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
