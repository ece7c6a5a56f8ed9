"""The sides that a claim leaves unsaid, as the article's other claims tell them: whose doing, against whom.

An analyst reads "the strike killed 12" with the one side that the story tells of striking there. So does
this, where the claims nearest to it, or else all of the article, know only one; never the claim's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.enemies import wars
from loaders.extract.scene import state
from loaders.extract.stories import is_total
from loaders.model import ClaimType, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from loaders.extract.drafts import Draft
    from loaders.extract.scene import Scene
    from loaders.extract.slots import Slots
    from loaders.model import Actor, EventDate

Actors = tuple["Actor", ...]

# What is told as having happened, or may have; a denial or a plan says nothing of who did what else.
_TOLD: Final = frozenset({"claimed", "confirmed"})
_PARTIES: Final = frozenset({"state", "armed_force", "armed_group", "coalition", "government"})
_STRIKES: Final = frozenset({"strike", "launch"})
_STATES: Final = _PARTIES - {"armed_group"}
_DOERS: Final = _PARTIES | {"people"}
# How many passages away what a side did is still what the story tells of; measured on unseen articles.
_NEAR: Final = 3
RULE: Final = "held:side"


@dataclass(frozen=True, slots=True)
class _Harm:
    """One side's act against others, as some claim tells it; `sides` are named, `lands` where it happened."""

    doers: Actors
    sides: frozenset[str]
    lands: frozenset[str]
    places: frozenset[str]
    named: Actors
    date: EventDate | None
    passage: int
    related: bool


def with_sides(drafts: Sequence[Draft], scene: Scene, passage: Callable[[int], int]) -> list[Draft]:
    """Return the drafts, strikes and tolls with the sides that the article's other claims agree on.

    `passage` tells the number of the passage that a character stands in. A draft that was completed says so
    in its rules.
    """
    drafts = [_at_war(draft, scene) for draft in drafts]
    harms = [harm for draft in drafts if (harm := _harm(draft, passage)) is not None]
    found = [_completed(draft, harms, passage(draft.sentence.start)) for draft in drafts]
    nobodys = {draft.sentence.start for draft in found if _is_nobodys(draft)}
    kept = [
        old if old.slots.type is ClaimType.CASUALTIES and old.sentence.start in nobodys else new
        for old, new in zip(drafts, found, strict=True)
    ]
    return [draft for draft in kept if not _says_nothing(draft)]


def _says_nothing(draft: Draft) -> bool:
    """Tell an attack of which nothing is said but what it hit, or with what: hardly an event."""
    slots = draft.slots
    told = slots.attacker or slots.place or draft.date or slots.quantity
    return (
        slots.type is ClaimType.ARMED_ACTION
        and draft.status in {"claimed", "expected", "planned"}
        and not told
    )


def _is_nobodys(draft: Draft) -> bool:
    """Tell whether a draft is an attack that nobody is told to have made: its toll is nobody's either."""
    return (
        draft.slots.type is ClaimType.ARMED_ACTION and draft.action in _STRIKES and not draft.slots.attacker
    )


def _at_war(draft: Draft, scene: Scene) -> Draft:
    """Return an attack by a state without a target as one on the state that it is at war with, if told of."""
    slots = draft.slots
    if draft.action not in _STRIKES or not slots.attacker or slots.target:
        return draft
    codes = {a.country for a in slots.attacker if a.kind in _STATES}
    others = {code for war in wars() if codes & war for code in war - codes if scene.countries[code]}
    if len(codes) != 1 or len(others) != 1 or _lands(slots) - others:
        return draft
    return replace(draft, slots=replace(slots, target=(state(others.pop()),)), rules=(*draft.rules, RULE))


