"""ACLED event export: one row, the claims that it makes of what happened and of those who died in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate
from loaders.rows.actors import civilians, named, state
from loaders.rows.places import country_place, point, region
from loaders.rows.row import OutOfScope
from loaders.rows.told import Told, claim, exact, statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loaders.model import Actor, Claim, Place
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

EVENT_TYPES: Final = {
    one: one
    for one in (
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Protests",
        "Riots",
        "Strategic developments",
    )
}
# What armed action a sub-type is; those without one are no armed action.
ACTIONS: Final[Mapping[str, str | None]] = {
    "Armed clash": "battle",
    "Government regains territory": "seizure",
    "Non-state actor overtakes territory": "seizure",
    "Chemical weapon": "attack",
    "Air/drone strike": "air_strike",
    "Suicide bomb": "bombing",
    "Shelling/artillery/missile attack": "strike",
    "Remote explosive/landmine/IED": "bombing",
    "Grenade": "bombing",
    "Sexual violence": "attack",
    "Attack": "attack",
    "Abduction/forced disappearance": None,
    "Excessive force against protesters": "attack",
    "Protest with intervention": None,
    "Peaceful protest": None,
    "Violent demonstration": None,
    "Mob violence": None,
    "Disrupted weapons use": "interception",
    "Looting/property destruction": "sabotage",
    "Non-violent transfer of territory": "seizure",
    "Agreement": None,
    "Arrests": None,
    "Change to group/activity": None,
    "Headquarters or base established": None,
    "Other": None,
}
ABDUCTION: Final = "Abduction/forced disappearance"
# "Actor 1 and actor 2 do not imply directionality" in a battle: both sides fight.
MUTUAL: Final = frozenset({"Armed clash"})
KINDS: Final[Mapping[str, str | None]] = {
    "": None,
    "0": None,
    "1": "armed_force",
    "2": "armed_group",
    "3": "armed_group",
    "4": "armed_group",
    "5": "people",
    "6": "people",
    "7": "people",
    "8": "unspecified",
    "State forces": "armed_force",
    "Rebel group": "armed_group",
    "Political militia": "armed_group",
    "Identity militia": "armed_group",
    "Rioters": "people",
    "Protesters": "people",
    "Civilians": "people",
    "External/Other forces": "unspecified",
}
# Forces that are called after their state; those of another state than the event's are "other forces".
FORCES: Final = frozenset({"armed_force", "unspecified"})
TIME_PRECISIONS: Final = {"1": "day", "2": "week", "3": "month"}
PLACE_PRECISIONS: Final = {"1": "exact", "2": "near", "3": "region"}
DECEMBER: Final = 12


def read(row: Row) -> Told:
    """Return what a row of ACLED tells; no fatalities are reported where it has a zero, which is no claim."""
    sources = [one.strip() for one in row.need("source").split(";") if one.strip()]
    speakers = {actor.id: actor for actor in (named(one, otherwise="news_organization") for one in sources)}
    said = statement(row, row.span("source"), tuple(speakers.values()))
    event_type = row.code("event_type", EVENT_TYPES)
    claims = tuple(_claims(row))
    if not claims:
        raise OutOfScope(f"event_type {event_type!r} without fatalities or an armed action")
    return Told(id=row.need("event_id_cnty"), statements=(said,), claims=claims, published=_published(row))


def _claims(row: Row) -> Iterator[Claim]:
    sub_type = row.need("sub_event_type")
    action = row.code("sub_event_type", ACTIONS)
    facts = _facts(row)
    first, second = _actor(row, "actor1", "inter1"), _actor(row, "actor2", "inter2")
    if action is not None:
        sides: Facts = {"attacker": first, "target": second}
        if sub_type in MUTUAL:
            sides = {"attacker": first + second}
        yield claim(ClaimType.ARMED_ACTION, row.span("sub_event_type"), facts, sides, {"action": action})
    if sub_type == ABDUCTION:
        yield claim(
            ClaimType.CASUALTIES,
            row.span("sub_event_type"),
            facts,
            {"outcome": "captured", "victim": second, "perpetrator": first},
        )
    number = row.count("fatalities")
    if number:
        span = row.span("fatalities")
        yield claim(
            ClaimType.CASUALTIES, span, facts, {"outcome": "killed", "quantity": exact(number, span.text)}
        )


def _actor(row: Row, column: str, kind_column: str) -> tuple[Actor, ...]:
    """Return the actor of a column: a state for its forces, civilians by their country, others by name."""
    name, kind = row.take(column), row.code(kind_column, KINDS)
    if name is None:
        return ()
    country = state(row.need("country"))
    code = None if country is None else country.id
    if kind == "people":
        return (
            (civilians(code),)
            if name.startswith("Civilians")
            else (named(name, otherwise=kind, country=code),)
        )
    whose = name.rpartition(" of ")[2]
    owner = state(whose.partition(" (")[0]) if kind in FORCES else None
    return (owner or named(name, otherwise=kind or "unspecified"),)


def _facts(row: Row) -> Facts:
    precision = row.code("geo_precision", PLACE_PRECISIONS)
    return {
        "date": _date(row),
        "place": _places(row, precision),
        "place_precision": precision,
    }


def _date(row: Row) -> EventDate:
    """Return the days that an event is dated to: the day told, or the calendar week or month of it."""
    day, precision = _day(row), row.code("time_precision", TIME_PRECISIONS)
    if precision == "week":
        start = day - timedelta(days=day.weekday())
        return EventDate(start=start, end=start + timedelta(days=6), precision=precision)
    if precision == "month":
        start = day.replace(day=1)
        after = date(day.year + day.month // DECEMBER, day.month % DECEMBER + 1, 1)
        return EventDate(start=start, end=after - timedelta(days=1), precision=precision)
    return EventDate(start=day, end=day, precision=precision)


def _day(row: Row) -> date:
    """Return the day of a row as the API writes it (2024-03-08), or the export tool (08 March 2024)."""
    text = row.need("event_date")
    for form in ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise row.unexpected("event_date", f"{text!r} is no day")


def _places(row: Row, precision: str) -> tuple[Place, ...]:
    within = tuple(filter(None, (row.take("admin3"), row.take("admin2"), row.take("admin1"))))
    country = state(row.need("country"))
    code = None if country is None else country.id
    name, lat, lon = row.need("location"), row.decimal("latitude"), row.decimal("longitude")
    whole = region(row.take("admin1") or name, code) if precision == "region" else None
    if whole is not None:
        return (whole,)
    if lat is None or lon is None:
        return tuple(filter(None, (country_place(code),)))
    return (point(name, lat, lon, country=code, within=within),)


def _published(row: Row) -> str | None:
    """Return when ACLED last changed the row, from the seconds since 1970."""
    seconds = row.count("timestamp")
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        raise row.unexpected("timestamp", f"{seconds} is no moment") from None
