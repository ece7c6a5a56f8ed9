"""Time series of claims: how many, and between which numbers who puts what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from service.index import entities
from service.index.timeline import is_rolled_up, last_day, ranges, rolled_up, series
from service.problems import BadRequest
from service.rest.answering import answered
from service.rest.filters import TypedSelection

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Wanted
    from service.index.timeline import Range, Series

router = APIRouter(prefix="/api/v1", tags=["series and layers"], default_response_class=Response)

MOST_SERIES: Final = 100
ACTORS: Final = frozenset(("actor", "claimant"))


class TimelineFilters(TypedSelection):
    """The parameters of a time series."""

    bucket: Annotated[
        Literal["day", "week", "month"], Field(description="Length of a step; weeks begin on Monday")
    ] = "month"
    split: Annotated[
        Literal["actor", "claimant", "status", "outcome", "weapon"] | None,
        Field(description="What makes a series of its own; a claim with several values is in each"),
    ] = None
    measure: Annotated[
        Literal["claims", "quantity"],
        Field(description="`claims` counts them; `quantity` tells each claimant's least and greatest number"),
    ] = "claims"
    series: Annotated[int, Field(ge=1, le=MOST_SERIES, description="Most series; the largest are kept")] = 20


@router.get("/timeline")
def timeline(request: Request, asked: Annotated[TimelineFilters, Query()]) -> Response:
    """Count claims by the first day of their event, or tell between which numbers each claimant puts it.

    Numbers of several claimants are never added up: they may speak of the same event.
    """
    return answered(request, asked, _told)


def _told(db: sqlite3.Connection, wanted: Wanted, asked: TimelineFilters) -> dict[str, object]:
    told: dict[str, object] = {"bucket": asked.bucket, "split": asked.split, "measure": asked.measure}
    if asked.measure == "quantity":
        if asked.split not in {None, "claimant"}:
            raise BadRequest("split", "quantities are told by claimant only")
        return {
            **told,
            "split": "claimant",
            "series": _by_claimant(db, ranges(db, wanted, bucket=asked.bucket), asked),
        }
    if is_rolled_up(wanted, asked.split):
        found, undated = rolled_up(db, wanted, bucket=asked.bucket, split=asked.split)
        kept, left = found[: asked.series], len(found[asked.series :])
    else:
        kept, left, undated = series(db, wanted, bucket=asked.bucket, split=asked.split, most=asked.series)
    return {**told, "undated": undated, "left_out": left, "series": [_series(db, one, asked) for one in kept]}


def _series(db: sqlite3.Connection, one: Series, asked: TimelineFilters) -> dict[str, object]:
    points = [
        {"from": day, "to": last_day(day, asked.bucket), "claims": claims}
        for day, claims in one.points.items()
    ]
    return {"key": one.key, "label": _label(db, asked.split, one.key), "claims": one.claims, "points": points}


def _label(db: sqlite3.Connection, split: str | None, key: str | None) -> str | None:
    if key is None or split in {None, "status", "outcome"}:
        return key
    collection, name = ("actors", key) if split in ACTORS else ("concepts", f"weapon/{key}")
    item = entities.item(db, collection, name)
    return key if item is None else str(orjson.loads(item)["label"])


def _by_claimant(
    db: sqlite3.Connection, found: list[Range], asked: TimelineFilters
) -> list[dict[str, object]]:
    grouped: dict[tuple[str | None, str, str | None, str | None], list[Range]] = {}
    for one in found:
        grouped.setdefault((one.claimant, one.type, one.outcome, one.unit), []).append(one)
    largest = sorted(grouped.items(), key=lambda group: -sum(one.claims for one in group[1]))
    return [
        {
            "key": claimant,
            "label": _label(db, "claimant", claimant),
            "type": type_,
            "outcome": outcome,
            "unit": unit,
            "claims": sum(one.claims for one in group),
            "points": [_point(one, asked.bucket) for one in group],
        }
        for (claimant, type_, outcome, unit), group in largest[: asked.series]
    ]


def _point(one: Range, bucket: str) -> dict[str, object]:
    days = {"from": one.bucket, "to": last_day(one.bucket, bucket)}
    return {**days, "low": one.low, "high": one.high, "claims": one.claims}
