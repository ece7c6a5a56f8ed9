"""One claim for what one source says once: repetitions in headline, lead and body fall together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.drafts import Draft
    from loaders.model import Actor, Place

_PARTIES: Final = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
_SUMMARIES: Final = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD})


def merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts in order, each claim once, with the fuller place in the text as its evidence."""
    kept: list[Draft] = []
    for draft in drafts:
        for index, other in enumerate(kept):
            if _is_same(other, draft):
                kept[index] = _fuller(other, draft)
                break
        else:
            kept.append(draft)
    return kept


def _is_same(a: Draft, b: Draft) -> bool:
    if (
        a.slots.type is not b.slots.type
        or a.status != b.status
        or a.slots.outcome != b.slots.outcome
        or a.activity != b.activity
        or _differs(a, b)
    ):
        return False
    if a.zone is ZoneKind.RELATED or b.zone is ZoneKind.RELATED:
        return False
    if a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end and a.trigger == b.trigger:
        return _slots_agree(a, b)
    summary = a.zone in _SUMMARIES or b.zone in _SUMMARIES
    heard = _voice_agrees(a, b, summary=summary)
    return heard and _slots_agree(a, b) and (summary or _is_said_again(a, b))


def _differs(a: Draft, b: Draft) -> bool:
    return a.action != b.action and "interception" in {a.action, b.action}


def _is_said_again(a: Draft, b: Draft) -> bool:
    """Outside headline and lead, only the same figures, or none of something in common, repeat a claim."""
    return _numbers(a) == _numbers(b) and _date_agrees(a, b) and _has_in_common(a, b)


def _has_in_common(a: Draft, b: Draft) -> bool:
    one, two = {p.id for p in a.slots.place}, {p.id for p in b.slots.place}
    if _numbers(a) is not None or one & two:
        return True
    if bool(one) != bool(two):
        return False
    pairs = ((getattr(a.slots, name), getattr(b.slots, name)) for name in _PARTIES)
    return any({_key(x) for x in one} & {_key(x) for x in two} for one, two in pairs)


def _voice_agrees(a: Draft, b: Draft, *, summary: bool) -> bool:
    first, second = a.voice.speakers[:1], b.voice.speakers[:1]
    if first == second:
        return True
    if summary and (not first or not second):
        return True
    return bool(summary and first and second and _is_house(first[0], second[0]))


def _is_house(a: Actor, b: Actor) -> bool:
    """Tell whether one speaks for the other: an official and the ministry or state."""
    return (
        a.country is not None
        and a.country == b.country
        and "news_organization" not in {a.kind, b.kind}
        and "people" not in {a.kind, b.kind}
    )


def _slots_agree(a: Draft, b: Draft) -> bool:
    if not all(_actors_agree(getattr(a.slots, p), getattr(b.slots, p)) for p in _PARTIES):
        return False
    if (
        a.slots.type is not ClaimType.CASUALTIES
        and {w.concept for w in a.slots.weapons} ^ {w.concept for w in b.slots.weapons}
        and a.slots.weapons
        and b.slots.weapons
    ):
        return False
    one, two = _numbers(a), _numbers(b)
    return (one is None or two is None or one == two) and _date_agrees(a, b) and _place_agrees(a, b)


def _numbers(draft: Draft) -> tuple[int | None, int | None] | None:
    count = draft.slots.quantity
    if count is None or (count.low is None and count.high is None):
        return None
    return count.low, count.high


def _actors_agree(a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
    if not a or not b:
        return True
    return bool({_key(x) for x in a} & {_key(x) for x in b})


def _key(actor: Actor) -> str:
    return actor.country or actor.id


def _date_agrees(a: Draft, b: Draft) -> bool:
    if a.date is None or b.date is None:
        return True
    return a.date.start <= (b.date.end or b.date.start) and b.date.start <= (a.date.end or a.date.start)


def _place_agrees(a: Draft, b: Draft) -> bool:
    if not a.slots.place or not b.slots.place:
        return True
    one, two = {p.id for p in a.slots.place}, {p.id for p in b.slots.place}
    return bool(one & two) or (
        {p.country for p in a.slots.place} == {p.country for p in b.slots.place}
        and (a.zone in _SUMMARIES or b.zone in _SUMMARIES)
    )


def _fuller(a: Draft, b: Draft) -> Draft:
    """Return the draft with more of its slots filled, completed from the other; body text before headline."""
    best, other = (a, b) if _richness(a) >= _richness(b) else (b, a)
    filled = {
        name: getattr(best.slots, name) or getattr(other.slots, name)
        for name in (
            "host",
            "perpetrator",
            "recipient",
            "supplier",
            "target",
            "attacker",
            "place",
            "quantity",
        )
    }
    filled["place"] = _narrower(best.slots.place, other.slots.place)
    voice = best.voice if best.voice.speakers else other.voice
    return replace(best, slots=replace(best.slots, **filled), voice=voice, date=best.date or other.date)


def _narrower(a: tuple[Place, ...], b: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that are not just a state, where one side has such."""
    if a and b and all(p.id == p.country for p in a):
        return b
    return a or b


def _richness(draft: Draft) -> tuple[int, int]:
    slots = draft.slots
    filled = (
        slots.host,
        slots.victim,
        slots.perpetrator,
        slots.recipient,
        slots.supplier,
        slots.target,
        slots.attacker,
        slots.place,
        slots.weapons,
        slots.quantity,
    )
    return sum(1 for value in filled if value) + bool(draft.date), -(draft.zone is ZoneKind.HEADLINE)
