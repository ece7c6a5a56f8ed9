"""The General Staff's daily count of Russian personnel losses: one day, the claims of its figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate, Quantity
from loaders.rows.actors import authority_actor, state_of
from loaders.rows.row import OutOfScope
from loaders.rows.told import Told, claim, exact, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.model import Claim
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

FIRST_DAY: Final = date(2022, 2, 24)  # counted from 1
GENERAL_STAFF: Final = "ukr-general-staff"
HEDGES: Final = {"": "exact", "about": "approximate", "more": "at_least"}


def read(row: Row) -> Told:
    """Return what a day's count tells: figures of all days so far."""
    said, day = row.day("date"), row.count("day")
    if said is None or day is None:
        raise row.unexpected("date", "is empty, or day is")
    if said != FIRST_DAY + timedelta(days=day - 1):
        raise row.unexpected("day", f"{day} is not the number of {said.isoformat()}")
    facts: Facts = {
        "victim": (state_of("RUS"),),
        "date": EventDate(start=FIRST_DAY, end=said, precision="range"),
    }
    claims = tuple(_claims(row, facts))
    if not claims:
        raise OutOfScope("equipment losses have no type of claim")
    told = statement(row, row.span("date"), (authority_actor(GENERAL_STAFF),), said=said)
    return Told(id=said.isoformat(), statements=(told,), claims=claims)


def _claims(row: Row, facts: Facts) -> Iterator[Claim]:
    personnel, hedge = row.count("personnel"), row.code("personnel*", HEDGES)
    if personnel is not None:
        span = row.span("personnel")
        most = None if hedge == "at_least" else personnel
        quantity = Quantity(low=personnel, high=most, unit=None, qualifier=hedge, text=span.text)
        yield claim(ClaimType.CASUALTIES, span, facts, {"outcome": "losses", "quantity": quantity})
    captured = row.count("POW")
    if captured is not None:
        span = row.span("POW")
        told = exact(captured, span.text)
        yield claim(ClaimType.CASUALTIES, span, facts, {"outcome": "captured", "quantity": told})
