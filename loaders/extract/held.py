"""What holds until another is named: the place and the day of the events that a story tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.places import PlaceFinder
from loaders.model import ClaimType, EventDate, Place, ZoneKind

if TYPE_CHECKING:
    from loaders.extract.drafts import Draft
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene

# Strikes and their tolls are told over several sentences; deployments and transfers say their own place.
_TOLD_ON: Final = frozenset({ClaimType.CASUALTIES, ClaimType.ARMED_ACTION})
_ALONE: Final = frozenset({ZoneKind.RELATED, ZoneKind.HEADLINE})
_MAIN: Final = frozenset({ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE})
_SHORT: Final = 7  # days: what lasts longer is a period of which others tell
# A figure for a whole war or year is of no single day.
_TOTALS: Final = re.compile(
    r"\bsince\b|\bso far\b|\bto date\b|\boverall\b|\b(?:every|each|per) (?:day|week|month)\b|\bdaily\b|\bthe (?:whole|entire) war\b|\bin total\b|\balready\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a sentence without a claim of its own sets the scene for those after it."""

    start: int
    zone: ZoneKind
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Story:
    places: tuple[Place, ...] = ()
    date: EventDate | None = None
    last: Draft | None = None


def marks(scene: Scene, passages: Iterable[Passage]) -> list[Mark]:
    """Return the places that sentences set for the sentences after them, in order of the text."""
    found: list[Mark] = []
    for passage in passages:
        finder = PlaceFinder(scene, passage)
        for sentence in passage.doc.sents:
            places = finder.story(sentence)
            if places:
                found.append(Mark(passage.spans[sentence.start][0], passage.zone.kind, places))
    return found


def with_context(drafts: Iterable[Draft], set_before: Iterable[Mark] = ()) -> Iterator[Draft]:
    """Yield the drafts, each strike or toll with the place, day and doer that hold from those before it."""
    story, group = _Story(), None
    pending = list(set_before)
    for draft in drafts:
        if draft.zone in _ALONE:
            yield draft
            continue
        if _group(draft.zone) != group:
            story, group = _Story(), _group(draft.zone)
        while pending and pending[0].start <= draft.sentence.start:
            mark = pending.pop(0)
            if _group(mark.zone) == group and mark.zone not in _ALONE:
                story.places = _widened(mark.places, story.places)
        if draft.slots.type in _TOLD_ON:
            draft = _completed(draft, story)  # noqa: PLW2901
            _remember(story, draft)
        yield draft


def _group(zone: ZoneKind) -> str:
    return "main" if zone in _MAIN else zone.value


def _widened(places: tuple[Place, ...], before: tuple[Place, ...]) -> tuple[Place, ...]:
    return places


def _remember(story: _Story, draft: Draft) -> None:
    if draft.slots.place:
        story.places = draft.slots.place
    if draft.date is not None and _is_short(draft.date):
        story.date = draft.date
    story.last = draft


def _is_short(date: EventDate) -> bool:
    return date.end is not None and (date.end - date.start).days <= _SHORT


def _completed(draft: Draft, story: _Story) -> Draft:
    slots, rules = draft.slots, draft.rules
    if not slots.place and story.places and _may_hold_place(draft):
        slots = replace(slots, place=story.places)
        rules = (*rules, "held:place")
    date = draft.date
    if date is None and story.date is not None and _may_hold_date(draft):
        date = story.date
        rules = (*rules, "held:date")
    last = story.last
    if last is not None and slots.type is ClaimType.CASUALTIES and not slots.perpetrator and last.date == (draft.date or last.date):
        doers = last.slots.perpetrator or last.slots.attacker
        slots = replace(slots, perpetrator=tuple(a for a in doers if a not in slots.victim and (a.country is None or a.country not in {v.country for v in slots.victim})))
    return replace(draft, slots=slots, date=date, rules=rules)


def _may_hold_date(draft: Draft) -> bool:
    return draft.status not in {"expected", "planned", "requested"} and not _TOTALS.search(draft.sentence.text)


def _may_hold_place(draft: Draft) -> bool:
    return draft.status not in {"planned", "requested"} and (draft.date is None or _is_short(draft.date))
