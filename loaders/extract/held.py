"""What holds until another is named: the place and the day of the events that a passage tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, ZoneKind

if TYPE_CHECKING:
    from loaders.extract.claims import Draft

# Strikes and their tolls are told over several sentences; deployments and transfers say their own place.
_TOLD_ON: Final = frozenset({ClaimType.CASUALTIES, ClaimType.ARMED_ACTION})
_ALONE: Final = frozenset({ZoneKind.RELATED, ZoneKind.HEADLINE})


def with_context(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts, each strike or toll with the place, day and doer that hold from those before it."""
    last: Draft | None = None
    for draft in drafts:
        if draft.zone in _ALONE or draft.slots.type not in _TOLD_ON:
            yield draft
            continue
        if last is not None and last.zone is draft.zone:
            draft = _completed(draft, last)  # noqa: PLW2901
        last = draft
        yield draft


def _completed(draft: Draft, last: Draft) -> Draft:
    slots = draft.slots
    if not slots.place:
        slots = replace(slots, place=last.slots.place)
    if slots.type is ClaimType.CASUALTIES and not slots.perpetrator and last.date == (draft.date or last.date):
        doers = last.slots.perpetrator or last.slots.attacker
        slots = replace(slots, perpetrator=tuple(a for a in doers if a not in slots.victim and (a.country is None or a.country not in {v.country for v in slots.victim})))
    return replace(draft, slots=slots, date=draft.date or last.date)
