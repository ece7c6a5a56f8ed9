"""The parameters of lists, as clients give them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.index.tags import Role  # noqa: TC001 - pydantic reads the type
from service.rest.parameters import (
    LARGEST,
    MOST_ITEMS,
    MOST_QUESTION,
    MOST_VALUES,
    WORDS,
    Box,
    Certainty,
    ClaimType,
    Day,
    Names,
    Outcome,
    Stance,
    Status,
    TimeFrame,
)

Embedded = Literal["article", "event", "evidence"]


class Reading(BaseModel):
    """What every reading answer takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_sequence: Annotated[
        int | None,
        Field(
            ge=0, le=LARGEST, description="Sequence number that the answer must have seen; waited for shortly"
        ),
    ] = None


class Worded(Reading):
    """What is looked for by words."""

    q: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=MOST_QUESTION,
            pattern=WORDS,
            description="Words that must all be there, in any form and spelling of a name; "
            '"quoted words" in this order, word* as a beginning, OR for either, NOT or - for without',
        ),
    ] = None


class Paging(Worded):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="Most items of a page")] = 50
    cursor: Annotated[
        str | None, Field(min_length=1, max_length=500, description="Where the page before ended, as it told")
    ] = None
    count: Annotated[
        Literal["exact"] | None, Field(description="`exact` counts all that fit, also beyond 10,000")
    ] = None
    fields: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z_]+(\.[a-z_]+)?(,[a-z_]+(\.[a-z_]+)?)*$",
            max_length=2000,
            description="Keys that items are to have, parted by commas, in place of all; "
            "`evidence.text` is one key of what is below another",
        ),
    ] = None
    format: Annotated[
        Literal["json", "csv", "geojson", "jsonld"] | None, Field(description="Format, in place of Accept")
    ] = None


class Selection(Worded):
    """The filters of claims of one type: several values are alternatives, different filters hold together."""

    actor: Annotated[Names, Field(description="Id or IRI of an actor that the claim names in any role")] = []
    include: Annotated[
        Literal["parts"] | None, Field(description="`parts`: actors and speakers stand for their parts too")
    ] = None
    role: Annotated[
        list[Role],
        Field(
            max_length=MOST_VALUES, description="Role of the actor; without an actor, a role that is filled"
        ),
    ] = []
    speaker: Annotated[Names, Field(description="Id or IRI of an actor who said it first")] = []
    publisher: Annotated[Names, Field(description="Id or IRI of the article's publisher")] = []
    place: Annotated[Names, Field(description="Id or IRI of a place that the event is at or in")] = []
    country: Annotated[Names, Field(description="ISO 3166-1 alpha-3 code of a place's country")] = []
    bbox: Annotated[
        Box | None,
        Field(
            description="Box that a place is in: west,south,east,north in degrees; "
            "a west greater than the east spans the date line"
        ),
    ] = None
    from_: Annotated[Day | None, Field(alias="from", description="First day that the event may touch")] = None
    to: Annotated[Day | None, Field(description="Last day that the event may touch")] = None
    said_from: Annotated[Day | None, Field(description="First day on which it may have been said")] = None
    said_to: Annotated[Day | None, Field(description="Last day on which it may have been said")] = None
    status: Annotated[list[Status], Field(max_length=MOST_VALUES, description="Status of the claim")] = []
    stance: Annotated[list[Stance], Field(max_length=MOST_VALUES, description="Stance of the speaker")] = []
    certainty: Annotated[
        list[Certainty], Field(max_length=MOST_VALUES, description="How sure the speaker is")
    ] = []
    time_frame: Annotated[
        list[TimeFrame], Field(max_length=MOST_VALUES, description="Whether it is past, present or future")
    ] = []
    weapon: Annotated[
        Names, Field(description="Id, notation or IRI of a weapon concept; narrower ones are found too")
    ] = []
    outcome: Annotated[
        list[Outcome], Field(max_length=MOST_VALUES, description="Outcome for the victims")
    ] = []
    min_quantity: Annotated[
        int | None,
        Field(ge=0, le=LARGEST, description="Least number that the upper bound, else the lower, must reach"),
    ] = None
    event: Annotated[Names, Field(description="Id or IRI of the event; there are none yet")] = []
    article: Annotated[Names, Field(description="Id or IRI of the article, an older version too")] = []
    as_of: Annotated[
        Day | None, Field(description="Day at whose end it was publicly known, as the articles then read")
    ] = None
    held_at: Annotated[Day | None, Field(description="Day at whose end, in UTC, this store held it")] = None


class TypedSelection(Selection):
    """The filters of claims of every type."""

    type: Annotated[list[ClaimType], Field(max_length=MOST_VALUES, description="Type of the claim")] = []


ClaimOrder = Literal["-published", "published", "-said", "said", "-date", "date", "-quantity", "quantity"]
CLAIM_ORDER = (
    "Order: by the day of publication, of saying or of the event, or by quantity; with - the greatest first. "
    "What has no such value is the least"
)


class Embedding(BaseModel):
    """What items can be given beside themselves."""

    embed: Annotated[
        str | None,
        Field(
            pattern=r"^(article|event|evidence)(,(article|event|evidence))*$",
            description="`article`, `event` and `evidence`, parted by commas: what an item is to show whole",
        ),
    ] = None


class ClaimFilters(Embedding, Paging, Selection):
    """The parameters of lists of claims of one type."""

    sort: Annotated[ClaimOrder, Field(description=CLAIM_ORDER)] = "-published"


class TypedFilters(Embedding, Paging, TypedSelection):
    """The parameters of the list of claims."""

    sort: Annotated[ClaimOrder, Field(description=CLAIM_ORDER)] = "-published"


class TextFilters(Embedding, Paging, TypedSelection):
    """The parameters of lists of what has claims: filters of claims ask for what has one that fits."""

    sort: Annotated[
        Literal["-published", "published"],
        Field(description="Order: by the day of publication; with - the newest first"),
    ] = "-published"


class EntityFilters(Paging):
    """The parameters of lists of actors."""

    kind: Annotated[Names, Field(description="Notation of the kind")] = []
    country: Annotated[Names, Field(description="ISO 3166-1 alpha-3 code of the country")] = []
    sort: Annotated[Literal["id", "-id", "label", "-label"], Field(description="Order")] = "id"


class PlaceFilters(EntityFilters):
    """The parameters of the list of places."""

    bbox: Annotated[
        Box | None,
        Field(
            description="Box that the place is in: west,south,east,north in degrees; "
            "a west greater than the east spans the date line"
        ),
    ] = None


class ConceptFilters(Paging):
    """The parameters of the list of concepts."""

    scheme: Annotated[Names, Field(description="Notation of the scheme")] = []
    sort: Annotated[Literal["id", "-id", "label", "-label"], Field(description="Order")] = "id"
