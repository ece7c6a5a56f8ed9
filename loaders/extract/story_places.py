"""The places that a sentence sets for those after it: named at its head, or where something happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import is_behind, is_of_saying, is_predicate, is_saying_verb, rank, sayers
from loaders.extract.place_phrases import WHERE, PlacePhrase, place_phrases, place_words
from loaders.extract.place_reader import PlaceReader
from loaders.extract.places import is_home, is_origin
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Sentence
    from loaders.model import Place

_OPENERS: Final = frozenset(
    {"meanwhile", "elsewhere", "separately", "later", "earlier", "and", "but", "also"}
)


def story_places(scene: Scene, passage: Passage, sentence: Sentence) -> tuple[Place, ...]:
    """Return the places that hold after a sentence, none when it sets none."""
    reader = PlaceReader(scene, passage)
    stage = _Stage(reader, passage, sentence)
    phrases = place_phrases(passage, sentence.start, sentence.end)
    found = [place for phrase in phrases if stage.is_set_by(phrase) for place in reader.named(phrase)]
    return tuple(dict.fromkeys(found)) or stage.subject()


@dataclass(frozen=True, slots=True)
class _Stage:
    """One sentence, and what in it says where the story goes on."""

    reader: PlaceReader
    passage: Passage
    sentence: Sentence

    def is_set_by(self, phrase: PlacePhrase) -> bool:
        """Tell whether a phrase opens the sentence, goes with the noun of an event, or with a verb of one."""
        of_event = self._is_of_event(phrase)
        if phrase.case in {"on", "at", "of", "for"} and self.reader.are_states(phrase):
            return False  # "attacks on Israel" says whom
        if is_behind(phrase.head.head):
            return False
        if phrase.case in WHERE:
            return self._opens(phrase) or of_event or self._is_where_it_happened(phrase)
        return phrase.case in {"of", "for"} and of_event

    def subject(self) -> tuple[Place, ...]:
        """Return the town that the sentence is about: "Barsalogho remains the yardstick"."""
        root = self.sentence.root
        if root.pos_ == "VERB" and lemma_of(root) not in place_words("town_verbs"):
            return ()
        subjects = [c for c in root.children if c.dep_ in {"nsubj", "nsubj:pass"}]
        named = [s for s in subjects if s.text[:1].isupper() and s.i not in self.passage.actors]
        towns = [s for s in named if self.reader.scene.person(self.passage.span(s.i, s.i).text) is None]
        places = (self.reader.beside(town) for town in towns[:1])
        return tuple(place for place in places if place is not None)

    def _opens(self, phrase: PlacePhrase) -> bool:
        """Tell whether a phrase stands at the head of what happened, not of what was only said there."""
        doc = self.sentence.doc
        light = all(
            t.is_punct
            or t.lower_ in _OPENERS
            or t.i in self.passage.dates
            or t.pos_ in {"ADP", "ADV", "CCONJ"}
            for t in doc[self.sentence.start : phrase.head.i]
        )
        following = doc[phrase.head.i + 1 : self.sentence.end]
        verb = next((t for t in following if is_predicate(t)), None)
        return light and not (verb is not None and is_saying_verb(verb))

    def _is_of_event(self, phrase: PlacePhrase) -> bool:
        before = phrase.head.i - 1
        return before >= self.sentence.start and lemma_of(self.sentence.doc[before]) in place_words("events")

    def _is_where_it_happened(self, phrase: PlacePhrase) -> bool:
        head = phrase.head
        if is_origin(head):
            return False
        verbs = [t for t in self.sentence if t.pos_ == "VERB" and lemma_of(t) in place_words("event_verbs")]
        clauses = [v for v in verbs if rank(head, v) == 0 and not is_home(head, v)]
        return any(not any(is_of_saying(s, head, v) for s in sayers(v)) for v in clauses)
