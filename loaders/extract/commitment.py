"""How far somebody commits to an event, and the status that dashboards make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from loaders.extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words over a claim make of it.

    `governors` are the predicates passed on the way up, inside out; `top` the highest that is part of the
    commitment (the evidence starts there). `dropped` when it is a condition, a question or a hypothesis: then
    there is no claim.
    """

    stance: str = "affirms"
    certainty: str = "certain"
    time_frame: str = "past"
    confirmed: bool = False
    hearsay: bool = False
    dropped: bool = False
    top: Token | None = None
    governors: tuple[Token, ...] = field(default_factory=tuple)
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """A predicate and what of the claim hangs on it: `token` is its child on the way to the claim."""

    upper: Token
    token: Token
    negated: bool


_STATUS_OF: Final = {
    "denies": "denied",
    "not_observed": "denied",
    "refuses": "denied",
    "cannot_confirm": "unconfirmed",
    "acknowledges_reports": "unconfirmed",
    "requests": "requested",
    "commits": "planned",
    "not_ruled_out": "expected",
}


def status(reading: Reading, *, by_doer: bool) -> str:
    """Return the roll-up of a reading that dashboards use; `by_doer` when the event's doer says so.

    The order is that of the status scheme: the first that fits.
    """
    if reading.stance == "commits" and (reading.hearsay or not (by_doer or reading.certainty == "certain")):
        return "unconfirmed" if reading.hearsay else "expected"
    return _STATUS_OF.get(reading.stance) or _status_of_affirmation(reading, by_doer=by_doer)


def flipped(stance: str) -> str:
    """Return the stance that a negation makes of another; most are not changed by one."""
    return {"affirms": "denies", "denies": "affirms", "refuses": "commits", "commits": "refuses"}.get(
        stance, stance
    )


def _status_of_affirmation(reading: Reading, *, by_doer: bool) -> str:
    if reading.hearsay:
        return "unconfirmed"
    if reading.time_frame == "future":
        return "planned" if by_doer and reading.certainty == "certain" else "expected"
    if reading.certainty in {"probable", "possible"}:
        return "expected"
    return "confirmed" if reading.confirmed else "claimed"
