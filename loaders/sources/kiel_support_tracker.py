"""Kiel Ukraine Support Tracker: an item of a package of military aid, what was pledged and what delivered.

A government pledges units and money; the tracker itself says what was delivered, and estimates values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.errors import Refused
from loaders.model import ClaimType
from loaders.rows.actors import named, state, state_of
from loaders.rows.row import OutOfScope
from loaders.rows.told import Told, claim, exact, money, statement
from loaders.rows.weapons import kind_named, system_named, weapon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from loaders.model import Claim, Quantity, Weapon
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

AID: Final = {"Military": True, "Humanitarian": False, "Financial": False}
OFFICIAL: Final = {"Yes": True, "No": False, "": False}
FIRST_OF_PACKAGE: Final = {"1": True, "0": False}
# The weapon that an item of a type is at least; None is no weapon.
ITEM_TYPES: Final[Mapping[str, str | None]] = {
    "": "weapons",
    "Ammunition": "ammunition",
    "Ammunition for heavy weapon": "ammunition",
    "Ammunition for light infantry": "ammunition",
    "Ammunition for portable defence system": "ammunition",
    "Aviation and drones": "weapons",
    "Heavy weapon": "weapons",
    "Humanitarian": None,
    "Light armaments & infantry": "small-arms",
    "Military equipment": "other",
    "Portable defence system": "weapons",
}
UNTOLD: Final = frozenset({"undisclosed", "Not given"})
# Who pledges commits himself; others affirm that there is a pledge.
PLEDGED: Final[Facts] = {
    "status": "planned",
    "stance": "commits",
    "time_frame": "future",
    "transfer_stage": "pledged",
}
AFFIRMED: Final[Facts] = PLEDGED | {"stance": "affirms"}
DELIVERED: Final[Facts] = {"transfer_stage": "delivered"}
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_ROUNDS: Final = re.compile(r"\b(?:rounds?|ammunition|hub)\b")


def read(row: Row) -> Told:
    """Return what a row tells; the first row of a package tells the package's values too."""
    if not row.code("Type of Aid General", AID):
        raise OutOfScope("Type of Aid General other than Military")
    country = row.need("countries")
    donor = state(country) or named(country, otherwise="unspecified")
    is_official = row.code("Official Source", OFFICIAL)
    pledge = statement(row, row.spans("ID", "countries"), (donor,) if is_official else (), said=_said(row))
    estimate = statement(row, row.spans("ID", "countries"))
    parties: Facts = {"supplier": (donor,), "recipient": (state_of("UKR"),)}
    stage = PLEDGED if is_official else AFFIRMED
    claims = (*_item(row, parties, stage), *_package(row, parties, stage))
    if not claims:
        raise OutOfScope("items that are no arms, and values of their package told in another row")
    return Told(id=row.need("ID"), statements=(pledge, estimate), claims=claims)


def _item(row: Row, parties: Facts, pledge: Facts) -> Iterator[Claim]:
    least = row.code("Type of item", ITEM_TYPES)
    item, subtype = row.take("Item"), row.take("Sub-type of item")
    columns = (
        "No. of Units",
        "No. of Units delivered (in-kind military aid)",
        "Value committed (own estimate, in USD)",
        "Value delivered (own estimate, in USD)",
    )
    told = [_number(row, column) for column in columns]
    if least is None or item is None:
        return
    found = _weapon(least, item, subtype)
    unit = item if found.id == least else None
    facts = parties | {"weapons": (found,)}
    yield claim(
        ClaimType.WEAPONS_TRANSFER,
        row.span("Item"),
        facts,
        pledge,
        {"quantity": _units(row, columns[0], unit)},
    )
    if told[1]:
        span = row.span(columns[1])
        delivered: Facts = {"statement": 1, "quantity": _units(row, columns[1], unit)}
        yield claim(ClaimType.WEAPONS_TRANSFER, span, facts, DELIVERED, delivered)
    for column, stage in ((columns[2], AFFIRMED), (columns[3], DELIVERED)):
        yield from _worth(row, column, "USD", facts, stage, {"statement": 1})


def _package(row: Row, parties: Facts, pledge: Facts) -> Iterator[Claim]:
    is_first = row.code("Total_value_dummy (1 is first row in the package)", FIRST_OF_PACKAGE)
    currency, given = row.take("Original Currency"), "Monetary Value as Given by Source"
    if not is_first:
        # The value stands in every row of a package, and is claimed once.
        row.take(given)
    elif _number(row, given):
        if currency is None or not _CURRENCY.fullmatch(currency):
            raise row.unexpected("Original Currency", f"{currency!r} is no currency")
        yield from _worth(row, given, currency, parties, pledge)
    for column, stage in (
        ("Converted Value in EUR", AFFIRMED),
        ("Total monetary value delivered in EUR", DELIVERED),
    ):
        yield from _worth(row, column, "EUR", parties, stage, {"statement": 1})


def _worth(row: Row, column: str, currency: str, *facts: Facts) -> Iterator[Claim]:
    amount = _number(row, column)
    if amount:
        span = row.span(column)
        yield claim(ClaimType.WEAPONS_TRANSFER, span, *facts, {"value": money(amount, currency, span.text)})


def _units(row: Row, column: str, unit: str | None) -> Quantity | None:
    number = None if _number(row, column) is None else row.count(column)
    return None if number is None else exact(number, row.span(column).text, unit=unit)


def _weapon(least: str, item: str, subtype: str | None) -> Weapon:
    """Return the weapon that an item is: by its name, else its sub-type, else the type."""
    if least == "ammunition" or _ROUNDS.search(item.lower()):
        return weapon("ammunition")
    if least == "other":
        return system_named(item) or weapon(least)
    return system_named(item) or kind_named(item) or kind_named(subtype or "") or weapon(least)


def _number(row: Row, column: str) -> Decimal | None:
    """Return the number of a cell, None where it is said that it is not told."""
    return None if row.take(column) in UNTOLD else row.decimal(column)


def _said(row: Row) -> date | None:
    """Return the day of the announcement; None where it is told in words ("until 6/7/2022", "unclear")."""
    try:
        return row.day("Announcement Date")
    except Refused:
        return None
