"""What a loader yields: one document with its statements and claims, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class ClaimType(StrEnum):
    """The four kinds of claim."""

    DEPLOYMENT = "deployment"
    CASUALTIES = "casualties"
    WEAPONS_TRANSFER = "weapons_transfer"
    ARMED_ACTION = "armed_action"


class ZoneKind(StrEnum):
    """The part of a page that a passage belongs to; the notations of the zone scheme."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    QUOTE = "quote"
    SOURCE = "source"
    BACKGROUND = "background"
    RELATED = "related"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A run of words in the article's text: `text[start:end]`, offsets in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Zone:
    """One passage (a paragraph, a bullet, a line) of an article, between two offsets of its text.

    `label` is the words before `start` that introduce it ("Quote from Ryder", "Source"); None without.
    """

    kind: ZoneKind
    start: int
    end: int
    label: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A state, force, group, organisation, person or unnamed party, as a claim names it.

    `id` is an authority id ("RUS", "hezbollah"), or starts with "local-" where the authority data has none.
    `country` is ISO 3166-1 alpha-3. `kind` is a notation of the actor_kind scheme.
    """

    id: str
    label: str
    country: str | None
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """A dataset whose rows are documents; `actor` is the dataset itself, as the claimant that it is.

    `rights` says in words under which licence or terms it may be used, `license` is their address. If these
    terms forbid to pass rows on, it is `is_reference_only`.
    """

    actor: Actor
    publisher: Actor | None
    license: str | None
    rights: str
    citation: str
    homepage: str
    is_reference_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The row of a dataset that a document is; `id` stays the same when the dataset corrects the row.

    `mentions` names the record of another row, whose event a report mentions according to this one.
    """

    dataset: Dataset
    id: str
    mentions: str | None = None

    @property
    def name(self) -> str:
        """Return the dataset and the id of the row: "ucdp-ged/417869"."""
        return f"{self.dataset.actor.id}/{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One version of one document as read, and what the page says of itself.

    `published` is ISO 8601 as precise as the page is: a day, a local time, or a time with an offset when the
    zone is known. `published_text` keeps the page's own words for it. `page_hash` is the SHA-256 of the page
    that the text was taken out of. `is_summary` says that the text only sums up what stands at the address.
    `record` is there if it is a dataset's row, which is then published by the dataset.
    """

    text: str
    title: str | None = None
    published: str | None = None
    published_text: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    zones: tuple[Zone, ...] = ()
    page_hash: str | None = None
    is_summary: bool = False
    record: Record | None = None

    @property
    def known_as(self) -> str | None:
        """Return what names it instead of its address: a dataset's record, the summary of what is there."""
        if self.record is not None:
            return self.record.name
        return f"summary/{self.url}" if self.is_summary and self.url is not None else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place as a claim names it; degrees (WGS 84), None where the authority data has no coordinates.

    `kind` is a notation of the place_kind scheme, `within` a known place that it lies in; both are told of
    places that the authority data lacks.
    """

    id: str
    label: str
    country: str | None
    lat: float | Decimal | None
    lon: float | Decimal | None
    kind: str = "settlement"
    within: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Weapon:
    """A weapon as a claim names it: its top concept's notation, and the concept found itself."""

    concept: str
    id: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """How many, as the source says it: inclusive bounds (None = open), unit (None = people, or the weapon).

    `qualifier` is a notation of the qualifier scheme; "vague" leaves both bounds None and keeps the words.
    `best` lies between the bounds, where the source gives a best estimate beside them.
    """

    low: int | None
    high: int | None
    unit: str | None
    qualifier: str
    text: str
    best: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Money:
    """What something is worth, as the source says it; `currency` is ISO 4217."""

    amount: Decimal
    currency: str
    qualifier: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventDate:
    """When the event happened: inclusive days, `end` None for "since"; a notation of the precision scheme."""

    start: date
    end: date | None
    precision: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One attributed act of saying or reporting inside an article.

    `speakers` said it first (several when jointly), `carriers` passed it on, outward. `direct` when the words
    are quoted. `said` is the day of the saying, where the text gives it.
    """

    speakers: tuple[Actor, ...]
    carriers: tuple[Actor, ...]
    said: date | None
    direct: bool
    words: str
    evidence: Span
    occasion: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """How a claim was read, for an explanation.

    `frame` is the entry of the frame files that its predicate fits; `path` leads from the predicate up to the
    head of its sentence; `phrases` are the predicate's, each with the role that it fills.
    """

    frame: str
    predicate: Span
    path: tuple[str, ...] = ()
    phrases: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One commitment in one statement towards one event, with its own version of the facts.

    `statement` is the position of its statement in the document. Only the slots of its type are filled.
    `rules` name what fired, and `trace` tells how it was read, for an explanation. `confidence` is the
    probability that the claim is right as a whole.
    """

    type: ClaimType
    statement: int
    status: str
    stance: str
    certainty: str
    time_frame: str
    evidence: Span
    zone: ZoneKind
    confidence: float
    force: tuple[Actor, ...] = ()
    host: tuple[Actor, ...] = ()
    victim: tuple[Actor, ...] = ()
    perpetrator: tuple[Actor, ...] = ()
    supplier: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    attacker: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    outcome: str | None = None
    activity: str | None = None
    transfer_stage: str | None = None
    action: str | None = None
    weapons: tuple[Weapon, ...] = ()
    place: tuple[Place, ...] = ()
    quantity: Quantity | None = None
    value: Money | None = None
    date: EventDate | None = None
    place_precision: str | None = None
    clarity: str | None = None
    rules: tuple[str, ...] = ()
    trace: Trace | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """An article with the statements and claims read out of it, and warnings about its reading.

    Every claim belongs to a statement; one in the article's own voice to a statement without speakers.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()
