"""What a row tells: its statements and claims, put together the same way by every dataset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from loaders.model import Claim, Money, Quantity, Statement, ZoneKind

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from loaders.model import Actor, ClaimType, EventDate, Place, Span, Weapon
    from loaders.rows.row import Row

CERTAIN: Final = 1.0  # a cell is read, not understood


class Facts(TypedDict, total=False):
    """What a claim may say, as the fields of a claim."""

    status: str
    stance: str
    certainty: str
    time_frame: str
    confidence: float
    statement: int
    force: tuple[Actor, ...]
    host: tuple[Actor, ...]
    victim: tuple[Actor, ...]
    perpetrator: tuple[Actor, ...]
    supplier: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    attacker: tuple[Actor, ...]
    target: tuple[Actor, ...]
    outcome: str | None
    activity: str | None
    transfer_stage: str | None
    action: str | None
    weapons: tuple[Weapon, ...]
    place: tuple[Place, ...]
    quantity: Quantity | None
    value: Money | None
    date: EventDate | None
    place_precision: str | None
    clarity: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a row tells; `id` names it for good, `published` is ISO 8601, `mentions` is another record."""

    id: str
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    published: str | None = None
    mentions: str | None = None


def claim(type_: ClaimType, evidence: Span, *facts: Facts) -> Claim:
    """Return a claim that the row's source affirms of the past; `facts` say otherwise, the last first."""
    told: Facts = {
        "statement": 0,
        "status": "claimed",
        "stance": "affirms",
        "certainty": "certain",
        "time_frame": "past",
        "confidence": CERTAIN,
    }
    for one in facts:
        told = told | one
    return Claim(type=type_, evidence=evidence, zone=ZoneKind.BODY, **told)


def statement(
    row: Row,
    evidence: Span,
    speakers: tuple[Actor, ...] = (),
    *,
    carriers: tuple[Actor, ...] = (),
    said: date | None = None,
) -> Statement:
    """Return the statement of the sources that a row names, passed on by the dataset.

    If the row names none, the dataset says it itself.
    """
    dataset = row.layout.dataset.actor
    first = speakers or carriers
    passed = carriers if speakers else ()
    return Statement(
        speakers=first or (dataset,),
        carriers=(*passed, dataset) if first else (),
        said=said,
        direct=False,
        words=evidence.text,
        evidence=evidence,
    )


def exact(number: int, text: str, *, unit: str | None = None) -> Quantity:
    """Return the quantity of a number that is told without a hedge."""
    return Quantity(low=number, high=number, unit=unit, qualifier="exact", text=text)


def around(number: int, text: str, *, unit: str | None = None) -> Quantity:
    """Return the quantity of a number that is told as uncertain."""
    return Quantity(low=number, high=number, unit=unit, qualifier="approximate", text=text)


def money(amount: Decimal, currency: str, text: str) -> Money:
    """Return an amount of money that is told without a hedge."""
    return Money(amount=amount, currency=currency, qualifier="exact", text=text)
