"""How documents are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.rows import AUTO
from service.sidecar import Metadata

if TYPE_CHECKING:
    from datetime import date

NOTHING: Final = Metadata()


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How documents are read; `metadata` goes before what stands beside a document or in it.

    `fetch_private` lets addresses of private hosts be fetched. `model` names the spaCy pipeline that parses
    documents in place of the shipped one. `today` is the day in UTC, for a warning about later ones; without
    it there is none.
    """

    metadata: Metadata = NOTHING
    format: str = AUTO
    encoding: str | None = None
    workers: int = 1
    max_document: int = 20_000_000
    fetch_private: bool = False
    today: date | None = None
    max_refused: float | None = None
    model: str | None = None
