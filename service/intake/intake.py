"""A document on its way into the store, and an article on its way out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms
from service.log import SharedNode
from service.problems import Refusal
from service.store import Arrival, Outcome

if TYPE_CHECKING:
    from service.intake.extractor import Extractor
    from service.intake.frames import Message
    from service.store import Store


class UnreadableDocument(Refusal):
    """The document is well formed, and holds no article that can be read."""

    status = 422
    title = "The document cannot be read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """What became of a document: the article's IRI, how many claims it makes, warnings about its reading."""

    article: str
    claims: int
    outcome: Outcome
    warnings: tuple[str, ...] = ()


class Intake:
    """Takes documents into one store."""

    def __init__(self, store: Store, extractor: Extractor, *, most_bytes: int) -> None:
        self._store = store
        self.extractor: Final = extractor
        self.most_bytes: Final = most_bytes

    async def add(self, document: Message) -> Stored:
        """Store what a document claims, unless it is held as it is.

        Raises:
            UnreadableDocument: it holds no article.
            ExtractionBusy, ExtractionStopped: it was not extracted.
            StoreFailed: the store could not be written.
        """
        told = await self.extractor.extract(document, self._is_held)
        if "refused" in told:
            raise UnreadableDocument(told["refused"])
        if "unchanged" in told:
            article = told["unchanged"]
            claims = await asyncio.to_thread(self._claims, article)
            warnings = tuple(told["warnings"])
            return Stored(article=article, claims=claims, outcome=Outcome.UNCHANGED, warnings=warnings)
        arrival = _arrival(told["arrival"])
        return Stored(
            article=arrival.article,
            claims=told["claims"],
            outcome=await asyncio.to_thread(self._store.put, arrival),
            warnings=tuple(told["warnings"]),
        )

    async def close(self) -> None:
        """Stop what works on documents."""
        await self.extractor.close()

    async def _is_held(self, asked: Message) -> bool:
        return await asyncio.to_thread(self._store.holds, asked["key"], asked["graph"], asked["digest"])

    def _claims(self, article: str) -> int:
        made = (terms.inArticle, ox.NamedNode(article))
        return sum(1 for _ in self._store.graphs.quads_for_pattern(None, *made, None))


def _arrival(told: Message) -> Arrival:
    shared = tuple(SharedNode(**node) for node in told.pop("shared"))
    return Arrival(**told, shared=shared)
