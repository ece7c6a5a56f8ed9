"""Who says a claim: the chain from the original speaker outward, found in the sentence, the zone or what came before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds, words
from loaders.extract.lexicon import actor_names, straight
from loaders.extract.nominals import Reader
from loaders.extract.scene import choose, local_actor
from loaders.extract.speakers import is_medium, speakers
from loaders.extract.tree import ancestors, arguments, child, children, preposition
from loaders.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from spacy.tokens import Token

    from loaders.extract.certainty import Reading
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.model import Actor


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: joint original speakers, then carriers outward; nobody means the article's own voice."""

    speakers: tuple[Actor, ...] = ()
    carriers: tuple[Actor, ...] = ()
    predicate: int | None = None
    said: date | None = None
    direct: bool = False
    rule: str = "article"


_SPEAKING: Final = ("speech", "confirm", "deny", "believe", "request", "refuse", "perceive", "suspend", "unclear", "aware", "evidence_nouns", "hearsay_nouns", "denial_nouns", "ready", "unable", "fail")
_PROMISES: Final = frozenset({"promise", "pledge", "vow", "announce", "threaten", "offer", "swear", "propose", "approve", "agree", "undertake"})
_ACCORDING: Final = frozenset({"according to", "per", "citing", "in the words of"})
_CITING: Final = frozenset({"cite", "quote", "reference"})
_QUOTE_FROM: Final = re.compile(r"(?:quote|comment|statement|remarks?)s?\s+(?:from|by|of)\s+(.*?)\s*:?\s*$", re.IGNORECASE)
_SAYING: Final = frozenset({"say", "write", "tell", "add", "report", "announce", "state", "note", "confirm", "claim", "post", "explain", "reply", "respond", "warn"})