def _harm(draft: Draft, passage: Callable[[int], int]) -> _Harm | None:
    slots = draft.slots
    if draft.status not in _TOLD or draft.action == "interception":
        return None
    doers = tuple(a for a in (*slots.attacker, *slots.perpetrator) if a.kind in _DOERS)
    both = bool(slots.attacker) and not slots.target and len({_key(a) for a in doers}) > 1
    if not doers or both:
        return None
    harmed = (*slots.target, *slots.victim)
    return _Harm(
        doers=doers,
        sides=frozenset(_key(a) for a in harmed if a.country or a.kind in _PARTIES),
        lands=_lands(slots),
        places=frozenset(place.id for place in slots.place),
        named=tuple(a for a in harmed if a.kind in _PARTIES),
        date=_own_date(draft),
        passage=passage(draft.sentence.start),
        related=draft.zone is ZoneKind.RELATED,
    )


def _completed(draft: Draft, harms: Iterable[_Harm], passage: int) -> Draft:
    slots = draft.slots
    near = [h for h in harms if _may_be_of(h, draft, passage)]
    match slots.type:
        case ClaimType.CASUALTIES if not slots.perpetrator:
            told = near if draft.struck else _close(near, draft, passage)
            filled = replace(slots, perpetrator=_doers(told, slots.victim, slots, passage))
        case ClaimType.ARMED_ACTION if draft.action == "interception":
            filled = _interception(slots, [h for h in near if _is_of_war(h)], passage)
        case ClaimType.ARMED_ACTION if draft.action in _STRIKES:
            told = [h for h in near if abs(passage - h.passage) <= _NEAR or _is_of_war(h)]
            filled = _action(slots, told, passage)
            if draft.action == "launch" and not any(map(_is_of_war, told)):
                filled = replace(filled, target=slots.target)
        case _:
            return draft
    return draft if filled == slots else replace(draft, slots=filled, rules=(*draft.rules, RULE))


def _is_of_war(harm: _Harm) -> bool:
    """Tell an act between states at war, who go on striking each other: it holds for the whole article."""
    others = harm.sides | harm.lands
    return any(frozenset({_key(doer), other}) in wars() for doer in harm.doers for other in others)


def _close(harms: list[_Harm], draft: Draft, passage: int) -> list[_Harm]:
    """Return the acts that a toll which names no attack can be of: told with it or right before it."""
    return [] if is_total(draft) else [h for h in harms if 0 <= passage - h.passage <= 1 and _is_of_war(h)]


def _may_be_of(harm: _Harm, draft: Draft, passage: int) -> bool:
    """Tell whether what was told of a side can hold for a claim.

    A state goes on striking its enemy; a group's other attacks say nothing of one that is told apart.
    """
    if harm.related != (draft.zone is ZoneKind.RELATED) or _are_apart(harm.date, _own_date(draft)):
        return False
    is_toll_near = draft.slots.type is ClaimType.CASUALTIES and 0 <= passage - harm.passage <= 1
    if is_toll_near or all(a.kind in _STATES for a in harm.doers):
        return True
    same_day = harm.date is not None and _own_date(draft) is not None
    return same_day or bool({p.id for p in draft.slots.place} & harm.places)


def _action(slots: Slots, harms: list[_Harm], passage: int) -> Slots:
    if not slots.attacker:
        slots = replace(slots, attacker=_doers(harms, slots.target, slots, passage))
    if not slots.target and len({_key(a) for a in slots.attacker}) == 1 and _are_known(slots.attacker):
        slots = replace(slots, target=_opponents(harms, slots.attacker, passage))
    return slots


def _interception(slots: Slots, harms: list[_Harm], passage: int) -> Slots:
    """Who launched what was shot down is the target, whom it was launched at the attacker."""
    if slots.attacker and not slots.target:
        return replace(slots, target=_doers(harms, slots.attacker, slots, passage))
    if slots.target and not slots.attacker:
        return replace(slots, attacker=_opponents(harms, slots.target, passage))
    lands = _lands(slots)
    if slots.target or slots.attacker or len(lands) != 1:
        return slots
    target = _doers(harms, (), slots, passage)
    return replace(slots, target=target, attacker=tuple(map(state, lands))) if target else slots


