"""Series, layers, figures and search: answers that are no pages of items."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812, TC003 - pydantic reads the type
from typing import Generic, Literal, TypeVar

from pydantic import Field

from service.contract.items import Article, Claim, ClaimType, KnownActor, KnownPlace
from service.contract.shape import Shape, part, told

Bucket = Literal["day", "week", "month"]
Item = TypeVar("Item")
MONTH = {"first": "2024-11-01", "last": "2024-11-30"}


class Count(Shape):
    """How many claims a step of a series has."""

    first: Day = Field(alias="from", description="First day of the step", examples=[MONTH["first"]])
    to: Day = told("Last day of the step", MONTH["last"])
    claims: int = told("How many claims", 3, ge=0)


class Range(Count):
    """Between which numbers one claimant puts it in a step of a series."""

    low: int | None = told("The least of the lower bounds", 300)
    high: int | None = told("The greatest of the upper bounds", 400)


class CountSeries(Shape):
    """One series of counts."""

    key: str | None = told(
        "What it is of: an id or a notation; null for all, and for what has none", "denied"
    )
    label: str | None = told("Its name", "denied")
    claims: int = told("How many claims it has in all", 3, ge=0)
    points: list[Count] = part("Its steps that have claims, in order")


class RangeSeries(Shape):
    """What one claimant says of one quantity."""

    key: str | None = told("Id of the claimant; null for who is not named", "volodymyr-zelenskyy")
    label: str | None = told("Name of the claimant", "Volodymyr Zelenskyy")
    type: ClaimType = told("Type of the claims", "casualties")
    outcome: str | None = told("Notation of the outcome scheme", "losses")
    unit: str | None = told("What is counted; null for people", None)
    claims: int = told("How many claims it has in all", 3, ge=0)
    points: list[Range] = part("Its steps that have numbers, in order")


class CountTimeline(Shape):
    """Claims counted by the first day of their event."""

    bucket: Bucket = told("Length of a step", "month")
    split: str | None = told("What makes a series of its own", "status")
    measure: Literal["claims"] = told("What is told: counts", "claims")
    undated: int = told("How many claims have no day", 1, ge=0)
    left_out: int = told("How many smaller series are left out", 0, ge=0)
    series: list[CountSeries] = part("The series, the largest first")


class RangeTimeline(Shape):
    """Quantities by claimant, never added up: several claimants may speak of the same event."""

    bucket: Bucket = told("Length of a step", "month")
    split: Literal["claimant"] = told("What makes a series of its own", "claimant")
    measure: Literal["quantity"] = told("What is told: ranges", "quantity")
    series: list[RangeSeries] = part("The series, those with most claims first")


class Point(Shape):
    """Where something is (GeoJSON)."""

    type: Literal["Point"] = told("The kind of geometry", "Point")
    coordinates: list[float] = told(
        "Longitude and latitude in degrees", [36.2, 51.7], min_length=2, max_length=2
    )


class SpotProperties(Shape):
    """What is at a point of the map."""

    claims: int = told("How many claims", 3, ge=0)
    places: int = told("At how many places", 1, ge=1)
    place: str | None = told("Id of the place, where it is one", "kursk-oblast")
    label: str | None = told("Name of the place, where it is one", "Kursk Oblast")


class Spot(Shape):
    """A point of the map: one place, or several near one another (GeoJSON)."""

    type: Literal["Feature"] = told("The kind of object", "Feature")
    geometry: Point = part("Where it is")
    properties: SpotProperties = part("What is there")


class MapLayer(Shape):
    """A layer of a map (GeoJSON)."""

    type: Literal["FeatureCollection"] = told("The kind of object", "FeatureCollection")
    features: list[Spot] = part("The points")


class Figures(Shape):
    """How much there is of what."""

    articles: int = told("Articles with a claim that fits, or all", 19, ge=0)
    statements: int = told("Statements with a claim that fits, or all", 250, ge=0)
    claims: int = told("Claims that fit", 301, ge=0)
    actors: int = told("Actors that are known", 3363, ge=0)
    places: int = told("Places that are known", 4200, ge=0)
    concepts: int = told("Concepts of all schemes", 900, ge=0)
    not_narrowed: list[str] = told(
        "Which of these figures no filter narrows: what is known is counted, named by a claim or not",
        ["actors", "concepts", "places"],
    )
    by: dict[str, dict[str, int]] = told(
        "Claims that fit by type, status, stance, certainty, time frame, outcome, publisher and country",
        {"status": {"claimed": 210, "denied": 12}},
    )


class Found(Shape, Generic[Item]):
    """An answer to a question."""

    snippet: str = told("The words that it was found by", "about 300 North Korean soldiers had been killed")
    highlights: list[list[int]] = told("Where words of the question are in them, from and to", [[10, 15]])
    whole: bool = told("Whether all words of the question fit", True)  # noqa: FBT003 - an example
    item: Item = part("The item")


class FoundClaim(Found[Claim]):
    """A claim that answers a question."""


class FoundArticle(Found[Article]):
    """An article that answers a question."""


class FoundActor(Found[KnownActor]):
    """An actor that a question names."""


class FoundPlace(Found[KnownPlace]):
    """A place that a question names."""


class Answers(Shape):
    """The best answers to a question, of each kind the best first."""

    looked_for: list[str] = told("What the question was understood as", ["North Korea", "losses"])
    claims: list[FoundClaim] = part("Claims")
    articles: list[FoundArticle] = Field(default=[], description="Articles")
    actors: list[FoundActor] = Field(default=[], description="Actors")
    places: list[FoundPlace] = Field(default=[], description="Places")