@dataclass(slots=True)
class Attributor:
    """Finds the voice of each claim of one passage; `floor` is who spoke last in it."""

    scene: Scene
    passage: Passage
    floor: Voice | None = None

    def voice(self, trigger: Token, reading: Reading, *, performative: bool) -> Voice:
        """Return who says what a predicate claims, `performative` when the predicate itself is a way of saying."""
        links: list[tuple[Token, tuple[Actor, ...], tuple[Actor, ...]]] = []
        for governor in self._governors(trigger, reading, performative=performative):
            found = self.link(governor)
            if found is not None:
                links.append((governor, *found))
        voice = self._chain(trigger, links)
        voice = self._according(trigger, voice)
        if not voice.speakers:
            voice = self._from_zone(trigger)
        else:
            voice = self._with_source(voice)
        return replace(voice, direct=voice.direct or in_quotes(trigger))

    def voice_of_label(self, speaker: Actor) -> Voice:
        """Return the voice of a passage that its label gives to a speaker."""
        return self._with_source(Voice((speaker,), direct=True, rule="quote label"))

    def link(self, governor: Token) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
        """Return (speakers, carriers) of one predicate of saying, inside out, or None when it has no sayer."""
        reader = self.reader()
        subject, medium = self._sayer(governor)
        who = speakers(reader, subject)
        if not who and governor.lemma_.lower() in _SAYING:
            who = self._beside(governor)
        cited = self._cited(governor)
        carriers = medium
        if cited:
            who, carriers = cited, (*who, *medium)
        return (who, carriers) if who else None

    def reader(self) -> Reader:
        """Return the reader of the passage's noun phrases, in the voice that has the floor."""
        first = self.floor.speakers[0] if self.floor is not None and self.floor.speakers else None
        return Reader(self.scene, self.passage, label_speaker(self.scene, self.passage) or first)

    def _governors(self, trigger: Token, reading: Reading, *, performative: bool) -> Iterator[Token]:
        seen: set[int] = set()
        row = [trigger, *reading.governors] if performative else list(reading.governors)
        for governor in (*row, *self._beyond(trigger)):
            if governor.i not in seen and (governor is trigger or _can_speak(governor)):
                seen.add(governor.i)
                yield governor

    def _beyond(self, trigger: Token) -> Iterator[Token]:
        """Yield predicates of saying that stand beside the clause, not over it: ", X said"."""
        for token in (trigger, *ancestors(trigger)):
            for c in children(token, "parataxis", "ccomp", "conj", "advcl", "acl", "dep", "appos"):
                if c.i > trigger.i and "speech" in kinds(c) | _spoken(c) and _is_inserted(c, trigger):
                    yield c
            if token != trigger and "speech" in kinds(token) and token.i > trigger.i:
                yield token

    def _sayer(self, governor: Token) -> tuple[Token | None, tuple[Actor, ...]]:
        """Return the phrase that says, and whoever the words are carried by: told to, quoted by."""
        if governor.pos_ in {"NOUN", "ADJ", "ADV", "PROPN"} and child(governor, "cop") is None:
            head = governor.head
            return child(governor, "nmod:poss") or (arguments(head).subject if governor.dep_ in {"obj", "obl", "xcomp"} else None), ()
        row = arguments(governor)
        reader = self.reader()
        told = [t for t in (row.indirect, row.object) if t is not None and governor.lemma_ in {"tell", "inform", "brief"} and is_medium(reader, t)]
        by = [t for case, t in row.phrases if case in {"to"} and is_medium(reader, t)]
        believer = row.object if row.passive and row.subject is None and "believe" in kinds(governor) else row.subject
        return believer, tuple(actor for t in (*told, *by) for actor in speakers(reader, t))

    def _beside(self, governor: Token) -> tuple[Actor, ...]:
        """Read the words between the last comma or quote and "said", where the tree has lost the subject."""
        doc = self.passage.doc
        start = governor.i - (governor.i > governor.sent.start and doc[governor.i - 1].text == ",")
        while start > governor.sent.start and doc[start - 1].text not in {",", '"', ";", "-", "("}:
            start -= 1
        if governor.i - start > 14 or start == governor.sent.start:
            start = governor.i
        span = list(doc[start : governor.i]) or list(doc[governor.i + 1 : governor.i + 8])
        reader = self.reader()
        for token in span:
            if token.pos_ in {"PROPN", "NOUN", "ADJ"} and token.dep_ not in {"compound", "amod", "nmod", "nmod:poss", "obl"}:
                who = speakers(reader, token)
                if who:
                    return who
        return ()

    def _cited(self, governor: Token) -> tuple[Actor, ...]:
        for c in children(governor, "advcl", "acl", "xcomp", "conj", "obl"):
            if c.lemma_.lower() in _CITING and c.tag_ == "VBG":
                return speakers(self.reader(), child(c, "obj"))
            if preposition(c) in {"citing", "quoting"}:
                return speakers(self.reader(), c)
        return ()

    def _chain(self, trigger: Token, links: Iterable[tuple[Token, tuple[Actor, ...], tuple[Actor, ...]]]) -> Voice:
        voice = Voice()
        for governor, who, carriers in links:
            if not voice.speakers:
                voice = Voice(who, carriers, governor.i, self._said(governor, trigger), rule=f"speech:{governor.lemma_.lower()}")
            elif not set(who) & {*voice.speakers, *voice.carriers}:
                voice = replace(voice, carriers=(*voice.carriers, *who, *carriers))
        return voice

    def _said(self, governor: Token, trigger: Token) -> date | None:
        for token in governor.subtree:
            day = self.passage.dates.get(token.i)
            if day is None or day.first is None or day.first != day.last:
                continue
            clause = next((a for a in ancestors(token) if a.i == trigger.i or a == governor or a.pos_ == "VERB"), None)
            if clause == governor:
                return day.first
        return None

    def _according(self, trigger: Token, voice: Voice) -> Voice:
        for token in (trigger, *ancestors(trigger)):
            for c in (*children(token, "obl", "advmod", "nmod", "advcl", "acl", "parataxis", "dep"),):
                if preposition(c) in _ACCORDING or (c.lower_ == "according"):
                    head = c if preposition(c) else child(c, "obl", "nmod") or c
                    who = speakers(self.reader(), head)
                    if who and not set(who) & {*voice.speakers, *voice.carriers}:
                        inner = voice.speakers and voice.predicate is not None and self.passage.doc[voice.predicate].i != trigger.i
                        if inner:
                            return replace(voice, carriers=(*voice.carriers, *who))
                        return Voice(who, rule="according to")
        return voice

    def _from_zone(self, trigger: Token) -> Voice:
        zone = self.passage.zone
        label = label_speaker(self.scene, self.passage)
        if label is not None:
            return self._with_source(Voice((label,), direct=True, rule="quote label"))
        if zone.kind is ZoneKind.LEAD and self.scene.sources:
            chain = self.scene.sources[0]
            return Voice(chain[:1], chain[1:], rule="source line")
        if self.floor is not None and zone.kind not in {ZoneKind.HEADLINE, ZoneKind.RELATED} and self._keeps_floor(trigger):
            return replace(self.floor, rule="floor kept", said=None)
        if zone.kind is ZoneKind.BODY and len(self.scene.sources) == 1:
            chain = self.scene.sources[0]
            return Voice(chain[:1], chain[1:], rule="source line")
        return Voice()

    def _keeps_floor(self, trigger: Token) -> bool:
        """Tell whether a sentence without a sayer still belongs to who spoke before it."""
        return bool(self.floor and self.floor.speakers) and (trigger.sent.start > 0 or in_quotes(trigger))

    def _with_source(self, voice: Voice) -> Voice:
        """Add the carriers that the page's source line names for a speaker."""
        if self.passage.zone.kind not in {ZoneKind.LEAD, ZoneKind.BODY, ZoneKind.QUOTE} or voice.carriers:
            return voice
        first = voice.speakers[0]
        for chain in self.scene.sources:
            same = chain[0].id == first.id
            house = len(self.scene.sources) == 1 and first.country is not None and chain[0].country == first.country
            if (same or house) and first not in chain[1:]:
                return replace(voice, carriers=chain[1:])
        return voice


