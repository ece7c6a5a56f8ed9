"""The objects that items are made of."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812, TC003 - fields are named date, and pydantic reads the type

from service.contract.shape import Shape, told


class Actor(Shape):
    """A state, force, group, organisation or person, as claims name it."""

    id: str = told("Id in /api/v1/actors; starts with local- where the authority data has none", "PRK")
    label: str = told("Name", "North Korea")
    country: str | None = told("Its country, ISO 3166-1 alpha-3", "PRK")
    kind: str = told("Notation of the actor_kind scheme", "state")


class Place(Shape):
    """A place as claims name it."""

    id: str = told("Id in /api/v1/places", "kursk-oblast")
    label: str = told("Name", "Kursk Oblast")
    country: str | None = told("Its country, ISO 3166-1 alpha-3", "RUS")
    lat: float | None = told("Latitude in degrees (WGS 84)", 51.7, ge=-90, le=90)
    lon: float | None = told("Longitude in degrees (WGS 84)", 36.2, ge=-180, le=180)


class Weapon(Shape):
    """A weapon, or a kind of weapons, as claims name it."""

    concept: str = told(
        "Notation of the top concept of the weapon scheme that it falls under", "ballistic_missile"
    )
    id: str = told("Local name of its own concept in /api/v1/concepts?scheme=weapon", "hwasong-11a")
    label: str = told("Name", "Hwasong-11A")


class Quantity(Shape):
    """How many, as the source says it; the bounds are inclusive, and null where they are open."""

    low: int | None = told("Least", 300)
    high: int | None = told("Most", 300)
    unit: str | None = told("What is counted; null for people and for the weapons of the claim", None)
    qualifier: str | None = told("Notation of the qualifier scheme", "approximate")
    text: str | None = told("The source's own words", "about 300")


class Money(Shape):
    """What something is worth, as the source says it."""

    amount: float = told("Amount", 50000000.0)
    currency: str | None = told("ISO 4217 code", "USD")
    qualifier: str | None = told("Notation of the qualifier scheme", "exact")
    text: str | None = told("The source's own words", "$50 million")


class Days(Shape):
    """When the event happened, in inclusive days; null where it is open."""

    start: Day | None = told("First day", "2024-11-06")
    end: Day | None = told("Last day", "2024-11-07")
    precision: str | None = told("Notation of the precision scheme", "night")


class Evidence(Shape):
    """The exact words, and where they stand in the article's text."""

    start: int | None = told("Offset of the first character", 45)
    end: int | None = told("Offset behind the last character", 108)
    text: str = told("The words", "about 300 North Korean soldiers had been killed in Kursk Oblast")


class ArticleReference(Shape):
    """The article that something stands in."""

    id: str = told("Id in /api/v1/articles", "92b75cb7a94fe610-c3346e8c4364")
    title: str | None = told("Headline", "Seoul counts North Korean losses")
    publisher: str | None = told("Name of its publisher", "Dnipro Wire")
    published: str | None = told(
        "When it was published: a day, or a time in UTC where the zone is known", "2025-01-13"
    )
    url: str | None = told("Its address", "https://news.example/briefing")
