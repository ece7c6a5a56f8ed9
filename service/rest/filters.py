"""The parameters of lists, as clients give them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated, Final, Literal
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from typing_extensions import override

from service.index.lists import Wanted
from service.problems import BadRequest

MOST_ITEMS: Final = 500
MOST_VALUES: Final = 100
MOST_QUESTION: Final = 400
ID: Final = re.compile(r"[\w.~-]{1,200}")

ClaimType = Literal["deployment", "casualties", "weapons_transfer", "armed_action"]
Status = Literal["confirmed", "claimed", "unconfirmed", "denied", "expected", "planned", "requested"]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("there is no such day") from None


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Names = Annotated[list[str], Field(max_length=MOST_VALUES)]


class Paging(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str | None, Field(min_length=1, max_length=MOST_QUESTION, description="Words to find")] = (
        None
    )
    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="Most items of a page")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="Where the page before ended")] = None
    format: Annotated[Literal["json", "csv"] | None, Field(description="Instead of Accept")] = None


class ClaimFilters(Paging):
    """The filters of claims of one type, or of what has claims."""

    actor: Annotated[Names, Field(description="Id or IRI of a party, speaker or carrier of the claim")] = []
    place: Annotated[Names, Field(description="Id or IRI of a place of the event")] = []
    status: Annotated[list[Status], Field(description="Status of the claim")] = []
    from_: Annotated[Day | None, Field(alias="from", description="First day that the event may touch")] = None
    to: Annotated[Day | None, Field(description="Last day that the event may touch")] = None

    def wanted(self, base: str) -> Wanted:
        """Return what rows are asked for; `base` is the store's base IRI."""
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise BadRequest("from", "it is after to")
        return Wanted(
            statuses=tuple(self.status),
            actors=tuple(_id("actor", value, base) for value in self.actor),
            places=tuple(_id("place", value, base) for value in self.place),
            first=self.from_,
            last=self.to,
            q=self.q,
        )


class TypedFilters(ClaimFilters):
    """The filters of claims of every type, or of what has claims."""

    type: Annotated[list[ClaimType], Field(description="Type of the claim")] = []

    @override
    def wanted(self, base: str) -> Wanted:
        """Return what rows are asked for; `base` is the store's base IRI."""
        return replace(super().wanted(base), types=tuple(self.type))


class EntityFilters(Paging):
    """The filters of actors and places."""

    kind: Annotated[Names, Field(description="Notation of the kind")] = []
    country: Annotated[Names, Field(description="ISO 3166-1 alpha-3 code of the country")] = []

    def wanted(self, base: str) -> Wanted:
        """Return what rows are asked for; `base` is the store's base IRI."""
        del base
        return Wanted(kinds=tuple(self.kind), countries=tuple(self.country), q=self.q)


class ConceptFilters(Paging):
    """The filters of concepts."""

    scheme: Annotated[Names, Field(description="Notation of the scheme")] = []

    def wanted(self, base: str) -> Wanted:
        """Return what rows are asked for; `base` is the store's base IRI."""
        del base
        return Wanted(kinds=tuple(self.scheme), q=self.q)


def _id(kind: str, value: str, base: str) -> str:
    name = unquote(value.removeprefix(f"{base}{kind}/"))
    if not ID.fullmatch(name):
        raise BadRequest(kind, f"{value[:80]!r} is neither an id nor an IRI of this service")
    return name
