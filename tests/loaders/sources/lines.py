"""The claims of a row, each told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.model import Actor, Claim, Document, EventDate, Money, Place, Quantity


def lines(document: Document) -> Iterator[str]:
    """Yield the row's name, and a line for each of its claims, or statements without one."""
    article = document.article
    assert article.record is not None
    published = "" if article.published is None else f", published {article.published}"
    mentions = "" if article.record.mentions is None else f", mentions {article.record.mentions}"
    yield f"{article.record.name}{published}{mentions}"
    yield from (f"  {_claim(claim, document)}" for claim in document.claims)
    if not document.claims:
        yield from (f"  {_said(document, n)}" for n in range(len(document.statements)))


def _claim(claim: Claim, document: Document) -> str:
    slots = ((slot, getattr(claim, slot)) for slot in SLOTS[claim.type])
    parts = [
        claim.type.value,
        claim.outcome or claim.action or claim.transfer_stage or claim.activity or "",
        *(f"{slot} {_ids(actors)}" for slot, actors in slots if actors),
        f"with {' '.join(weapon.id for weapon in claim.weapons)}" if claim.weapons else "",
        _quantity(claim.quantity),
        _money(claim.value),
        *(_place(place) for place in claim.place),
        _date(claim.date),
        claim.place_precision or "",
        claim.clarity or "",
        "" if claim.status == "claimed" else f"{claim.status} ({claim.stance})",
        _said(document, claim.statement),
        repr(claim.evidence.text),
    ]
    return ", ".join(part for part in parts if part)


def _said(document: Document, number: int) -> str:
    statement = document.statements[number]
    by_way = f" by way of {_ids(statement.carriers)}" if statement.carriers else ""
    day = "" if statement.said is None else f" on {statement.said}"
    return f"said by {_ids(statement.speakers)}{by_way}{day}"


def _ids(actors: tuple[Actor, ...]) -> str:
    return " ".join(actor.id for actor in actors)


def _quantity(told: Quantity | None) -> str:
    if told is None:
        return ""
    best = "" if told.best is None else f" best {told.best}"
    unit = "" if told.unit is None else f" {told.unit}"
    return f"{told.qualifier} {told.low}-{told.high}{best}{unit}"


def _money(told: Money | None) -> str:
    return "" if told is None else f"{told.amount} {told.currency}"


def _place(place: Place) -> str:
    is_point = place.id.startswith("local-point-")
    where = f"{place.label} ({place.lat} {place.lon})" if is_point else place.id
    return f"at {where}" + ("" if place.within is None else f" in {place.within.id}")


def _date(told: EventDate | None) -> str:
    return "" if told is None else f"{told.start}/{told.end} {told.precision}"
