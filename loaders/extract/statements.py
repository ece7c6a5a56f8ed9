"""From drafts to numbered statements and claims; what was said without a claim is a statement too."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.extract.confidence import confidence
from loaders.model import Claim, Statement

if TYPE_CHECKING:
    from loaders.extract.drafts import Draft
    from loaders.extract.scene import Scene
    from loaders.extract.voice import Voice
    from loaders.model import Place, Span


def assemble(drafts: list[Draft], scene: Scene) -> tuple[tuple[Statement, ...], tuple[Claim, ...]]:
    """Return the statements in order of the text, and the claims that refer to them by position."""
    rows = [(_statement(d.voice, d.sentence), d) for d in drafts]
    covered = {row[0].evidence.start for row in rows}
    silent = [_statement(voice, words) for words, voice in scene.heard if words.start not in covered]
    statements = sorted(
        dict.fromkeys([*(s for s, _ in rows), *silent]), key=lambda s: (s.evidence.start, s.evidence.end)
    )
    position = {statement: index for index, statement in enumerate(statements)}
    count = Counter(said for said, _ in rows)
    claims = [_weighed(_claim(draft, position[said]), said, alone=count[said] == 1) for said, draft in rows]
    return tuple(statements), tuple(sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end)))


def _statement(voice: Voice, sentence: Span) -> Statement:
    return Statement(
        speakers=voice.speakers,
        carriers=voice.carriers,
        said=voice.said,
        direct=voice.direct,
        words=sentence.text,
        evidence=sentence,
    )


def _claim(draft: Draft, statement: int) -> Claim:
    slots, reading = draft.slots, draft.reading
    return Claim(
        type=slots.type,
        statement=statement,
        status=draft.status,
        stance=reading.stance,
        certainty=reading.certainty,
        time_frame=reading.time_frame,
        evidence=draft.evidence,
        zone=draft.zone,
        confidence=0.0,
        force=slots.force,
        host=slots.host,
        victim=slots.victim,
        perpetrator=slots.perpetrator,
        supplier=slots.supplier,
        recipient=slots.recipient,
        attacker=slots.attacker,
        target=slots.target,
        outcome=slots.outcome,
        activity=draft.activity,
        transfer_stage=draft.transfer_stage,
        action=draft.action,
        weapons=slots.weapons,
        place=_narrowest(slots.place),
        quantity=slots.quantity,
        date=draft.date,
        rules=draft.rules,
        trace=draft.trace,
    )


def _weighed(claim: Claim, statement: Statement, *, alone: bool) -> Claim:
    return replace(claim, confidence=confidence(claim, statement, alone=alone))


def _narrowest(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places without a state that another of them lies in."""
    within = {place.country for place in places if place.id != place.country}
    return tuple(place for place in places if place.id != place.country or place.country not in within)
