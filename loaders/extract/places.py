"""Where a claim's event was: the place phrases of its clause, and the places that it strikes or takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import is_of_saying, rank, sayers
from loaders.extract.lexicon import NameKind
from loaders.extract.nouns import proper_run
from loaders.extract.place_phrases import DIRECTIONS, WHERE, Name, PlacePhrase, place_phrases, place_words
from loaders.extract.scene import choose, slug
from loaders.extract.tree import conjuncts
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.trigger import Trigger

# "the battle of X", "the fight for X": what comes before the preposition says that the place is the event's.
_FIGHTS: Final = frozenset(
    """battle siege shelling bombing bombardment capture fall seizure fight fighting liberation recapture occupation destruction storming encirclement
    assault offensive push attack strike raid""".split()
)
_OPENERS: Final = frozenset({"meanwhile", "elsewhere", "separately", "later", "earlier", "and", "but", "also"})
_SURE: Final = frozenset({"in", "near", "outside"})


@dataclass(slots=True)
class PlaceFinder:
    """Finds the places of one passage's claims."""

    scene: Scene
    passage: Passage

    def of(self, trigger: Trigger) -> tuple[Place, ...]:
        """Return the places that the trigger's own clause names, the narrowest of a phrase first."""
        found = [place for token in _struck(trigger) for place in self._struck_place(token)]
        phrases = self._phrases(trigger)
        nearest = min((close for close, _ in phrases), default=None)
        for close, phrase in phrases:
            if close == nearest or close == 0:
                found += self._named(phrase)
        return tuple(dict.fromkeys(found))

    def named(self, token: Token) -> Iterator[Place]:
        """Yield the places of the phrase that a token stands in, whatever its preposition; a state too."""
        sentence = token.sent
        for phrase in place_phrases(self.passage, sentence.start, sentence.end):
            if any(token == t for name in phrase.names for t in name.tokens):
                yield from self._named(phrase)
                return
        place = self._known(Name((token,), None))
        if place is not None:
            yield place

    def story(self, sentence: Span) -> tuple[Place, ...]:
        """Return the places that a sentence sets for those after it: named at its head, or as those of an event."""
        found: list[Place] = []
        for phrase in place_phrases(self.passage, sentence.start, sentence.end):
            if self._sets_scene(phrase, sentence) or self._is_of_event(phrase, sentence):
                found += self._named(phrase)
        return tuple(dict.fromkeys(found)) or self._subject(sentence)

    def _sets_scene(self, phrase: PlacePhrase, sentence: Span) -> bool:
        before = sentence.doc[sentence.start : phrase.head.i]
        opens = all(t.is_punct or t.lower_ in _OPENERS or t.i in self.passage.dates or t.pos_ in {"ADP", "ADV", "CCONJ"} for t in before)
        of_event = len(before) > 0 and lemma_of(before[-1]) in place_words("events")
        if phrase.case in WHERE:
            return opens or of_event
        return phrase.case in {"of", "for"} and of_event and not self._are_states(phrase)

    def _is_of_event(self, phrase: PlacePhrase, sentence: Span) -> bool:
        """Tell whether a phrase stands in the clause of a verb that tells what happened."""
        if phrase.case not in WHERE or (phrase.case in {"at", "on"} and self._are_states(phrase)):
            return False
        verbs = [t for t in sentence if t.pos_ == "VERB" and lemma_of(t) in place_words("event_verbs")]
        return any(rank(phrase.head, v) == 0 and not _is_home(phrase.head, v) and not any(is_of_saying(s, phrase.head, v) for s in sayers(v)) for v in verbs)

    def _subject(self, sentence: Span) -> tuple[Place, ...]:
        """Return the town that a sentence is about: "Barsalogho remains the yardstick"."""
        subject = next((c for c in sentence.root.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
        if subject is None or not subject.text[:1].isupper() or self.scene.person(self.passage.span(subject.i, subject.i).text):
            return ()
        place = self._known_before(subject)
        return () if place is None or place.id == place.country else (place,)

    def _phrases(self, trigger: Trigger) -> list[tuple[int, PlacePhrase]]:
        sentence = trigger.token.sent
        said_by = sayers(trigger.token)
        row: list[tuple[int, PlacePhrase]] = []
        for phrase in place_phrases(self.passage, sentence.start, sentence.end):
            if not self._says_where(phrase, trigger) or any(is_of_saying(s, phrase.head, trigger.token) for s in said_by):
                continue
            close = rank(phrase.head, trigger.token)
            if close is not None and any(True for _ in self._named(phrase)):
                row.append((close, phrase))
        return row

    def _says_where(self, phrase: PlacePhrase, trigger: Trigger) -> bool:
        """Tell whether a phrase places an event of the trigger's kind."""
        if (trigger.frame.type is ClaimType.ARMED_ACTION and _is_home(phrase.head, trigger.token)) or _is_origin(phrase.head):
            return False
        before = phrase.head.i - 1
        led = before >= 0 and lemma_of(phrase.head.doc[before]) in _FIGHTS
        wide = self._are_states(phrase)
        if phrase.case in {"on", "at"}:
            return phrase.part or not wide
        if phrase.case in WHERE:
            return True
        if phrase.case in {"to", "into", "towards", "toward", "onto"}:
            return trigger.frame.type is ClaimType.DEPLOYMENT
        if phrase.case == "from":
            return trigger.frame.activity == "withdrawn"
        sorts = place_words("place_kinds") | place_words("facilities") | place_words("place_parts")
        placed = phrase.case == "of" and before >= 0 and lemma_of(phrase.head.doc[before]) in sorts
        of_part = placed and lemma_of(phrase.head.doc[before]) in place_words("place_parts")
        return phrase.case in {"of", "for"} and (led or placed) and (of_part or not wide)

    def _struck_place(self, token: Token) -> Iterator[Place]:
        """Yield the town or region that a trigger's object names, never a state; "the village of X" too."""
        for member in conjuncts(token):
            if member.i in self.passage.actors:
                continue
            place = self._known_before(member)
            if place is not None and place.id != place.country:
                yield place
            phrases = place_phrases(self.passage, member.i + 1, min(member.i + 8, member.sent.end))
            inner = next((p for p in phrases if p.case == "of" and p.head.i == member.i + 1), None)
            if inner is not None and lemma_of(member) in place_words("place_kinds"):
                sorted_names = tuple(replace(name, sort=name.sort or lemma_of(member)) for name in inner.names[:1])
                yield from self._named(replace(inner, names=(*sorted_names, *inner.names[1:])))

    def _known_before(self, noun: Token) -> Place | None:
        """Return the place that a noun names itself or by the name before it: "Odesa", "the Rastan bridge"."""
        sort = lemma_of(noun) if noun.text.islower() else None
        if sort is not None and sort not in place_words("place_kinds") | place_words("facilities") | noun_class("things"):
            return None
        last = noun if sort is None else noun.doc[max(noun.i - 1, noun.sent.start)]
        run = proper_run(self.passage, last)
        if not run or any(t.i in self.passage.actors for t in run):
            return None
        return self._known(Name((*run, noun) if sort is not None else tuple(run), sort))

    def _named(self, phrase: PlacePhrase) -> Iterator[Place]:
        """Yield the places of a phrase; a name that no list has is a place of its own where the words make it one."""
        known = [self._known(name) for name in phrase.names]
        for index, (name, place) in enumerate(zip(phrase.names, known, strict=True)):
            if place is not None:
                yield place
            elif self._is_surely_place(phrase, name, known[index + 1 :]):
                yield _local(name.words(self.passage), next((p.country for p in known[index + 1 :] if p is not None), None))

    def _known(self, name: Name) -> Place | None:
        token = name.tokens[0]
        found = self.passage.actors.get(token.i)
        if found is not None:
            if found.entries[0].kind == "state" and found.kind is not NameKind.METONYM:
                return self.scene.places.get(choose(self.scene, found).label)
            place = self.scene.places.get(name.words(self.passage))
            return place if place is not None and place.country in {entry.country for entry in found.entries} else None
        return next((self.scene.places[words] for words in spellings(self.passage, name) if words in self.scene.places), None)

    def _are_states(self, phrase: PlacePhrase) -> bool:
        places = [self._known(name) for name in phrase.names]
        return all(place is not None and place.id == place.country for place in places)

    def _is_surely_place(self, phrase: PlacePhrase, name: Name, wider: Iterable[Place | None]) -> bool:
        words = name.words(self.passage)
        first = name.tokens[0]
        if first.i in self.passage.actors or self.scene.person(words) is not None or words.isupper() or name.sort == "state":
            return False
        if len(name.tokens) == 1 and name.sort is not None and lemma_of(first) == name.sort:
            return False
        if all(t.pos_ == "ADJ" for t in name.tokens if t.text[:1].isupper()):
            return False
        if name.sort is not None or any(place is not None for place in wider):
            return phrase.case in WHERE | {"of", "to", "into"}
        return phrase.case in _SURE and all(t.ent_type_ == "LOC" for t in name.tokens)


def place_names(scene: Scene, passage: Passage) -> Iterator[str]:
    """Yield the names in a passage that may be places: in place phrases, capitalised runs, and states."""
    for phrase in place_phrases(passage, 0, len(passage.doc)):
        for name in phrase.names:
            yield from spellings(passage, name)
    for token in passage.doc:
        found = passage.actors.get(token.i)
        if found is not None and found.entries[0].kind == "state":
            yield choose(scene, found).label
        elif found is None and token.i not in passage.dates and token.i not in passage.weapons and _may_name(token):
            run = [t for t in proper_run(passage, token) if t.i not in passage.actors and t.i not in passage.dates]
            if run and run[0] == token:
                yield from spellings(passage, Name(tuple(run), None))


def spellings(passage: Passage, name: Name) -> Iterator[str]:
    """Yield how a name may stand in a list of places: as written, without its sort, without what only narrows it."""
    tokens = list(name.tokens)
    yield name.words(passage)
    if name.sort is not None and len(tokens) > 1 and lemma_of(tokens[-1]) == name.sort:
        yield replace(name, tokens=tuple(tokens[:-1])).words(passage)
    if len(tokens) > 1 and tokens[0].lower_ in DIRECTIONS:
        yield from spellings(passage, replace(name, tokens=tuple(tokens[1:])))


def _may_name(token: Token) -> bool:
    return token.dep_ in {"obj", "nsubj:pass", "nsubj", "conj", "appos", "nmod", "obl", "ROOT"} or token.ent_type_ == "LOC"


def _struck(trigger: Trigger) -> list[Token]:
    """Return the objects whose own place an action or a deployment is at: what is hit, taken or reinforced."""
    if trigger.frame.type not in {ClaimType.ARMED_ACTION, ClaimType.DEPLOYMENT}:
        return []
    target = trigger.roles.get("target", []) if trigger.frame.action == "seizure" else []
    own = [trigger.arguments.object] if trigger.arguments.object is not None else []
    return list(dict.fromkeys([*own, *target]))


def _is_home(case: Token, event: Token) -> bool:
    """Tell whether a phrase says where the doers are from: "the rebels in Yemen fired", not where anybody was hit."""
    before = case.doc[case.i - 1] if case.i > case.sent.start else None
    if before is None or case.i > event.i or before.dep_ == "nsubj:pass":
        return False
    people = noun_class("troops") | noun_class("fighters") | noun_class("officials")
    return lemma_of(before) in people and not (before.head == event and lemma_of(event) in {"die", "perish", "suffer", "remain", "be"})


def _is_origin(case: Token) -> bool:
    """Tell whether a phrase belongs to where something came from: "from ships in the Mediterranean"."""
    for token in reversed(case.doc[max(case.sent.start, case.i - 5) : case.i]):
        if token.lower_ == "from":
            return True
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            return False
    return False


def _local(label: str, country: str | None) -> Place:
    """Return a place that no list has."""
    ending = f"-{country.lower()}" if country else ""
    return Place(id=f"local-{slug(label)}{ending}", label=label, country=country, lat=None, lon=None)
