"""Who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from loaders.model import Actor


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: joint original speakers, then carriers outward; nobody means the article's own voice."""

    speakers: tuple[Actor, ...] = ()
    carriers: tuple[Actor, ...] = ()
    predicate: int | None = None
    said: date | None = None
    direct: bool = False
    rule: str = "article"
