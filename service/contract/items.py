"""The items of the collections."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812, TC003 - fields are named date, and pydantic reads the type
from typing import Literal

from service.contract.parts import (
    Actor,
    ArticleReference,
    Days,
    Evidence,
    Money,
    Place,
    Quantity,
    Weapon,
)
from service.contract.shape import Shape, part, told

ClaimType = Literal["deployment", "casualties", "weapons_transfer", "armed_action"]
Status = Literal["confirmed", "claimed", "unconfirmed", "denied", "expected", "planned", "requested"]
BASE = "https://w3id.org/casus/id"
ARTICLE = "92b75cb7a94fe610-c3346e8c4364"


class ArticleLinks(Shape):
    """Where an article and what is in it are."""

    self: str = told("Its address", f"/api/v1/articles/{ARTICLE}")
    claims: str = told("Address of its claims", f"/api/v1/claims?article={ARTICLE}")
    page: str = told("Address of its page", f"/articles/{ARTICLE}")


class StatementLinks(Shape):
    """Where a statement and what it stands in are."""

    self: str = told("Its address", "/api/v1/statements/0ed7a36d57a3689dea4c")
    evidence: str = told("IRI of its evidence", f"{BASE}/statement/0ed7a36d57a3689dea4c/evidence")
    article: str = told("Address of its article", f"/api/v1/articles/{ARTICLE}")


class ClaimLinks(Shape):
    """Where a claim and what it stands in are."""

    self: str = told("Its address", "/api/v1/claims/61d2961785d7d28c2194")
    evidence: str = told("IRI of its evidence", f"{BASE}/claim/61d2961785d7d28c2194/evidence")
    article: str = told("Address of its article", f"/api/v1/articles/{ARTICLE}")
    page: str = told("Address of its page", "/claims/61d2961785d7d28c2194")
    event: str | None = told("Address of its event; null until claims are resolved", None)


class Article(ArticleReference):
    """One version of one document, as it is held now."""

    iri: str = told("Its IRI", f"{BASE}/article/92b75cb7a94fe610-c3346e8c4364")
    authors: list[str] = told("Who wrote it", ["Olena Example"])
    language: str | None = told("Its language (BCP 47)", "en")
    text_hash: str = told(
        "SHA-256 of its text", "c3346e8c436401f6a7c3a1a6a4b7f0d1c3346e8c436401f6a7c3a1a6a4b7f0d1"
    )
    republishes: list[str] = told("Ids of the articles whose text it repeats: at most one is said", [])
    loaded: str = told("When this store came to hold it, UTC", "2025-01-14T08:00:00.000Z")
    public_from: Day = told("Day of its publication, or of loading where that is not known", "2025-01-13")
    statements: int = told("How many statements it contains", 2, ge=0)
    claims: int = told("How many claims these make", 3, ge=0)
    links: ArticleLinks = part("Where more of it is")


class Statement(Shape):
    """One act of saying or reporting inside an article, kept also when it claims nothing."""

    id: str = told("Id in /api/v1/statements", "0ed7a36d57a3689dea4c")
    iri: str = told("Its IRI", f"{BASE}/statement/0ed7a36d57a3689dea4c")
    speakers: list[Actor] = part("Who said it first, several when jointly; none in the article's own voice")
    carriers: list[Actor] = part("Who passed it on, outward")
    said: Day | None = told("Day on which it was said", "2025-01-13")
    direct: bool = told("Whether the words are quoted", False)  # noqa: FBT003 - an example
    words: str | None = told("What was said, in the article's words", "about 300 soldiers had been killed")
    occasion: str | None = told("Where it was said: a briefing, an interview", "briefing")
    evidence: Evidence = part("The words that say so")
    claims: list[str] = told("Ids of the claims that it makes", ["61d2961785d7d28c2194"])
    article: ArticleReference = part("The article that contains it")
    public_from: Day = told("Since when it is public", "2025-01-13")
    links: StatementLinks = part("Where more of it is")


class Claim(Shape):
    """One commitment in one statement; only the slots of its type are filled."""

    id: str = told("Id in /api/v1/claims", "61d2961785d7d28c2194")
    iri: str = told("Its IRI", f"{BASE}/claim/61d2961785d7d28c2194")
    type: ClaimType = told("What is claimed", "casualties")
    statement: str = told("Id of the statement that makes it", "0ed7a36d57a3689dea4c")
    status: Status = told("How it stands, in one word", "claimed")
    stance: str | None = told("Notation of the stance scheme: what the speaker does about it", "affirms")
    certainty: str | None = told("Notation of the certainty scheme", "certain")
    time_frame: str | None = told("Notation of the time_frame scheme", "past")
    claimants: list[Actor] = part("Who says so: the original speaker, then those who passed it on, outward")
    co_claimants: list[Actor] = part("Who says so together with the first of these")
    force: list[Actor] = part("deployment: whose troops")
    host: list[Actor] = part("deployment: beside whom, or in whose country")
    victim: list[Actor] = part("casualties: whose")
    perpetrator: list[Actor] = part("casualties: by whose doing")
    supplier: list[Actor] = part("weapons_transfer: from whom")
    recipient: list[Actor] = part("weapons_transfer: to whom")
    attacker: list[Actor] = part("armed_action: who acts")
    target: list[Actor] = part("armed_action: against whom")
    outcome: str | None = told("casualties: notation of the outcome scheme", "killed")
    weapons: list[Weapon] = part("weapons_transfer, armed_action: which weapons")
    place: list[Place] = part("Where")
    quantity: Quantity | None = part("How many; null where the text does not say")
    value: Money | None = part("weapons_transfer: what it is worth; null where the text does not say")
    date: Days | None = part("When; null where the text does not say")
    evidence: Evidence = part("The words that say so")
    confidence: float = told("Probability that slots and status are read rightly", 0.75, ge=0, le=1)
    event: str | None = told("Id of the event that it is about; null until claims are resolved", None)
    article: ArticleReference = part("The article that it stands in")
    public_from: Day = told("Since when it is public", "2025-01-13")
    said: Day | None = told("Day on which it was said", "2025-01-13")
    links: ClaimLinks = part("Where more of it is")


class KnownActor(Actor):
    """An actor that the authority data or an article knows."""

    iri: str = told("Its IRI", f"{BASE}/actor/PRK")
    names: list[str] = told(
        "Every name that it is known by, the preferred one first", ["North Korea", "DPRK"]
    )
    part_of: str | None = told("Id of the actor that it is a part of", None)


class KnownPlace(Place):
    """A place that the authority data or an article knows."""

    kind: str = told("Notation of the place_kind scheme", "region")
    iri: str = told("Its IRI", f"{BASE}/place/kursk-oblast")
    names: list[str] = told(
        "Every name that it is known by, the preferred one first", ["Kursk Oblast", "Kursk region"]
    )
    part_of: str | None = told("Id of the place or state that it lies in", "RUS")


class Concept(Shape):
    """A concept of a code list."""

    id: str = told("Scheme and local name: its id in /api/v1/concepts", "weapon/hwasong-11a")
    iri: str = told("Its IRI", "https://w3id.org/casus/concept/weapon/hwasong-11a")
    scheme: str = told("Notation of its scheme", "weapon")
    notation: str = told("What stands for it in JSON and in filters", "hwasong_11a")
    label: str = told("Name", "Hwasong-11A")
    definition: str | None = told("What it means", "A short-range ballistic missile of North Korea")
    broader: str | None = told("Notation of the next broader concept", "ballistic_missile")


class Event(Shape):
    """What several claims seem to be about; there are none until claims are resolved to events."""

    id: str = told("Id in /api/v1/events", "kursk-2024-11")
    iri: str = told("Its IRI", f"{BASE}/event/kursk-2024-11")
