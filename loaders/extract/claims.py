"""From the parsed passages of an article to its statements and claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.attribution import Attributor, is_saying
from loaders.extract.builders import build
from loaders.extract.certainty import read, voiced
from loaders.extract.commitment import Reading
from loaders.extract.commitment import status as roll_up
from loaders.extract.context import is_only_context, without_explained
from loaders.extract.doers import is_by_doer, is_doer
from loaders.extract.drafts import Draft
from loaders.extract.event_dates import event_date
from loaders.extract.evidence import clause, evidence
from loaders.extract.explain import traced, traced_reaction
from loaders.extract.filler import Filler
from loaders.extract.intervals import is_of_another_day
from loaders.extract.named_events import is_named_in_full
from loaders.extract.own_ground import with_own_ground
from loaders.extract.performers import makers
from loaders.extract.places import PlaceFinder
from loaders.extract.reactions import reactions
from loaders.extract.references import takes_up
from loaders.extract.roles import Trigger, triggers
from loaders.extract.scene import choose
from loaders.extract.takenup import slots_of, taken_up
from loaders.extract.tenses import tense
from loaders.extract.voice import Voice
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Span, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Sentence

_READ: Final = frozenset(
    {ZoneKind.HEADLINE, ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE, ZoneKind.BACKGROUND, ZoneKind.RELATED}
)


def drafts(scene: Scene, passages: list[Passage]) -> Iterator[Draft]:
    """Yield every claim that the passages make, in order of the text, repetitions included."""
    before: list[Draft] = []
    for passage in passages:
        if passage.zone.kind not in _READ:
            continue
        worker = _PassageReader(scene, passage, before)
        for sentence in passage.doc.sents:
            found = list(worker.read(sentence))
            before += found
            yield from found


class _PassageReader:
    def __init__(self, scene: Scene, passage: Passage, before: list[Draft]) -> None:
        self._scene = scene
        self._passage = passage
        self._attributor = Attributor(scene, passage)
        self._places = PlaceFinder(scene, passage)
        self._before: list[Draft] = before

    def read(self, sentence: Sentence) -> Iterator[Draft]:
        reader = self._attributor.reader_of(sentence)
        filler = Filler(reader, self._places)
        found = list(triggers(reader, sentence))
        made = [draft for trigger in found for draft in self._drafts(filler, trigger, found)]
        made = list(without_explained(made))
        taken = {governor.i for draft in made for governor in draft.reading.governors}
        yield from made
        yield from self._reactions(sentence, taken, made)
        self._remember(sentence)

    def _reactions(self, sentence: Sentence, taken: set[int], made: list[Draft]) -> Iterator[Draft]:
        """Yield the claims made by denying, confirming or doubting what was said before."""
        start = self._passage.spans[sentence.start][0]
        for reaction in (replace(r, start=start) for r in reactions(sentence, taken)):
            voice = self._attributor.voice(reaction.token, reaction.reading, performative=True)
            if reaction.is_unsaid and voice.rule in {"floor kept", "source line"}:
                voice = Voice(rule="own check")
            model = taken_up(reaction, voice, [*self._before, *made])
            if model is None:
                continue
            slots = slots_of(reaction, voice, model)
            # Who made the claim does not carry the reaction to it.
            voice = replace(voice, carriers=tuple(c for c in voice.carriers if c not in model.voice.speakers))
            yield replace(
                model,
                slots=slots,
                reading=reaction.reading,
                status=roll_up(reaction.reading, by_doer=is_doer(slots, voice)),
                voice=voice,
                zone=self._passage.zone.kind,
                evidence=clause(self._passage, reaction.token),
                sentence=self._passage.span(sentence.start, sentence.end - 1),
                trigger="reaction",
                rules=("reaction", *reaction.reading.rules, voice.rule),
                trace=traced_reaction(self._passage, reaction.token),
            )

    def _drafts(self, filler: Filler, trigger: Trigger, others: list[Trigger]) -> Iterator[Draft]:
        reading = read(trigger.token, mood=trigger.frame.mood)
        if reading.dropped:
            return
        in_full = is_named_in_full(trigger, reading, self._passage)
        if is_only_context(trigger, reading, others, in_full=in_full):
            return
        moved, told = len(self._scene.moved), len(self._scene.told)
        row = build(filler, trigger)
        if reading.stance in _NOT_SO:
            del self._scene.moved[moved:]  # what is denied lends its parties to nothing
        if reading.stance == "commits":
            del self._scene.told[told:]  # whom one plans to strike is not whom one struck
        if not row:
            return
        voice = self._attributor.voice(
            trigger.token, reading, performative=trigger.frame.mood is not None and is_saying(trigger.token)
        )
        predicate = (
            None
            if voice.predicate is None or voice.rule == "floor kept"
            else self._passage.doc[voice.predicate]
        )
        reading = voiced(reading, predicate)
        words = evidence(self._passage, trigger, reading, voice, others)
        for slots in row:
            if not _befalls_its_sayer(trigger, slots, voice):
                yield self._made(trigger, reading, voice, words, slots)

    def _made(self, trigger: Trigger, reading: Reading, voice: Voice, words: Span, slots: Slots) -> Draft:
        return Draft(
            slots=with_own_ground(self._scene, trigger.token, slots),
            reading=reading,
            status=roll_up(reading, by_doer=is_by_doer(trigger, reading, voice, slots)),
            voice=voice,
            zone=self._passage.zone.kind,
            date=event_date(self._passage, trigger.token, reading, self._scene.published),
            evidence=words,
            sentence=self._passage.span(trigger.token.sent.start, trigger.token.sent.end - 1),
            trigger=trigger.frame.name,
            activity=trigger.frame.activity,
            transfer_stage=trigger.frame.transfer_stage,
            action=trigger.frame.action,
            nominal=not trigger.counted and trigger.token.pos_ not in {"VERB", "AUX"},
            performed=trigger.token.dep_ == "obj" and next(makers(trigger.token), None) is not None,
            doerless=trigger.arguments.subject is None,
            struck=_tells_of_attack(self._passage, trigger),
            tense=tense(trigger.token),
            takes_up=takes_up(trigger.token),
            aside=is_of_another_day(trigger.token),
            elsewhere=self._places.elsewhere(trigger.token),
            behind=self._places.behind(trigger.token),
            rules=(trigger.frame.name, *reading.rules, voice.rule),
            trace=traced(self._passage, trigger),
        )

    def _remember(self, sentence: Sentence) -> None:
        reader = self._attributor.reader()
        for token in sentence:
            found = self._passage.actors.get(token.i)
            if found is not None and not reader.describes(token):
                self._scene.note(choose(self._scene, found))
        self._attributor.hear(sentence)


def _tells_of_attack(passage: Passage, trigger: Trigger) -> bool:
    """Tell whether a trigger's sentence names an attack or a weapon, or takes one up: "It killed five"."""
    subject = trigger.arguments.subject
    if subject is not None and subject.lower_ in {"it", "that", "this", "they"}:
        return True
    return any(t.i in passage.weapons or lemma_of(t) in noun_class("strikes") for t in trigger.token.sent)


def _befalls_its_sayer(trigger: Trigger, slots: Slots, voice: Voice) -> bool:
    """Tell whether the tree took the sayer for a victim: "Six were killed, Jane Doe, a doctor, said"."""
    named = all(t.pos_ != "PRON" for tokens in trigger.roles.values() for t in tokens)
    return (
        named
        and bool(slots.victim)
        and set(slots.victim) <= {a for a in voice.speakers if a.kind == "person"}
    )


_NOT_SO: Final = frozenset({"denies", "not_observed", "refuses", "cannot_confirm"})
