"""Who says a claim: the chain from the original speaker outward, by sentence, zone or what came before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.commitment import Reading
from loaders.extract.covering import covering, segments
from loaders.extract.floor import goes_on, in_quotes
from loaders.extract.governors import kinds
from loaders.extract.labels import label_speaker
from loaders.extract.nominals import Reader
from loaders.extract.sayers import find_sayings
from loaders.extract.sayings import Saying, vocabulary
from loaders.extract.tree import ancestors, child
from loaders.extract.voice import Voice
from loaders.extract.words import lemma_of
from loaders.model import ZoneKind

if TYPE_CHECKING:
    from datetime import date

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Sentence, Token


_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})
_OURS: Final = frozenset({"we", "us", "our", "ours", "i", "my"})
_UTTERING: Final = frozenset({"speech", "confirm", "deny", "request"})


@dataclass(slots=True)
class Attributor:
    """Finds the voice of each claim of one passage; `floor` is who spoke last in it."""

    scene: Scene
    passage: Passage
    floor: Voice | None = None
    _found: tuple[int, list[Saying]] | None = None

    def voice(self, trigger: Token, reading: Reading, *, performative: bool) -> Voice:
        """Return who says what a predicate claims, `performative` when it is itself a way of saying."""
        sentence = trigger.sent
        said = self.sayings(sentence)
        hedged = reading.certainty != "certain" or reading.hearsay
        by_saying = not hedged and (performative or bool(kinds(trigger) & _UTTERING))
        covering_it = self._covering(said, sentence, trigger)
        row = [s for s in covering_it if s.source or s.token != trigger or by_saying]
        if any(s.own for s in row[:1]):
            return Voice(rule="own check")
        voice = self._chain(trigger, [s for s in row if not s.own])
        voice = self._with_source(voice) if voice.speakers else self._from_zone(trigger)
        return replace(voice, direct=voice.direct or in_quotes(trigger))

    def hear(self, sentence: Sentence) -> None:
        """Remember who a sentence is said by: the sentence is theirs, and so is the floor after it."""
        label = label_speaker(self.scene, self.passage)
        spoken = self._voice_of_sentence(sentence)
        if label is not None and (spoken is None or not spoken.speakers):
            spoken = self._with_source(Voice((label,), direct=True, rule="quote label"))
        asked = sentence[-1].text == "?" and not in_quotes(sentence[-1])
        if spoken is None or not spoken.speakers or asked:
            return
        self.floor = spoken
        self.scene.speakers += spoken.speakers
        self.scene.heard.append((self.passage.span(sentence.start, sentence.end - 1), spoken))

    def _voice_of_sentence(self, sentence: Sentence) -> Voice | None:
        """Return who a sentence as a whole is said by, or None when it names nobody."""
        said = [s for s in self.sayings(sentence) if not s.own]
        uttering = [s for s in said if s.source or kinds(s.token) & _UTTERING or s.token == sentence.root]
        if not uttering:
            return None
        depth = {s.token.i: sum(1 for _ in ancestors(s.token)) for s in uttering}
        first = next(
            (s for s in uttering if s.token == sentence.root), min(uttering, key=lambda s: depth[s.token.i])
        )
        return self.voice(first.token, Reading(), performative=True)

    def sayings(self, sentence: Sentence) -> list[Saying]:
        """Return the sayings of a sentence, found once."""
        if self._found is None or self._found[0] != sentence.start:
            self._found = (sentence.start, find_sayings(self.reader(), sentence))
        return self._found[1]

    def reader(self) -> Reader:
        """Return the reader of the passage's noun phrases, in the voice that has the floor."""
        first = self.floor.speakers[0] if self.floor is not None and self.floor.speakers else None
        return Reader(self.scene, self.passage, label_speaker(self.scene, self.passage) or first)

    def reader_of(self, sentence: Sentence) -> Reader:
        """Return the reader of a sentence's noun phrases: "we" is who says it there."""
        reader = self.reader()
        if not any(t.lower_ in _OURS and in_quotes(t) for t in sentence):
            return reader
        spoken = self._voice_of_sentence(sentence)
        return (
            reader if spoken is None or not spoken.speakers else replace(reader, speaker=spoken.speakers[0])
        )

    def _covering(self, said: list[Saying], sentence: Sentence, trigger: Token) -> list[Saying]:
        """Return the sayings whose words a trigger is among, the innermost first."""
        runs = segments(sentence, said)
        at = next(i for i, run in enumerate(runs) if run[0] <= trigger.i <= run[1])
        for index in range(at, -1, -1):
            here = [s for s in said if runs[index][0] <= s.token.i <= runs[index][1]]
            row = covering(here, trigger, same=index == at)
            if row or here:
                return row
        return []

    def _chain(self, trigger: Token, row: list[Saying]) -> Voice:
        voice = Voice()
        inner: Saying | None = None
        silent = len(row) > 1 and not row[0].source and _is_silent(row[0].token)
        for saying in row[1:] if silent else row:
            if inner is None:
                voice = Voice(
                    saying.who,
                    saying.carriers,
                    saying.token.i,
                    self._said(saying.token, trigger),
                    rule=_rule(saying),
                )
                inner = saying
            elif _speaks_for(saying, inner):
                voice = replace(
                    voice,
                    speakers=saying.who,
                    carriers=saying.carriers,
                    said=voice.said or self._said(saying.token, trigger),
                )
                inner = saying
            else:
                known = {*voice.speakers, *voice.carriers}
                voice = replace(
                    voice,
                    carriers=(
                        *voice.carriers,
                        *(a for a in (*saying.who, *saying.carriers) if a not in known),
                    ),
                )
        return voice

    def _said(self, governor: Token, trigger: Token) -> date | None:
        for token in governor.subtree:
            day = self.passage.dates.get(token.i)
            if day is None or day.first != day.last:
                continue
            clause = next(
                (a for a in ancestors(token) if a.i == trigger.i or a == governor or a.pos_ == "VERB"), None
            )
            if clause == governor:
                return day.first
        return None

    def _from_zone(self, trigger: Token) -> Voice:
        zone = self.passage.zone
        label = label_speaker(self.scene, self.passage)
        if label is not None:
            return self._with_source(Voice((label,), direct=True, rule="quote label"))
        if zone.kind is ZoneKind.LEAD and self.scene.sources:
            chain = self.scene.sources[0]
            return Voice(chain[:1], chain[1:], rule="source line")
        floor = self._floor_of(trigger)
        if floor is not None and zone.kind not in {ZoneKind.HEADLINE, ZoneKind.RELATED}:
            return replace(floor, rule="floor kept", said=None)
        if zone.kind is ZoneKind.BODY and len(self.scene.sources) == 1:
            chain = self.scene.sources[0]
            return Voice(chain[:1], chain[1:], rule="source line")
        return Voice()

    def _floor_of(self, trigger: Token) -> Voice | None:
        """Return who spoke before a sentence without a sayer, where it still is theirs; else None."""
        if self.floor is not None:
            return self.floor if in_quotes(trigger) or goes_on(trigger.sent) else None
        opened = trigger.doc[0].text == '"' and in_quotes(trigger)
        return self.scene.heard[-1][1] if opened and self.scene.heard else None

    def _with_source(self, voice: Voice) -> Voice:
        """Add the carriers that the page's source line names for whoever stands last in the chain."""
        if self.passage.zone.kind not in {ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE}:
            return voice
        known = {a.id for a in (*voice.speakers, *voice.carriers)}
        last = (voice.carriers or voice.speakers)[-1]
        for chain in self.scene.sources:
            at = next((i for i, actor in enumerate(chain) if actor.id == last.id), None)
            house = (
                len(self.scene.sources) == 1
                and not voice.carriers
                and last.country is not None
                and chain[0].country == last.country
            )
            if at is not None or house:
                return replace(
                    voice,
                    carriers=(*voice.carriers, *(a for a in chain[(at or 0) + 1 :] if a.id not in known)),
                )
        return voice


def is_saying(token: Token) -> bool:
    """Tell whether a predicate that makes a claim is itself a way of saying it: "promised", "asked for"."""
    return lemma_of(token) in vocabulary("performing") or bool(
        kinds(token) & {"request", "refuse", "confirm", "deny"}
    )


def _is_silent(token: Token) -> bool:
    """Tell what makes a source only where nobody tells of it: "detected a missile", "decided to send"."""
    return kinds(token) == frozenset({"perceive"}) or lemma_of(token) in vocabulary("deciding")


def _speaks_for(outer: Saying, inner: Saying) -> bool:
    """Tell whether the inner sayer is but whom the outer one speaks for: "said he knew"."""
    subject = child(inner.token, "nsubj", "nsubj:pass")
    if subject is not None and subject.lower_ in _PRONOUNS and not outer.source:
        return True
    if set(outer.who) & set(inner.who):
        return True
    minds = not kinds(inner.token) & _UTTERING or inner.token.lower_ in vocabulary("minds")
    same = outer.who[0].country is not None and outer.who[0].country == inner.who[0].country
    return minds and same and not outer.source


def _rule(saying: Saying) -> str:
    return "according to" if saying.source else f"speech:{saying.token.lemma_.lower()}"
