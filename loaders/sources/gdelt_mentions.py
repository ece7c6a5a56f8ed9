"""GDELT 2.0 mentions: a row says that a report mentions an event; a statement that makes no claim itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from loaders.iris import digest
from loaders.rows.actors import named
from loaders.rows.told import Told, statement

if TYPE_CHECKING:
    from loaders.rows.row import Row

# Kinds of source: the web, citations, archives, subtitles.
TYPES: Final = {"1": True, "2": True, "3": True, "4": True, "5": True, "6": True}
EVENTS: Final = "gdelt-events"
ID_LENGTH: Final = 12


def read(row: Row) -> Told:
    """Return what a mention tells: who reports the event, and when GDELT found the report."""
    row.code("MentionType", TYPES)
    event, report = row.need("GLOBALEVENTID"), row.need("MentionIdentifier")
    sentence = row.count("SentenceID")
    speaker = named(row.need("MentionSourceName"), otherwise="news_organization")
    return Told(
        id=f"{event} {digest(report, length=ID_LENGTH)} {sentence}",
        statements=(statement(row, row.span("MentionIdentifier"), (speaker,)),),
        claims=(),
        published=_found(row),
        mentions=f"{EVENTS}/{event}",
    )


def _found(row: Row) -> str:
    text = row.need("MentionTimeDate")
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        raise row.unexpected("MentionTimeDate", f"{text!r} is no moment") from None
