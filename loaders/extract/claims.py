"""From the parsed passages of an article to its statements and claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.attribution import Attributor, Voice, is_saying
from loaders.extract.builders import build
from loaders.extract.certainty import Reading, read, voiced
from loaders.extract.certainty import status as roll_up
from loaders.extract.event_dates import event_date
from loaders.extract.filler import Filler
from loaders.extract.governors import kinds
from loaders.extract.places import PlaceFinder
from loaders.extract.reactions import Reaction, reactions
from loaders.extract.roles import LIGHT, OCCURRING, Trigger, triggers
from loaders.extract.tree import ancestors, child, children, first_conjunct
from loaders.extract.words import lemma_of
from loaders.model import ClaimType, EventDate, Span, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from loaders.extract.filler import Slots
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A claim before it is numbered: slots, reading, voice and place in the text."""

    slots: Slots
    reading: Reading
    status: str
    voice: Voice
    zone: ZoneKind
    date: EventDate | None
    evidence: Span
    sentence: Span
    trigger: str
    activity: str | None = None
    transfer_stage: str | None = None
    action: str | None = None
    nominal: bool = False
    rules: tuple[str, ...] = ()


_READ: Final = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE, ZoneKind.BACKGROUND, ZoneKind.RELATED})


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
        reader = self._attributor.reader()
        filler = Filler(reader, self._places)
        found = list(triggers(reader, sentence))
        made = [draft for trigger in found for draft in self._drafts(filler, trigger, found)]
        made = list(_without_explained(made))
        taken = {governor.i for draft in made for governor in draft.reading.governors}
        yield from made
        yield from self._reactions(sentence, taken, made)
        self._remember(sentence, made)

    def _reactions(self, sentence: Sentence, taken: set[int], made: list[Draft]) -> Iterator[Draft]:
        """Yield the claims made by denying, confirming or doubting what was said before, without saying it again."""
        for reaction in reactions(sentence, taken):
            voice = self._attributor.voice(reaction.token, reaction.reading, performative=True)
            model = _model(reaction, voice, [*self._before, *made])
            if model is None:
                continue
            slots = replace(model.slots, quantity=None) if reaction.is_general else model.slots
            yield replace(
                model, slots=slots, reading=reaction.reading, status=roll_up(reaction.reading, by_doer=_is_doer(slots, voice)), voice=voice,
                zone=self._passage.zone.kind, evidence=self._passage.span(*_bounds(reaction.token)),
                sentence=self._passage.span(sentence.start, sentence.end - 1), trigger="reaction", rules=("reaction", *reaction.reading.rules, voice.rule),
            )  # fmt: skip

    def _drafts(self, filler: Filler, trigger: Trigger, others: list[Trigger]) -> Iterator[Draft]:
        reading = read(trigger.token, mood=trigger.frame.mood)
        if reading.dropped or _is_only_context(trigger, reading, others):
            return
        row = build(filler, trigger)
        if not row:
            return
        voice = self._attributor.voice(trigger.token, reading, performative=trigger.frame.mood is not None and is_saying(trigger.token))
        predicate = None if voice.predicate is None or voice.rule == "floor kept" else self._passage.doc[voice.predicate]
        reading = voiced(reading, predicate)
        evidence = _evidence(self._passage, trigger, reading, others)
        for slots in row:
            yield self._made(trigger, reading, voice, evidence, slots)

    def _made(self, trigger: Trigger, reading: Reading, voice: Voice, evidence: Span, slots: Slots) -> Draft:
        return Draft(
            slots=slots, reading=reading, status=roll_up(reading, by_doer=_is_doer(slots, voice)), voice=voice,
            zone=self._passage.zone.kind, date=event_date(self._passage, trigger.token, reading, self._scene.published), evidence=evidence,
            sentence=self._passage.span(trigger.token.sent.start, trigger.token.sent.end - 1), trigger=trigger.frame.name,
            activity=trigger.frame.activity, transfer_stage=trigger.frame.transfer_stage, action=trigger.frame.action,
            nominal=trigger.token.pos_ not in {"VERB", "AUX"}, rules=(trigger.frame.name, *reading.rules, voice.rule),
        )  # fmt: skip

    def _remember(self, sentence: Sentence, made: list[Draft]) -> None:
        for token in sentence:
            found = self._passage.actors.get(token.i)
            if found is not None and not self._attributor.reader().describes(token):
                from loaders.extract.scene import choose

                self._scene.note(choose(self._scene, found))
        spoken = sentence_voice(self._attributor, sentence)
        if spoken is not None:
            self._attributor.floor = spoken
            self._scene.speakers += spoken.speakers


def sentence_voice(attributor: Attributor, sentence: Sentence) -> Voice | None:
    """Return who a sentence as a whole is said by, or None when it names nobody."""
    voice = attributor.voice_of_sentence(sentence)
    return voice if voice is not None and voice.speakers else None


