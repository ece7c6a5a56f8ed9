"""What holds until another is named: the place and the day of the events that a story tells of."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.place_phrases import place_words
from loaders.extract.settings import MAIN, Setting
from loaders.extract.stories import NOT_YET, TOLD_ON, is_short, is_total, other_sides
from loaders.extract.summaries import with_day_of_year, with_summaries
from loaders.model import ClaimType, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.drafts import Draft
    from loaders.extract.settings import Mark
    from loaders.model import EventDate, Place

_APART: Final = frozenset({ZoneKind.RELATED, ZoneKind.HEADLINE})
# Measured on the articles of the gold sets: what was said longer ago is right no more often than wrong.
_FAR: Final = 4
_NATIONWIDE: Final = re.compile(
    r"\b(?:(?:across|throughout) the (?:country|nation)|nationwide|countrywide)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Story:
    """What holds so far; the numbers are of the passages where an event, the place and the day were told."""

    places: tuple[Place, ...] = ()
    date: EventDate | None = None
    last: Draft | None = None
    passage: int | None = None
    placed: int = 0
    dated: int = 0


def with_context(drafts: Iterable[Draft], setting: Setting | None = None) -> list[Draft]:
    """Return the drafts, each strike or toll with the place, day and doer that hold from those before it.

    What the headline and the lead leave open is filled from the first telling of the body. A draft whose
    place or day was carried over says so in its rules.
    """
    found = setting or Setting()
    dated = [with_day_of_year(draft, found.marks) for draft in drafts]
    return with_summaries(list(_with_held(dated, found)), found.marks)


def _with_held(drafts: Iterable[Draft], setting: Setting) -> Iterator[Draft]:
    story, group, pending = _Story(), "", deque(setting.marks)
    for draft in drafts:
        if draft.zone in _APART:
            yield draft
            continue
        passage = setting.passage(draft.sentence.start)
        if _group(draft.zone) != group or (passage != story.passage and passage in setting.entries):
            story, group = _Story(), _group(draft.zone)
        while pending and pending[0].start <= draft.sentence.start:
            mark = pending.popleft()
            if mark.zone not in _APART and _group(mark.zone) == group:
                _set(story, mark, setting.passage(mark.start))
        yield _told(draft, story, passage) if draft.slots.type in TOLD_ON else draft


def _group(zone: ZoneKind) -> str:
    return "main" if zone in MAIN else zone.value


def _set(story: _Story, mark: Mark, passage: int) -> None:
    if mark.places:
        town = story.places if all(_is_building(place) for place in mark.places) else ()
        story.places = tuple(dict.fromkeys([*mark.places, *town]))
        story.placed = passage
    if mark.date is not None:
        story.date, story.dated = mark.date, passage


def _told(draft: Draft, story: _Story, passage: int) -> Draft:
    """Return a draft with what holds, and let its own place and day hold from now on."""
    draft = _with_doer(_dated(_placed(draft, story, passage), story, passage), story)
    if draft.slots.place and not is_total(draft) and "held:place" not in draft.rules:
        story.places, story.placed = draft.slots.place, passage
    if draft.date is not None and draft.date.end is not None and draft.date != story.date:
        story.date, story.dated = draft.date, passage
    story.last, story.passage = draft, passage
    return draft


def _placed(draft: Draft, story: _Story, passage: int) -> Draft:
    own = draft.slots.place
    if not story.places or not all(_is_building(place) for place in own) or not _takes_place(draft):
        return draft
    if passage > story.placed and not _goes_on(draft, story, passage):
        return draft
    if draft.behind and not draft.behind & {p.id for p in story.places}:
        return draft
    place = tuple(dict.fromkeys([*own, *(p for p in story.places if p.id not in draft.elsewhere)]))
    if place == own:
        return draft
    return replace(draft, slots=replace(draft.slots, place=place), rules=(*draft.rules, "held:place"))


def _goes_on(draft: Draft, story: _Story, passage: int) -> bool:
    """Tell whether a draft tells more of the story that was told some passages ago."""
    if draft.takes_up:
        return _is_near(story, passage)
    apart = _is_own_story(draft) or _is_other_story(draft, story)
    return not apart and _reaches(draft, story, passage)


def _takes_place(draft: Draft) -> bool:
    """Tell whether a draft may have its place from before: no plan, no figure for a whole country."""
    ahead = draft.reading.time_frame == "future" or draft.status in {"planned", "requested"}
    if ahead or draft.aside or _NATIONWIDE.search(draft.sentence.text):
        return False
    return draft.date is None or is_short(draft.date)


def _is_own_story(draft: Draft) -> bool:
    """Tell whether a strike is told by a verb, as what is new is; "the attack" takes up the one before."""
    slots = draft.slots
    told = slots.type is ClaimType.ARMED_ACTION and not draft.nominal
    return told and bool(slots.attacker) and bool(slots.target)


def _is_other_story(draft: Draft, story: _Story) -> bool:
    return story.last is not None and other_sides(draft, story.last)


def _reaches(draft: Draft, story: _Story, passage: int) -> bool:
    """Tell whether what was said some passages ago still holds: not for what goes on or has been going on."""
    return _is_near(story, passage) and draft.tense not in {"perfect", "present"}


def _is_near(story: _Story, passage: int) -> bool:
    return passage - (story.passage or passage) <= _FAR


def _is_building(place: Place) -> bool:
    """Tell whether a place that no list has is a hospital or its like, which stands in a town."""
    words = place.label.lower().split()
    return place.id.startswith("local-") and words[-1] in place_words("facilities")


def _dated(draft: Draft, story: _Story, passage: int) -> Draft:
    date, gap = story.date, passage - story.dated
    if draft.date is not None or date is None or draft.status in NOT_YET or is_total(draft) or draft.aside:
        return draft
    own_place = draft.slots.place and "held:place" not in draft.rules
    if not is_short(date) and (gap > 0 or own_place):
        return draft
    if story.passage not in {None, passage} and _is_other_story(draft, story):
        return draft
    if gap > 0 and not _reaches(draft, story, passage):
        return draft
    return replace(draft, date=date, rules=(*draft.rules, "held:date"))


def _with_doer(draft: Draft, story: _Story) -> Draft:
    """Return a toll that names nobody who killed with the doer of the event before, of the same day."""
    slots, last = draft.slots, story.last
    if last is None or slots.type is not ClaimType.CASUALTIES or slots.perpetrator or not draft.doerless:
        return draft
    if last.date != (draft.date or last.date):
        return draft
    states = {victim.country for victim in slots.victim} - {None}
    doers = last.slots.perpetrator or last.slots.attacker
    kept = tuple(a for a in doers if a not in slots.victim and a.country not in states)
    return replace(draft, slots=replace(slots, perpetrator=kept))
