"""The kinds of values that parameters take, each checked as strictly as it can be told."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

MOST_ITEMS: Final = 500
MOST_VALUES: Final = 100
MOST_QUESTION: Final = 400
# A question of words has no control characters.
WORDS: Final = r"^[^\x00-\x08\x0e-\x1f]*$"
LARGEST: Final = 2**63 - 1
DEGREE: Final = r"-?\d{1,3}(?:\.\d{1,12})?"
BOX: Final = re.compile(rf"{DEGREE}(?:,{DEGREE}){{3}}")
FARTHEST: Final = (180.0, 90.0, 180.0, 90.0)

ClaimType = Literal["deployment", "casualties", "weapons_transfer", "armed_action"]
Status = Literal["confirmed", "claimed", "unconfirmed", "denied", "expected", "planned", "requested"]
Stance = Literal[
    "affirms",
    "denies",
    "not_observed",
    "cannot_confirm",
    "not_ruled_out",
    "acknowledges_reports",
    "refuses",
    "commits",
    "requests",
    "withdraws",
]
Certainty = Literal["certain", "probable", "possible", "unspecified"]
TimeFrame = Literal["past", "present", "future"]
Outcome = Literal["killed", "wounded", "captured", "missing", "losses"]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("there is no such day") from None


def _box(value: str) -> str:
    if BOX.fullmatch(value) is None:
        raise ValueError("it is not four numbers of degrees: west,south,east,north")
    west, south, east, north = corners(value)
    if any(abs(degrees) > most for degrees, most in zip((west, south, east, north), FARTHEST, strict=True)):
        raise ValueError("it reaches beyond 180 degrees of longitude or 90 of latitude")
    if south > north:
        raise ValueError("its south is north of its north")
    return value


def corners(value: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a box; one over the date line has its west east of its east."""
    west, south, east, north = map(float, value.split(","))
    return west, south, east, north


Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    AfterValidator(_day),
]
Box = Annotated[str, AfterValidator(_box)]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Names = Annotated[list[Name], Field(max_length=MOST_VALUES)]
