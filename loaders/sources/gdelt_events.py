"""GDELT 2.0 events: a row that a machine coded from a report, and the claim of its CAMEO code.

Of the codes those of material conflict and of military aid are claims; speech, protest and the rest are not.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate
from loaders.rows.actors import civilians, named, state, state_of
from loaders.rows.addresses import speaker_at
from loaders.rows.places import country_place, point, region
from loaders.rows.row import OutOfScope
from loaders.rows.told import Told, claim, statement
from loaders.rows.weapons import weapon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loaders.model import Actor, Claim, Place
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

ACTIONS: Final[Mapping[str, str]] = {
    "175": "attack",  # tactics of violent repression
    "180": "attack",
    "182": "attack",
    "1821": "attack",
    "1822": "attack",
    "183": "bombing",
    "1831": "bombing",
    "1832": "bombing",
    "1833": "bombing",
    "1834": "bombing",
    "185": "attack",  # an attempt at assassination
    "190": "attack",
    "192": "seizure",
    "193": "shooting",
    "194": "shelling",
    "195": "air_strike",
    "1951": "air_strike",
    "1952": "drone_strike",
    "196": "attack",  # a ceasefire is broken
    "200": "attack",
    "203": "attack",
    "204": "attack",
    "2041": "attack",
    "2042": "attack",
}
WEAPONS: Final[Mapping[str, str]] = {"2041": "chemical-weapon", "2042": "nuclear"}
OUTCOMES: Final[Mapping[str, str]] = {
    "173": "captured",  # arrest, detain
    "181": "captured",  # abduct, take hostage
    "1823": "killed",
    "186": "killed",
    "202": "killed",
}
PLANNED: Final[Facts] = {"status": "planned", "stance": "commits", "time_frame": "future"}
REQUESTED: Final[Facts] = {"status": "requested", "stance": "requests", "time_frame": "future"}
REFUSED: Final[Facts] = {"status": "denied", "stance": "refuses", "time_frame": "future"}
# Military aid; with the first, who asks is actor 1 and who is to give is actor 2.
TRANSFERS: Final[Mapping[str, Facts]] = {
    "0232": REQUESTED | {"transfer_stage": "requested"},
    "1032": REQUESTED | {"transfer_stage": "requested"},
    "0332": PLANNED | {"transfer_stage": "pledged"},
    "072": {"transfer_stage": "delivered"},
    "1222": REFUSED | {"transfer_stage": "refused"},
    "1622": {"transfer_stage": "suspended"},
}
# Military protection and peacekeeping, and the mobilising of forces.
DEPLOYMENTS: Final[Mapping[str, Facts]] = {
    "0234": REQUESTED | {"activity": "sent"},
    "1034": REQUESTED | {"activity": "sent"},
    "0334": PLANNED | {"activity": "sent"},
    "074": {"activity": "sent"},
    "1224": REFUSED | {"activity": "sent"},
    "154": {"activity": "massed"},
    "1661": {"activity": "withdrawn"},
}
ASKING: Final = frozenset({"0232", "1032", "0234", "1034"})
# What else the codes of conflict are: police, sanctions, blockades, expulsions, cyber attacks.
OTHER_CONFLICT: Final = frozenset(
    {
        "150",
        "151",
        "152",
        "153",
        "155",
        "160",
        "161",
        "162",
        "1621",
        "1623",
        "163",
        "164",
        "165",
        "166",
        "1662",
        "1663",
        "170",
        "171",
        "1711",
        "1712",
        "172",
        "1721",
        "1722",
        "1723",
        "1724",
        "174",
        "176",
        "184",
        "191",
        "201",
    }
)
_OTHER_ROOT: Final = re.compile(r"(?:0[1-9]|1[0-4])\d{0,2}")
STATE_TYPES: Final = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
GROUP_TYPES: Final = frozenset({"REB", "INS", "SEP", "UAF", "OPP", "CRM"})
CIVILIAN_TYPES: Final = frozenset({"CVL", "REF"})
PLACE_PRECISIONS: Final[Mapping[str, str | None]] = {
    "": None,
    "0": None,
    "1": "country",
    "2": "region",
    "3": "exact",
    "4": "exact",
    "5": "region",
}


def read(row: Row) -> Told:
    """Return what an event tells, said by the site of the report that it was coded from."""
    code = row.need("EventCode")
    if code in OTHER_CONFLICT or not _is_claim(code):
        if code not in OTHER_CONFLICT and not _OTHER_ROOT.fullmatch(code):
            raise row.unexpected("EventCode", f"{code!r} is not in the code book")
        raise OutOfScope(f"EventCode {code[:2]}: neither an armed action nor military aid")
    reporter = speaker_at(row.take("SOURCEURL") or "")
    evidence = row.span("SOURCEURL" if row.says("SOURCEURL") else "GLOBALEVENTID")
    said = statement(row, evidence, () if reporter is None else (reporter,))
    return Told(
        id=row.need("GLOBALEVENTID"),
        statements=(said,),
        claims=(_claim(row, code),),
        published=_moment(row, "DATEADDED").isoformat(),
    )


def _is_claim(code: str) -> bool:
    return code in ACTIONS or code in OUTCOMES or code in TRANSFERS or code in DEPLOYMENTS


def _claim(row: Row, code: str) -> Claim:
    evidence, facts = row.span("EventCode"), _facts(row)
    first, second = _actor(row, "Actor1"), _actor(row, "Actor2")
    giver, taker = (second, first) if code in ASKING else (first, second)
    if code in ACTIONS:
        arms = (weapon(WEAPONS[code]),) if code in WEAPONS else ()
        what: Facts = {"action": ACTIONS[code], "attacker": first, "target": second, "weapons": arms}
        return claim(ClaimType.ARMED_ACTION, evidence, facts, what)
    if code in OUTCOMES:
        harm: Facts = {"outcome": OUTCOMES[code], "perpetrator": first, "victim": second}
        return claim(ClaimType.CASUALTIES, evidence, facts, harm)
    if code in TRANSFERS:
        aid: Facts = {"supplier": giver, "recipient": taker, "weapons": (weapon("weapons"),)}
        return claim(ClaimType.WEAPONS_TRANSFER, evidence, facts, TRANSFERS[code], aid)
    troops: Facts = {"force": giver, "host": taker}
    return claim(ClaimType.DEPLOYMENT, evidence, facts, DEPLOYMENTS[code], troops)


def _facts(row: Row) -> Facts:
    day = _day(row)
    precision = row.code("ActionGeo_Type", PLACE_PRECISIONS)
    return {
        "date": EventDate(start=day, end=day, precision="day"),
        "place": _places(row, precision),
        "place_precision": precision,
    }


def _actor(row: Row, prefix: str) -> tuple[Actor, ...]:
    """Return the actor of the columns with a prefix: a state for its organs, else one by name."""
    name, kind = row.take(f"{prefix}Name"), row.take(f"{prefix}Type1Code") or ""
    group, country = row.take(f"{prefix}KnownGroupCode"), _country(row.take(f"{prefix}CountryCode"))
    if country is not None and group is None and kind in STATE_TYPES:
        return (state_of(country),)
    if kind in CIVILIAN_TYPES:
        return (civilians(country),)
    if name is None:
        return ()
    otherwise = "armed_group" if kind in GROUP_TYPES else "unspecified"
    return (named(name.title(), otherwise=otherwise, country=country),)


def _country(code: str | None) -> str | None:
    """Return the alpha-3 code that a CAMEO code of a country is; None for regions and other codes."""
    try:
        return None if code is None else state_of(code).id
    except KeyError:
        return None


def _places(row: Row, precision: str | None) -> tuple[Place, ...]:
    whole, lat, lon = (
        row.take("ActionGeo_FullName"),
        row.decimal("ActionGeo_Lat"),
        row.decimal("ActionGeo_Long"),
    )
    if whole is None or precision is None:
        return ()
    names = [name.strip() for name in whole.split(",")]
    country = state(names[-1])
    code = None if country is None else country.id
    if precision == "country" and code is not None:
        return tuple(filter(None, (country_place(code),)))
    known = region(names[0], code) if precision == "region" else None
    if known is not None:
        return (known,)
    if lat is None or lon is None:
        return ()
    return (point(names[0], lat, lon, country=code, within=tuple(names[1:-1])),)


def _day(row: Row) -> date:
    text = row.need("SQLDATE")
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise row.unexpected("SQLDATE", f"{text!r} is no day") from None


def _moment(row: Row, column: str) -> datetime:
    text = row.need(column)
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise row.unexpected(column, f"{text!r} is no moment") from None
