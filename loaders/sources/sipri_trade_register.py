"""SIPRI trade register: one deal, the claims of what was ordered and of what was delivered."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate
from loaders.rows.actors import named, state
from loaders.rows.told import Told, around, claim, exact, statement
from loaders.rows.weapons import kind_named, system_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.model import Actor, Claim, Span, Weapon
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

FLAGS: Final = {"": False, "?": True}
UNKNOWN: Final = ("unknown supplier", "unknown recipient", "unknown rebel group", "unknown country")
_YEAR: Final = re.compile(r"\d{4}")


def read(row: Row) -> Told:
    """Return what a deal tells. A "?" makes a number approximate; beside the year it stands in the evidence.

    Without a number delivered nothing is known to have been delivered, and a zero says the same.
    """
    supplier, recipient = row.need("Supplier"), row.need("Recipient")
    designation = row.need("Weapon designation")
    weapon = system_named(designation) or kind_named(row.need("Weapon description"))
    row.take("Weapon description")
    facts: Facts = {
        "supplier": _party(supplier),
        "recipient": _party(recipient),
        "weapons": () if weapon is None else (weapon,),
    }
    return Told(
        id=f"{supplier} to {recipient} {row.need('Year of order')} {designation}",
        statements=(statement(row, row.spans("Recipient", "Weapon description")),),
        claims=tuple(_claims(row, facts, _unit(designation, weapon))),
    )


def _claims(row: Row, facts: Facts, unit: str | None) -> Iterator[Claim]:
    ordered = row.count("Number ordered")
    is_uncertain = row.code("Number ordered +", FLAGS)
    row.code("Year of order +", FLAGS)
    evidence = _evidence(row, "Year of order", "Number ordered")
    number = (
        None if ordered is None else (around if is_uncertain else exact)(ordered, evidence.text, unit=unit)
    )
    yield claim(
        ClaimType.WEAPONS_TRANSFER,
        evidence,
        facts,
        {"transfer_stage": "ordered", "quantity": number, "date": _years(row, "Year of order")},
    )
    delivered = row.count("Number delivered")
    is_uncertain = row.code("Number delivered +", FLAGS)
    when = _years(row, "Year(s) of delivery")
    if delivered:
        evidence = _evidence(row, "Number delivered", "Year(s) of delivery")
        number = (around if is_uncertain else exact)(delivered, evidence.text, unit=unit)
        yield claim(
            ClaimType.WEAPONS_TRANSFER,
            evidence,
            facts,
            {"transfer_stage": "delivered", "quantity": number, "date": when},
        )


def _evidence(row: Row, first: str, last: str) -> Span:
    """Return the cells from one to another with the flag that may stand after the last."""
    told = [column for column in (first, f"{first} +", last, f"{last} +") if row.says(column)]
    return row.spans(told[0], told[-1])


def _years(row: Row, column: str) -> EventDate | None:
    text = row.take(column)
    if text is None:
        return None
    years = [year.strip() for year in text.split(";")]
    if not all(_YEAR.fullmatch(year) for year in years):
        raise row.unexpected(column, f"{text!r} are no years")
    first, last = min(map(int, years)), max(map(int, years))
    precision = "year" if first == last else "range"
    return EventDate(start=date(first, 1, 1), end=date(last, 12, 31), precision=precision)


def _party(name: str) -> tuple[Actor, ...]:
    """Return a state, or another party, which SIPRI marks by asterisks; none when it is not known."""
    plain = name.rstrip("*").strip()
    if plain.lower().startswith(UNKNOWN):
        return ()
    return (state(plain) or named(plain, otherwise="unspecified"),)


def _unit(designation: str, weapon: Weapon | None) -> str | None:
    """Return what is counted, where the weapon is known by its kind at most."""
    return None if weapon is not None and system_named(designation) is not None else designation