def _model(reaction: Reaction, voice: Voice, before: list[Draft]) -> Draft | None:
    """Return the claim that a reaction is about: the last of the kind that it names, said by another."""
    if not voice.speakers and reaction.reading.stance != "affirms":
        return None
    for draft in reversed(before):
        named = reaction.type is None or draft.slots.type is reaction.type
        if named and (draft.voice.speakers[:1] != voice.speakers[:1] or reaction.reading.time_frame == "future"):
            return draft
    return None


def _bounds(token: Token) -> tuple[int, int]:
    kept = [t.i for t in token.subtree if not t.is_punct]
    return min(kept), max(kept)


def _is_doer(slots: Slots, voice: Voice) -> bool:
    doers = {*slots.force, *slots.supplier, *slots.attacker}
    countries = {a.country for a in doers if a.country} | {a.id for a in doers}
    return any(s in doers or (s.country is not None and s.country in countries) for s in voice.speakers)


def _is_only_context(trigger: Trigger, reading: Reading, others: list[Trigger]) -> bool:
    """Tell whether a noun only names the event that explains or places another claim ("killed in an attack")."""
    token = first_conjunct(trigger.token)
    if trigger.counted or trigger.token.pos_ in {"VERB", "AUX"} or trigger.token.tag_ in {"VBN", "VBD"}:
        return False
    if any(token in tokens for o in others if o.token != token and o.frame.type is trigger.frame.type for tokens in o.roles.values()):
        return True
    if not any(trigger.roles.values()) and child(token, "det") is not None:
        return True  # "denied the attack": taken up by the reactions
    above = set(ancestors(token))
    if any(o.token in above and o.token.pos_ in {"VERB", "AUX"} and o.frame.type is not trigger.frame.type for o in others):
        return not reading.governors or trigger.frame.type is not ClaimType.CASUALTIES
    upper = token.head
    match token.dep_:
        case "obj" | "nsubj:pass" | "xcomp" | "ccomp":
            return lemma_of(upper) not in LIGHT and not kinds(upper) & _TELLING
        case "nsubj":
            return lemma_of(upper) not in OCCURRING and child(upper, "cop") is None
        case "nmod" | "obl" | "acl":
            return not kinds(upper) & _NOUNS_OF_SAYING and lemma_of(upper) not in {"responsibility", "blame", "speak", "number"} | LIGHT
        case "ROOT":
            return trigger.frame.type is not ClaimType.CASUALTIES and not any(trigger.roles.values())
        case _:
            return True


_TELLING: Final = frozenset({"confirm", "deny", "speech", "perceive", "commit", "request", "refuse", "believe"})
_NOUNS_OF_SAYING: Final = frozenset({"hearsay_nouns", "denial_nouns", "evidence_nouns", "commit_nouns", "request_nouns"})


# The evidence shows these even where the tree keeps them apart from the predicate ("3,000 dead").
_CARRIED: Final = ("victim", "force", "goods", "weapon", "intercepted")


def _evidence(passage: Passage, trigger: Trigger, reading: Reading, others: list[Trigger]) -> Span:
    """Return the words that carry the claim: the clause from the highest predicate that qualifies it."""
    top = reading.top or trigger.token
    skip = {o.token.i for o in others if o.token != trigger.token and o.token.dep_ == "conj" and o.token.i > trigger.token.i}
    skip |= {voice.i for voice in top.subtree if voice.dep_ == "parataxis"}
    kept = [t for t in top.subtree if not t.is_punct and not any(a.i in skip for a in (t, *ancestors(t)) if a in top.subtree)]
    kept += [t for role in _CARRIED for token in trigger.roles.get(role, ())[:1] for t in (token, *children(token, "nummod")) if t.sent == trigger.token.sent]
    subject = trigger.arguments.subject
    if trigger.token.dep_ == "acl:relcl" and subject is not None:
        kept.append(subject)
    while kept and min(kept, key=lambda t: t.i).dep_ in {"mark", "cc", "punct"} and len(kept) > 1:
        kept.remove(min(kept, key=lambda t: t.i))
    kept = kept or [trigger.token]
    first, last = min(t.i for t in kept), max(t.i for t in kept)
    if trigger.token.dep_ == "conj" and first < trigger.token.i and top == trigger.token:
        first = min(t.i for t in trigger.token.subtree)
    return passage.span(first, last)


def _without_explained(made: list[Draft]) -> Iterator[Draft]:
    """Leave out an attack that is named by a noun only, beside its own toll."""
    tolls = [d for d in made if d.slots.type is ClaimType.CASUALTIES]
    for draft in made:
        explains = draft.nominal and draft.slots.type is ClaimType.ARMED_ACTION and tolls and draft.reading.stance == "affirms"
        if not explains:
            yield draft


def with_held(draft: Draft, place: tuple[object, ...], date: EventDate | None) -> Draft:
    """Return a draft with the place and date that earlier sentences set, where it has none of its own."""
    slots = draft.slots if draft.slots.place else replace(draft.slots, place=place)  # type: ignore[arg-type]
    return replace(draft, slots=slots, date=draft.date or date)