def _doers(harms: Iterable[_Harm], harmed: Actors, slots: Slots, passage: int) -> Actors:
    """Return the one side told of harming these, of striking in the land where nobody is named; else ().

    Who is not at war with them has to have struck at the very place: measured on unseen articles, what a
    story tells of others' acts is right no more often than wrong.
    """
    own = {_key(a) for a in harmed}
    others = [h for h in harms if not own & {_key(a) for a in h.doers}]
    if harmed and all(a.kind == "armed_group" and a.id.startswith("local-") for a in harmed):
        # "militants" are a group's own, not its victims
        others = [h for h in others if not _is_group(h.doers)]
    if harmed:
        places = {place.id for place in slots.place}
        told = [h for h in others if own & h.sides]
        reached = [h for h in told if _is_of_war(h) or (_is_group(h.doers) and places & h.places)]
    else:
        lands = _lands(slots)
        struck = [h for h in others if lands & _reach(h) and not lands & {_key(a) for a in h.doers}]
        reached = [h for h in struck if _is_of_war(h)]
    return _agreed([(h.doers, h.passage) for h in reached], passage)


def _opponents(harms: Iterable[_Harm], doers: Actors, passage: int) -> Actors:
    """Return the one side told of as harmed by these, failing that as harming them; () if there are more."""
    own = {_key(a) for a in doers}
    struck = [(_of(h), h.passage) for h in harms if own & {_key(a) for a in h.doers}]
    struck = [(row, at) for row, at in struck if row and not own & {_key(a) for a in row}]
    if struck:
        return _agreed(struck, passage)
    back = [
        (tuple(a for a in h.doers if a.kind in _PARTIES), h.passage)
        for h in harms
        if own & h.sides and not own & {_key(a) for a in h.doers}
    ]
    return _agreed([(row, at) for row, at in back if row], passage)


def _of(harm: _Harm) -> Actors:
    """Return the parties that an act was against: those named, else the one state where it happened."""
    if harm.named or not _is_of_war(harm) or len(harm.lands) != 1 or harm.sides - harm.lands:
        return harm.named
    return tuple(state(code) for code in harm.lands)


def _agreed(rows: list[tuple[Actors, int]], passage: int) -> Actors:
    """Return the actors on which the nearest passage's rows agree, else all rows; () where neither does."""
    before = [at for _, at in rows if at <= passage]
    nearest = max(before, default=min((at for _, at in rows), default=passage))
    for chosen in ([row for row in rows if row[1] == nearest and abs(nearest - passage) <= 1], rows):
        sides = {frozenset(_key(a) for a in row) for row, _ in chosen}
        if len(sides) == 1:
            return chosen[0][0]
    return ()


def _lands(slots: Slots) -> frozenset[str]:
    return frozenset(place.country for place in slots.place if place.country)


def _are_known(actors: Actors) -> bool:
    """Tell whether actors are parties by name, not "gunmen" or "rebels"."""
    return all(a.kind in _PARTIES and not a.id.startswith("local-") for a in actors)


def _reach(harm: _Harm) -> frozenset[str]:
    """Return whose land an act harms: who strikes an armed group does not strike the land that it is in."""
    return harm.sides if _is_group(harm.named) else harm.lands | harm.sides


def _is_group(actors: Actors) -> bool:
    """Tell whether a side is an armed group: who strikes in its land need not strike it."""
    return any(a.kind == "armed_group" for a in actors)


def _own_date(draft: Draft) -> EventDate | None:
    """Return the day that a claim's own sentence gives: one that was carried over rules nothing out."""
    return None if "held:date" in draft.rules else draft.date


def _are_apart(a: EventDate | None, b: EventDate | None) -> bool:
    """Tell whether two days rule each other out."""
    if a is None or b is None:
        return False
    return (a.end is not None and a.end < b.start) or (b.end is not None and b.end < a.start)


def _key(actor: Actor) -> str:
    return actor.id if actor.kind == "armed_group" else actor.country or actor.id
