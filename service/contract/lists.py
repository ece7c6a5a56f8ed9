"""Pages of the collections."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from service.contract.items import (
    Article,
    Claim,
    Concept,
    Event,
    KnownActor,
    KnownPlace,
    Statement,
)
from service.contract.shape import Shape, part, told

Item = TypeVar("Item")


class Page(Shape, Generic[Item]):
    """Some items of a collection, and where the next are."""

    items: list[Item] = part("The items of this page")
    next: str | None = told("Address of the next page; null on the last", "/api/v1/claims?cursor=WyIyMDI1Il0")
    total: int | None = told("How many items fit the filters; null where that is not counted", 1, ge=0)
    total_at_least: int = told("How many fit at least", 1, ge=0)


class SelectedPage(Page[dict[str, Any]]):
    """A page of items with the keys that `fields` names, and no others."""

    items: list[dict[str, Any]] = told("The items of this page", [{"id": "61d2961785d7d28c2194"}])


class ArticlePage(Page[Article]):
    """A page of articles."""


class StatementPage(Page[Statement]):
    """A page of statements."""


class ClaimPage(Page[Claim]):
    """A page of claims."""


class EventPage(Page[Event]):
    """A page of events."""


class ActorPage(Page[KnownActor]):
    """A page of actors."""


class PlacePage(Page[KnownPlace]):
    """A page of places."""


class ConceptPage(Page[Concept]):
    """A page of concepts."""
