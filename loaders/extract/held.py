"""What holds until another is named: the place and the day of the events that a story tells of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.event_dates import story_date
from loaders.extract.places import PlaceFinder
from loaders.model import ClaimType, EventDate, Place, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from loaders.extract.drafts import Draft
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.model import Actor

# Strikes and their tolls are told over several sentences; deployments and transfers say their own place.
_TOLD_ON: Final = frozenset({ClaimType.CASUALTIES, ClaimType.ARMED_ACTION})
_SUMMARIES: Final = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD})
_MAIN: Final = frozenset({ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE})
_SHORT: Final = 7  # days: what lasts longer is a period of which others tell
# A figure for a whole war or year is of no single day.
_TOTALS: Final = re.compile(
    r"\bsince\b|\bso far\b|\bto date\b|\boverall\b|\b(?:every|each|per) (?:day|week|month)\b|\bdaily\b|\bthe (?:whole|entire) war\b|\bin total\b|\balready\b",
    re.IGNORECASE,
)
_NATIONWIDE: Final = re.compile(r"\b(?:across|throughout) the (?:country|nation)\b|\bnationwide\b|\bcountrywide\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sentence sets for those after it: places, and the day of an event that it names."""

    start: int
    zone: ZoneKind
    places: tuple[Place, ...]
    date: EventDate | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the passages of an article start, and the marks that they set, both in order of the text."""

    starts: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()

    def passage(self, draft: Draft) -> int:
        """Return the number of the passage that a draft stands in."""
        return bisect_right(self.starts, draft.sentence.start)


@dataclass(slots=True)
class _Story:
    """What holds so far; `passage` is where the last event was told, `near` whether that is the draft's own."""

    places: tuple[Place, ...] = ()
    date: EventDate | None = None
    last: Draft | None = None
    passage: int | None = None
    near: bool = True


def setting(scene: Scene, passages: Sequence[Passage]) -> Setting:
    """Return what the sentences of an article set for those after them."""
    found: list[Mark] = []
    for passage in passages:
        finder = PlaceFinder(scene, passage)
        for sentence in passage.doc.sents:
            places, day = finder.story(sentence), story_date(passage, sentence)
            if places or day is not None:
                found.append(Mark(passage.spans[sentence.start][0], passage.zone.kind, places, day))
    return Setting(tuple(p.zone.start for p in passages), tuple(found))


def with_context(drafts: Iterable[Draft], scene: Setting = Setting()) -> list[Draft]:
    """Return the drafts, each strike or toll with the place, day and doer that hold from those before it.

    What the headline and the lead leave open is filled from the first telling of the body.
    """
    dated = [_dated(draft, scene.marks) for draft in drafts]
    return _with_summaries(list(_with_held(dated, scene)), scene.marks)


def _with_held(drafts: Iterable[Draft], scene: Setting) -> Iterator[Draft]:
    story, group = _Story(), None
    pending = list(scene.marks)
    for draft in drafts:
        if draft.zone in {ZoneKind.RELATED, ZoneKind.HEADLINE}:
            yield draft
            continue
        if _group(draft.zone) != group:
            story, group = _Story(), _group(draft.zone)
        while pending and pending[0].start <= draft.sentence.start:
            _set(story, pending.pop(0), group)
        if draft.slots.type in _TOLD_ON:
            passage = scene.passage(draft)
            story.near = story.passage in {None, passage}
            draft = _completed(draft, story)  # noqa: PLW2901
            _remember(story, draft)
            story.passage = passage
        yield draft


def _group(zone: ZoneKind) -> str:
    return "main" if zone in _MAIN else zone.value


def _set(story: _Story, mark: Mark, group: str | None) -> None:
    if _group(mark.zone) != group or mark.zone in {ZoneKind.RELATED, ZoneKind.HEADLINE}:
        return
    story.places = mark.places or story.places
    story.date = mark.date or story.date


def _remember(story: _Story, draft: Draft) -> None:
    story.places = draft.slots.place or story.places
    if draft.date is not None and draft.date.end is not None:
        story.date = draft.date
    story.last = draft


def _is_short(date: EventDate) -> bool:
    return date.end is not None and (date.end - date.start).days <= _SHORT


