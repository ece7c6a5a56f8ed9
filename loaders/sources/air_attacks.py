"""Air-attack records: a row is one kind of weapon in one attack, and how many were launched and destroyed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from loaders.iris import digest
from loaders.model import ClaimType, EventDate
from loaders.rows.actors import authority_actor, named, state_of
from loaders.rows.places import country_place, region
from loaders.rows.told import Told, claim, exact, statement
from loaders.rows.weapons import weapon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loaders.model import Actor, Claim, Place
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

# The models of the dataset's own list of missiles and drones, of which a row may join several by "and".
MODELS: Final[Mapping[str, tuple[str, ...]]] = {
    "3M22 Zircon": ("zircon",),
    "Ballistic Missile": ("ballistic-missile",),
    "Banderol": ("banderol",),
    "C-300": ("s-300",),
    "C-300/C-400": ("s-300", "s-400"),
    "C-400": ("s-400",),
    "Eleron": ("reconnaissance-drone",),
    "Forpost": ("forpost",),
    "GBU": ("glide-bomb",),
    "Granat-4": ("reconnaissance-drone",),
    "Intercontinental Ballistic Missile": ("icbm",),
    "Iskander-K": ("iskander-k",),
    "Iskander-M": ("iskander-m",),
    "Iskander-M/KN-23": ("iskander-m", "hwasong-11a"),
    "KAB": ("glide-bomb",),
    "KN-23": ("hwasong-11a",),
    "Kalibr": ("kalibr",),
    "Kub": ("kub",),
    "Lancet": ("lancet",),
    "Merlin-VR": ("reconnaissance-drone",),
    "Mohajer-6": ("mohajer-6",),
    "Oreshnik": ("oreshnik",),
    "Orion": ("orion-drone",),
    "Orlan-10": ("orlan-10",),
    "Orlan-30": ("reconnaissance-drone",),
    "P-800 Oniks": ("oniks",),
    "Reconnaissance UAV": ("reconnaissance-drone",),
    "Shahed-136/131": ("shahed-136", "shahed-131"),
    "Supercam": ("supercam",),
    "Unknown Missile": ("missile",),
    "Unknown UAV": ("uav",),
    "X-101/X-555": ("kh-101", "kh-555"),
    "X-22": ("kh-22",),
    "X-31": ("kh-31",),
    "X-31P": ("kh-31",),
    "X-31PD": ("kh-31",),
    "X-32": ("kh-32",),
    "X-35": ("kh-35",),
    "X-47 Kinzhal": ("kinzhal",),
    "X-59": ("kh-59",),
    "X-59/X-69": ("kh-59", "kh-69"),
    "X-59MK2": ("kh-59",),
    "X-69": ("kh-69",),
    "ZALA": ("zala",),
    "Молнія": ("molniya",),
}
# Whose accounts the rows name: the Air Force, and its commands in the south and the west.
ACCOUNTS: Final = {"kpszsu": "ukr-air-force"}
COMMANDS: Final = {"PvKPivden": "Air Command South", "PvkZahid": "Air Command West"}
GENERAL_STAFF: Final = {"GeneralStaff.ua": "ukr-general-staff"}
DIRECTIONS: Final = frozenset({"south", "east", "north", "west", "center"})
ID_LENGTH: Final = 8
EVENING, MORNING = 17, 12  # an attack from the evening to the morning is one of a night
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d):\d\d(?::\d\d)?)?")


def read(row: Row) -> Told:
    """Return what a row tells: a launch, and the interceptions; a zero of one of them claims none."""
    source = row.need("source")
    when = _when(row)
    account = source.split("/")[0]
    said = statement(row, row.span("source"), _speakers(account))
    facts: Facts = {
        "weapons": tuple(weapon(one) for one in dict.fromkeys(_models(row))),
        "date": when,
        "place": _places(row),
    }
    place = (row.take("target"), row.take("launch_place"), source)
    name = digest(*(one or "" for one in place), length=ID_LENGTH)
    return Told(
        id=f"{row.need('time_start')} {row.need('model')} {name}",
        statements=(said,),
        claims=tuple(_claims(row, facts)),
    )


def _claims(row: Row, facts: Facts) -> Iterator[Claim]:
    russia, ukraine = state_of("RUS"), state_of("UKR")
    for column, action, attacker, target in (
        ("launched", "launch", russia, ukraine),
        ("destroyed", "interception", ukraine, russia),
    ):
        number = row.count(column)
        if number:
            span = row.span(column)
            yield claim(
                ClaimType.ARMED_ACTION,
                span,
                facts,
                {
                    "action": action,
                    "attacker": (attacker,),
                    "target": (target,),
                    "quantity": exact(number, span.text),
                },
            )


def _models(row: Row) -> Iterator[str]:
    for model in row.need("model").split(" and "):
        if model.strip() not in MODELS:
            raise row.unexpected("model", f"{model.strip()!r} is not in the list of models")
        yield from MODELS[model.strip()]


def _speakers(account: str) -> tuple[Actor, ...]:
    known = ACCOUNTS | GENERAL_STAFF
    if account in known:
        return (authority_actor(known[account]),)
    if account in COMMANDS:
        return (named(COMMANDS[account], otherwise="armed_force", country="UKR"),)
    return () if account == "watch" else (named(f"{account} on facebook.com", otherwise="unspecified"),)


def _when(row: Row) -> EventDate:
    start, began = _moment(row, "time_start")
    end, ended = _moment(row, "time_end")
    if end < start:
        raise row.unexpected("time_end", "is before time_start")
    overnight = began is not None and ended is not None and began >= EVENING and ended <= MORNING
    if overnight and (end - start).days == 1:
        return EventDate(start=start, end=end, precision="night")
    return EventDate(start=start, end=end, precision="day" if start == end else "range")


def _moment(row: Row, column: str) -> tuple[date, int | None]:
    """Return the day and the hour of a time; the hour is None where a day alone is told."""
    text = row.need(column)
    found = _MOMENT.fullmatch(text)
    try:
        day = date.fromisoformat(found[1] if found else text)
    except ValueError:
        raise row.unexpected(column, f"{text!r} is no time") from None
    return day, None if found is None or found[2] is None else int(found[2])


def _places(row: Row) -> tuple[Place, ...]:
    """Return the regions that were attacked, or the country; a direction is no place."""
    found: dict[str, Place] = {}
    for name in (row.take("target") or "").split(" and "):
        place = country_place("UKR") if name == "Ukraine" else region(name, "UKR")
        if place is not None and name not in DIRECTIONS:
            found[place.id] = place
    return tuple(found.values())
