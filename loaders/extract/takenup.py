"""Which earlier claim a reaction is about, and what it takes from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.extract.drafts import Draft
    from loaders.extract.reactions import Reaction
    from loaders.extract.slots import Slots
    from loaders.extract.voice import Voice
    from loaders.model import Actor

_NEXT_SENTENCE: Final = 4  # characters between the end of a sentence and the next, in the next paragraph

_SENTENCE_BETWEEN: Final = 250  # the same with a sentence between, which makes no claim


def taken_up(reaction: Reaction, voice: Voice, before: Sequence[Draft]) -> Draft | None:
    """Return the claim that a reaction is about: the last of the kind that it names, said by another."""
    if not voice.speakers and reaction.reading.stance not in {"affirms", "cannot_confirm"}:
        return None
    fitting = [draft for draft in before if _fits(reaction, voice, draft)]
    if not fitting:
        return None
    if reaction.is_disclaimed:
        fitting = [draft for draft in fitting if not _is_at_home(voice, draft)] or fitting
    last = fitting[-1]
    beside = [draft for draft in fitting if draft.sentence == last.sentence]
    if reaction.has_figure:
        return next((draft for draft in reversed(beside) if draft.slots.quantity is not None), last)
    deeds = (draft for draft in reversed(beside) if draft.slots.type is ClaimType.ARMED_ACTION)
    return next(deeds, last) if reaction.is_named else last


def slots_of(reaction: Reaction, voice: Voice, model: Draft) -> Slots:
    """Return what a reaction says happened, or not: as told before, without the figure it is not about."""
    slots = replace(model.slots, quantity=None) if reaction.is_general else model.slots
    if not reaction.is_disclaimed:
        return slots
    match slots.type:
        case ClaimType.ARMED_ACTION:
            return replace(slots, attacker=voice.speakers[:1])
        case ClaimType.CASUALTIES:
            return replace(slots, perpetrator=voice.speakers[:1])
        case ClaimType.DEPLOYMENT:
            return replace(slots, force=voice.speakers[:1])
        case ClaimType.WEAPONS_TRANSFER:
            return replace(slots, supplier=voice.speakers[:1])


def _fits(reaction: Reaction, voice: Voice, draft: Draft) -> bool:
    named = reaction.type is None or draft.slots.type is reaction.type
    ahead = reaction.reading.time_frame == "future"
    return (
        named
        and _is_meant(reaction, voice, draft)
        and (draft.voice.speakers[:1] != voice.speakers[:1] or ahead)
    )


def _is_meant(reaction: Reaction, voice: Voice, draft: Draft) -> bool:
    """Tell whether a reaction can be about a claim: of its own or the last sentence, or about who reacts."""
    gap = reaction.start - draft.sentence.end
    if reaction.is_disclaimed:  # "the attack" is the article's, however far above
        harmed = {_side(a) for a in (*draft.slots.target, *draft.slots.victim)}
        return not harmed & {_side(a) for a in voice.speakers}
    if reaction.is_named and reaction.reading.stance == "cannot_confirm" and gap <= _SENTENCE_BETWEEN:
        return True
    if reaction.is_undone:
        return True  # "the shipments have not been sent": those told of, however far above
    near = reaction.type is not None or reaction.is_named or reaction.is_unsaid
    if gap <= 0 or (gap <= _NEXT_SENTENCE and near):
        return True
    slots = draft.slots
    parties = (*slots.force, *slots.perpetrator, *slots.victim, *slots.supplier, *slots.recipient)
    involved = {_side(a) for a in (*parties, *slots.attacker, *slots.target, *slots.host)}
    return bool(involved & {_side(a) for a in voice.speakers}) or reaction.reading.time_frame == "future"


def _is_at_home(voice: Voice, draft: Draft) -> bool:
    """Tell whether an event took place in the land of who speaks."""
    lands = {a.country for a in voice.speakers if a.country}
    return bool(lands & {place.country for place in draft.slots.place})


def _side(actor: Actor) -> str:
    return actor.country or actor.id
