"""Eyes on Russia: an incident that was found in images and placed on the map, and the claim it makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate
from loaders.rows.actors import civilians, state, state_of
from loaders.rows.addresses import speaker_at
from loaders.rows.places import point
from loaders.rows.row import OutOfScope
from loaders.rows.told import Told, claim, statement
from loaders.rows.weapons import system_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loaders.model import Actor, Claim, Place
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

# Groups are cut by months: "Civilian Infrastructure Damage March 2022", "Bombing or Explosion July - Now".
_MONTHS: Final = re.compile(
    r"\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*(?:\s+\d{4}|\s+-\s+\w+)$"
)
# Damage and explosions are attacks whose kind and doer the group does not tell.
ACTIONS: Final = {
    "Bombing or Explosion": "attack",
    "Civilian Infrastructure Damage": "attack",
    "Military Infrastructure Damage": "attack",
    "Ground Battle": "battle",
}
PRESENT: Final[Mapping[str, str]] = {
    "Russian Military Presence": "RUS",
    "Russian Firing Positions": "RUS",
    "Ukrainian Military Presence": "UKR",
}
CASUALTY: Final = "Civilian Casualty"
LEFT_ASIDE: Final[Mapping[str, str]] = {
    "Russian Military Losses": "equipment losses have no type of claim",
    "Ukrainian Military Losses": "equipment losses have no type of claim",
    "Russian Allies Presence/Losses": "presence and losses are not told apart",
    "Mass grave or Burial": "graves have no type of claim",
    "Munitions": "munitions that were found have no type of claim",
    "Other": "it is not said what happened",
}


def read(row: Row) -> Told:
    """Return what an incident tells, said by the account that published the images."""
    account = speaker_at(row.need("link")) if row.says("link") else None
    evidence = row.span("link" if row.says("link") else "entry")
    said = statement(row, evidence, () if account is None else (account,))
    return Told(id=row.need("entry"), statements=(said,), claims=(_claim(row),))


def _claim(row: Row) -> Claim:
    group = _MONTHS.sub("", row.need("event_group"))
    if group in LEFT_ASIDE:
        raise OutOfScope(f"event_group {group!r}: {LEFT_ASIDE[group]}")
    country = state(row.take("country") or "")
    day = row.day("date")
    where: Facts = {"place": _places(row, country), "place_precision": "exact"}
    when: Facts = {} if day is None else {"date": EventDate(start=day, end=day, precision="day")}
    weapon = system_named(row.take("arms/munition") or "")
    evidence = row.span("brief description" if row.take("brief description") else "event_group")
    if group in ACTIONS:
        what: Facts = {"action": ACTIONS[group], "weapons": () if weapon is None else (weapon,)}
        return claim(ClaimType.ARMED_ACTION, evidence, where, when, what)
    if group in PRESENT:
        force: Facts = {"force": (state_of(PRESENT[group]),), "activity": "present"}
        return claim(ClaimType.DEPLOYMENT, evidence, where, when, force)
    if group == CASUALTY:
        people = civilians(None if country is None else country.id)
        return claim(ClaimType.CASUALTIES, evidence, where, when, {"outcome": "losses", "victim": (people,)})
    raise row.unexpected("event_group", f"{row.need('event_group')!r} is not known")


def _places(row: Row, country: Actor | None) -> tuple[Place, ...]:
    lat, lon = row.decimal("lat"), row.decimal("lon")
    names = tuple(filter(None, (row.take("town/city"), row.take("district"), row.take("province"))))
    if lat is None or lon is None or not names:
        return ()
    return (point(names[0], lat, lon, country=None if country is None else country.id, within=names[1:]),)