def _completed(draft: Draft, story: _Story) -> Draft:
    slots, rules, date = draft.slots, draft.rules, draft.date
    if not slots.place and story.places and _may_hold_place(draft, story):
        slots = replace(slots, place=story.places)
        rules = (*rules, "held:place")
    if date is None and story.date is not None and _may_hold_date(draft, story):
        date = story.date
        rules = (*rules, "held:date")
    last = story.last
    if last is not None and slots.type is ClaimType.CASUALTIES and not slots.perpetrator and last.date == (draft.date or last.date):
        doers = last.slots.perpetrator or last.slots.attacker
        slots = replace(slots, perpetrator=tuple(a for a in doers if a not in slots.victim and (a.country is None or a.country not in {v.country for v in slots.victim})))
    return replace(draft, slots=slots, date=date, rules=rules)


def _may_hold_date(draft: Draft, story: _Story) -> bool:
    if draft.status in {"expected", "planned", "requested"} or _TOTALS.search(draft.sentence.text):
        return False
    if story.date is not None and not _is_short(story.date) and (not story.near or draft.slots.place):
        return False
    return story.near or not _is_other_side(draft, story)


def _may_hold_place(draft: Draft, story: _Story) -> bool:
    if draft.status in {"planned", "requested"} or _NATIONWIDE.search(draft.sentence.text):
        return False
    if draft.date is not None and not _is_short(draft.date):
        return False
    if not story.near and draft.slots.type is ClaimType.ARMED_ACTION and not draft.nominal and draft.slots.target and draft.slots.attacker:
        return False
    return story.near or not _is_other_side(draft, story)


def _is_other_side(draft: Draft, story: _Story) -> bool:
    """Tell whether somebody else strikes than in the event before."""
    last = story.last
    if last is None:
        return False
    doers, before = _doers(draft), _doers(last)
    return bool(doers) and bool(before) and not doers & before


def _doers(draft: Draft) -> set[str]:
    """Return who is said to strike, by state or name; people nobody names are left out."""
    slots = draft.slots
    doers = slots.target if draft.action == "interception" else (*slots.attacker, *slots.perpetrator)
    return {_key(a) for a in doers if not a.id.startswith("local-")}


def _key(actor: Actor) -> str:
    return actor.country or actor.id


def _with_summaries(drafts: list[Draft], marked: Sequence[Mark]) -> list[Draft]:
    return [_filled(draft, drafts, marked) if draft.zone in _SUMMARIES and draft.slots.type in _TOLD_ON else draft for draft in drafts]


def _filled(draft: Draft, drafts: Sequence[Draft], marked: Sequence[Mark]) -> Draft:
    """Return a summary's draft with the day and the narrower place of the first telling after it."""
    start = draft.sentence.start
    rows = [(d.sentence.start, d.date, d.slots.place) for d in drafts if d.zone in _MAIN and d.slots.type in _TOLD_ON and _is_same_story(draft, d)]
    rows = sorted((row for row in [*rows, *((m.start, m.date, m.places) for m in marked if m.zone in _MAIN)] if row[0] > start), key=lambda row: row[0])
    date = _day(draft, [day for _, day, _ in rows if day is not None and _is_short(day)])
    place = _narrowed(draft, [places for _, _, places in rows if places])
    rules = (*draft.rules, *(["held:date"] if date != draft.date else []), *(["held:place"] if place != draft.slots.place else []))
    return replace(draft, slots=replace(draft.slots, place=place), date=date, rules=rules)


def _dated(draft: Draft, marked: Sequence[Mark]) -> Draft:
    """Return the draft of a strike "of 2019" with the day that the text gives for it elsewhere: "the Feb. 23, 2019, strike"."""
    date = draft.date
    if date is None or date.precision != "year" or draft.slots.type not in _TOLD_ON:
        return draft
    days = {m.date for m in marked if m.date is not None and m.date.precision == "day" and m.date.start.year == date.start.year}
    return replace(draft, date=days.pop(), rules=(*draft.rules, "held:date")) if len(days) == 1 else draft


def _day(draft: Draft, later: Sequence[EventDate]) -> EventDate | None:
    open_status = draft.status in {"expected", "planned", "requested"}
    if draft.date is not None or open_status or _TOTALS.search(draft.sentence.text):
        return draft.date
    return next(iter(later), None)


def _narrowed(draft: Draft, later: Sequence[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Return the first places told later that lie in the state which is all that a summary names."""
    place = draft.slots.place
    if not place or any(p.id != p.country for p in place):
        return place
    states = {p.country for p in place}
    return next((row for row in later if all(p.country in states and p.id != p.country for p in row)), place)


def _is_same_story(summary: Draft, draft: Draft) -> bool:
    one, two = _doers(summary), _doers(draft)
    return not one or not two or bool(one & two)
