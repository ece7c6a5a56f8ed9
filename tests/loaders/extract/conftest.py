"""Reading a few sentences of plain prose into rows that a test can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind
from loaders.slots import ALL_SLOTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.model import Claim, Document


def document_of(*paragraphs: str, published: str | None = "2024-12-03") -> Document:
    """Return what is read out of an article whose body is the paragraphs."""
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    zones = tuple(
        Zone(kind=ZoneKind.BODY, start=start, end=start + len(paragraph))
        for start, paragraph in zip(starts, paragraphs, strict=True)
    )
    return extract(Article(text=text, published=published, language="en", zones=zones))


def row_of(document: Document, claim: Claim) -> dict[str, Any]:
    """Return a claim as a row: who says it, its status, its filled slots by label, its number."""
    statement = document.statements[claim.statement]
    row: dict[str, Any] = {"type": claim.type.value, "status": claim.status}
    by = [actor.label for actor in (*statement.speakers, *statement.carriers)]
    labelled = {slot: [actor.label for actor in getattr(claim, slot)] for slot in ALL_SLOTS}
    labelled["weapons"] = [weapon.concept for weapon in claim.weapons]
    labelled["place"] = [place.label for place in claim.place]
    row |= {"by": by} if by else {}
    row |= {slot: labels for slot, labels in labelled.items() if labels}
    row |= {"outcome": claim.outcome} if claim.outcome else {}
    if claim.quantity is not None:
        row["quantity"] = (claim.quantity.low, claim.quantity.high, claim.quantity.unit)
    return row


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[dict[str, Any]]]:
    """Return the rows of the claims that some paragraphs make, in order of the text."""

    def read(*paragraphs: str, published: str | None = "2024-12-03") -> list[dict[str, Any]]:
        document = document_of(*paragraphs, published=published)
        return [row_of(document, claim) for claim in document.claims]

    return read