def label_speaker(scene: Scene, passage: Passage) -> Actor | None:
    """Return whom a passage's label names as its speaker ("Quote from Ryder:"), or None."""
    label = passage.zone.label
    match = _QUOTE_FROM.search(label.text) if label is not None else None
    if match is None:
        return None
    name = match.group(1)
    found = actor_names().find(straight(name))
    people = [f for f in found if f.entries[0].kind == "person"]
    if people:
        return choose(scene, people[-1])
    capitalised = [w for w in name.split() if w[:1].isupper()]
    person = scene.person(" ".join(capitalised)) if capitalised else None
    if person is not None:
        return person
    if found:
        return choose(scene, found[-1])
    return local_actor(name.removeprefix("the "), None, "person" if len(capitalised) > 1 else "people")


def is_saying(token: Token) -> bool:
    """Tell whether a predicate that makes a claim is itself a way of saying it: "promised", "asked for"."""
    return token.lemma_.lower() in _PROMISES or bool(kinds(token) & {"request", "refuse", "confirm", "deny"})


def in_quotes(token: Token) -> bool:
    """Tell whether a token stands inside quotation marks of its passage."""
    marks = sum(1 for t in token.doc[: token.i] if t.text in {'"', "``", "''"})
    return marks % 2 == 1


def _can_speak(governor: Token) -> bool:
    found = kinds(governor)
    if "commit" in found and governor.lemma_.lower() in _PROMISES:
        return True
    return any(kind in found for kind in _SPEAKING)


def _spoken(token: Token) -> frozenset[str]:
    """A verb of saying that the tagger took for a noun."""
    return frozenset({"speech"}) if token.lower_ in {"said", "says", "told"} else frozenset()


def _is_inserted(token: Token, trigger: Token) -> bool:
    before = token.doc[trigger.i : token.i]
    return any(t.text in {",", '"', "-"} for t in before) and child(token, "ccomp") is None


__all__ = ["Attributor", "Voice", "in_quotes", "label_speaker", "words"]
