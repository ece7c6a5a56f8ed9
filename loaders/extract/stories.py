"""Which drafts may belong to one story, and which stand for a longer time or another side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.drafts import Draft
    from loaders.model import Actor, EventDate

# Strikes and their tolls are told over several sentences; deployments and transfers say their own place.
TOLD_ON: Final = frozenset({ClaimType.CASUALTIES, ClaimType.ARMED_ACTION})
NOT_YET: Final = frozenset({"expected", "planned", "requested"})
# "the worst attack since May" is one attack.
_COMPARED: Final = re.compile(r"\b(?:first|most|worst|\w+est|one of)\b[^.;]{0,60}\bsince\b", re.IGNORECASE)
_SHORT: Final = 7  # days: what lasts longer is a period of which others tell
# A figure for a whole war, year or country is of no single day or town.
_TOTALS: Final = re.compile(
    r"\b(?:since|so far|to date|overall|daily|in total|already|(?:every|each|per) (?:day|week|month)"
    r"|the (?:whole|entire) war)\b",
    re.IGNORECASE,
)


def is_short(date: EventDate) -> bool:
    """Tell whether a date is of an event, not of a period of which others tell."""
    return date.end is not None and (date.end - date.start).days <= _SHORT


def is_total(draft: Draft) -> bool:
    """Tell whether a draft's sentence counts over a whole war or any longer time."""
    return _TOTALS.search(_COMPARED.sub("", draft.sentence.text)) is not None


def other_sides(one: Draft, two: Draft) -> bool:
    """Tell whether two drafts name strikers that have nobody in common."""
    doers, others = _doers(one), _doers(two)
    return bool(doers) and bool(others) and not doers & others


def _doers(draft: Draft) -> set[str]:
    """Return who is said to strike, by state or name; people nobody names are left out."""
    slots = draft.slots
    doers = slots.target if draft.action == "interception" else (*slots.attacker, *slots.perpetrator)
    return {_key(actor) for actor in doers if not actor.id.startswith("local-")}


def _key(actor: Actor) -> str:
    return actor.country or actor.id
