"""What a headline, a lead or a bare year leaves open, filled from the first fuller telling of the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.settings import MAIN
from loaders.extract.stories import NOT_YET, TOLD_ON, is_short, is_total, other_sides
from loaders.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from loaders.extract.drafts import Draft
    from loaders.extract.settings import Mark
    from loaders.model import EventDate, Place

_SUMMARIES: Final = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD})


def with_day_of_year(draft: Draft, marks: Iterable[Mark]) -> Draft:
    """Return a strike "of 2019" with its day, where the text names just one: "the Feb. 23, 2019, strike"."""
    date = draft.date
    if date is None or date.precision != "year" or draft.slots.type not in TOLD_ON:
        return draft
    days = {m.date for m in marks if m.date is not None and m.date.precision == "day"}
    within = [day for day in days if day.start.year == date.start.year]
    return replace(draft, date=within[0], rules=(*draft.rules, "held:date")) if len(within) == 1 else draft


def with_summaries(drafts: Sequence[Draft], marks: Sequence[Mark]) -> list[Draft]:
    """Return the drafts, those of headline and lead with the day and the narrower place told after them.

    What had the place of a lead carried over has the narrower one, too.
    """
    filled = [_filled(draft, drafts, marks) if _is_summary(draft) else draft for draft in drafts]
    pairs = zip(drafts, filled, strict=True)
    narrowed = {a.slots.place: b.slots.place for a, b in pairs if a.slots.place != b.slots.place}
    return [_with_place(draft, narrowed) for draft in filled]


def _with_place(draft: Draft, narrowed: Mapping[tuple[Place, ...], tuple[Place, ...]]) -> Draft:
    place = narrowed.get(draft.slots.place)
    if place is None or "held:place" not in draft.rules:
        return draft
    return replace(draft, slots=replace(draft.slots, place=place))


def _is_summary(draft: Draft) -> bool:
    return draft.zone in _SUMMARIES and draft.slots.type in TOLD_ON


def _filled(draft: Draft, drafts: Iterable[Draft], marks: Iterable[Mark]) -> Draft:
    told = [d for d in drafts if d.slots.type in TOLD_ON and d.zone in MAIN and not other_sides(draft, d)]
    rows = [(d.sentence.start, d.date, d.slots.place) for d in told]
    rows += [(m.start, m.date, m.places) for m in marks if m.zone in MAIN]
    later = sorted((row for row in rows if row[0] > draft.sentence.start), key=lambda row: row[0])
    date = _day(draft, [day for _, day, _ in later if day is not None and is_short(day)])
    place = _narrowed(draft.slots.place, [places for _, _, places in later if places])
    held = tuple(name for name, changed in _changes(draft, date, place) if changed)
    slots = replace(draft.slots, place=place)
    return replace(draft, slots=slots, date=date, rules=(*draft.rules, *held))


def _changes(draft: Draft, date: EventDate | None, place: tuple[Place, ...]) -> tuple[tuple[str, bool], ...]:
    return (("held:date", date != draft.date), ("held:place", place != draft.slots.place))


def _day(draft: Draft, later: Sequence[EventDate]) -> EventDate | None:
    if draft.date is not None or not later or draft.status in NOT_YET or is_total(draft):
        return draft.date
    return later[0]


def _narrowed(place: tuple[Place, ...], later: Iterable[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Return the first places told later that lie in the state which is all that a summary names."""
    if not place or any(p.id != p.country for p in place):
        return place
    states = {p.country for p in place}
    return next((row for row in later if all(p.country in states and p.id != p.country for p in row)), place)
