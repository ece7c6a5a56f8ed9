"""Articles as they come to a store, and what each turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.log import SharedNode


class Outcome(StrEnum):
    """What an arrival was: the first, in place of another, there already, or withdrawn before."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One article version as one run read it, ready to be stored; quads are N-Quads in the article's graph.

    `digest` covers all that the extraction was given, so that an equal one means equal quads. `likeness` is
    what the text is compared by with others, as `Likeness` writes it; None for what is not compared.
    """

    key: str
    article: str
    graph: str
    run: str
    digest: str
    text: str
    quads: str
    shared: tuple[SharedNode, ...] = ()
    likeness: str | None = None
