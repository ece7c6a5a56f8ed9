"""UCDP GED: an event row, and the claims that it makes of the fighting and of those who died in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, EventDate, Quantity
from loaders.rows.actors import civilians, named, state
from loaders.rows.places import country_place, point, region
from loaders.rows.told import Told, claim, exact, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.model import Actor, Claim, Place, Span, Statement
    from loaders.rows.row import Row
    from loaders.rows.told import Facts

# 1 state-based, 2 non-state: two sides fight, and GED does not say who attacked; 3 one-sided.
ACTIONS: Final = {"1": "battle", "2": "battle", "3": "attack"}
# 5 is more than a month and up to a year: the row's days say which.
DATE_PRECISIONS: Final = {"1": "day", "2": "range", "3": "week", "4": "month", "5": "range"}
PLACE_PRECISIONS: Final = {
    "1": "exact",
    "2": "near",
    "3": "district",
    "4": "region",
    "5": "area",
    "6": "country",
    "7": "international",
}
PLACE_KINDS: Final = {"exact": "settlement", "near": "settlement", "district": "district", "region": "region"}
CLARITIES: Final = {"1": "single", "2": "summary"}
GOVERNMENT: Final = "Government of "
CIVILIANS: Final = "Civilians"


_Toll = tuple["Span", str, int | None, int | None, int | None]


def read(row: Row) -> Told:
    """Return what a row of GED tells.

    A zero of the deaths of one side, or of all, says that none is reported, which is no claim.
    """
    said = _statement(row)
    return Told(id=str(row.integer("id")), statements=(said,), claims=tuple(_claims(row)))


def _statement(row: Row) -> Statement:
    """Return who says it first by the row (`source_original`), and who reports that (`source_office`)."""
    offices = {
        named(name, otherwise="news_organization").id: named(name, otherwise="news_organization")
        for name in _listed(row, "source_office")
    }
    original = [named(name, otherwise="unspecified") for name in _listed(row, "source_original")]
    first = {actor.id: offices.get(actor.id, actor) for actor in original}
    told = [column for column in ("source_office", "source_date", "source_original") if row.take(column)]
    days = set(_listed(row, "source_date"))
    evidence = row.spans(told[0], told[-1]) if told else row.span("id")
    return statement(
        row,
        evidence,
        tuple(first.values()),
        carriers=tuple(office for name, office in offices.items() if name not in first),
        said=_only_day(days),
    )


def _listed(row: Row, column: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in (row.take(column) or "").split(";") if part.strip()))


def _only_day(days: set[str]) -> date | None:
    """Return the day of the one source, None where there are several days or it is no whole day."""
    try:
        return date.fromisoformat(days.pop()) if len(days) == 1 else None
    except ValueError:
        return None


def _claims(row: Row) -> Iterator[Claim]:
    facts, country = _facts(row), state(row.need("country"))
    side_a, side_b = _side(row, "side_a"), _side(row, "side_b")
    people = civilians(None if country is None else country.id)
    one_sided = row.take("side_b") == CIVILIANS
    action = row.code("type_of_violence", ACTIONS)
    attackers = (side_a,) if one_sided else (side_a, side_b)
    targets = (people,) if one_sided else ()
    yield claim(
        ClaimType.ARMED_ACTION,
        row.span("type_of_violence"),
        facts,
        {"action": action, "attacker": attackers, "target": targets},
    )
    yield from _total(row, facts)
    yield from _deaths(row, "deaths_a", facts, (side_a,), () if one_sided else (side_b,))
    yield from _deaths(row, "deaths_b", facts, (people,) if one_sided else (side_b,), (side_a,))
    yield from _deaths(row, "deaths_civilians", facts, (people,), (side_a,) if one_sided else ())
    yield from _deaths(row, "deaths_unknown", facts, (), ())


def _total(row: Row, facts: Facts) -> Iterator[Claim]:
    """Yield the toll of all sides; where the best estimate lies outside its bounds, each as it is told."""
    low, best, high = row.count("low"), row.count("best"), row.count("high")
    if low is None or best is None or high is None:
        raise row.unexpected("best", "is empty, or low or high is")
    if not any((low, best, high)):
        return
    whole = row.spans("best", "low")
    qualifier = "exact" if low == high else "range"
    told: list[_Toll] = [(whole, qualifier, low, best, high)]
    if not low <= best <= high:
        told = [
            (row.span("best"), "approximate", None, best, None),
            (row.span("high"), "at_most", None, None, high),
            (row.span("low"), "at_least", low, None, None),
        ]
    for evidence, hedge, least, likeliest, most in told:
        quantity = Quantity(
            low=least, high=most, best=likeliest, unit=None, qualifier=hedge, text=evidence.text
        )
        yield claim(ClaimType.CASUALTIES, evidence, facts, {"outcome": "killed", "quantity": quantity})


def _deaths(
    row: Row, column: str, facts: Facts, victim: tuple[Actor, ...], perpetrator: tuple[Actor, ...]
) -> Iterator[Claim]:
    number = row.count(column)
    if number:
        span = row.span(column)
        yield claim(
            ClaimType.CASUALTIES,
            span,
            facts,
            {
                "outcome": "killed",
                "victim": victim,
                "perpetrator": perpetrator,
                "quantity": exact(number, span.text),
            },
        )


def _side(row: Row, column: str) -> Actor:
    name = row.need(column)
    if name.startswith(GOVERNMENT):
        country = name.removeprefix(GOVERNMENT)
        return state(country) or named(name, otherwise="government")
    return named(name, otherwise="armed_group")


def _facts(row: Row) -> Facts:
    start, end = row.day("date_start"), row.day("date_end")
    if start is None or end is None or end < start:
        raise row.unexpected("date_end", "is empty, or before date_start, or date_start is empty")
    precision = row.code("where_prec", PLACE_PRECISIONS)
    date_precision = row.code("date_prec", DATE_PRECISIONS)
    return {
        "date": EventDate(
            start=start,
            end=end,
            precision="range" if date_precision == "day" and start != end else date_precision,
        ),
        "place": _places(row, precision),
        "place_precision": precision,
        "clarity": row.code("event_clarity", CLARITIES),
    }


def _places(row: Row, precision: str) -> tuple[Place, ...]:
    name, lat, lon = row.need("where_coordinates"), row.decimal("latitude"), row.decimal("longitude")
    within = tuple(filter(None, (row.take("adm_2"), row.take("adm_1"))))
    country = state(row.need("country"))
    code = None if country is None or precision == "international" else country.id
    known = {"country": country_place(code), "region": region(name, code)}.get(precision)
    if known is not None:
        return (known,)
    if lat is None or lon is None:
        return ()
    kind = PLACE_KINDS.get(precision, "area")
    return (point(name, lat, lon, country=code, within=within, kind=kind),)
