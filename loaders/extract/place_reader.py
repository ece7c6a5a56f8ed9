"""Which places the names of a passage stand for: of the list, or local ones that the text alone knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.nouns import proper_run
from loaders.extract.place_phrases import DIRECTIONS, WHERE, Name, PlacePhrase, place_phrases, place_words
from loaders.extract.scene import choose
from loaders.extract.words import lemma_of, noun_class
from loaders.iris import local_id
from loaders.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Token

_NAMING: Final = frozenset({"obj", "nsubj:pass", "nsubj", "conj", "appos", "nmod", "obl", "ROOT"})


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """Reads the place names of one passage in the light of the article's places and people."""

    scene: Scene
    passage: Passage

    def named(self, phrase: PlacePhrase) -> Iterator[Place]:
        """Yield the places of a phrase, states last; also one that no list has, where it surely is one."""
        known = [self.known(name) for name in phrase.names]
        for index, (name, place) in enumerate(zip(phrase.names, known, strict=True)):
            wider = known[index + 1 :]
            if place is not None and not is_state(place):
                yield place
            elif place is None and self._is_surely_place(phrase, name, wider):
                country = next((p.country for p in wider if p is not None), None)
                yield _local(_own_words(self.passage, name), country)
        if phrase.case == "near" and len(known) == 1:
            return  # what is near a state is in another
        yield from (place for place in known if place is not None and is_state(place))

    def known(self, name: Name) -> Place | None:
        """Return the place that a name means in this article; None for an actor's name and an unknown one."""
        found = self.passage.actors.get(name.tokens[0].i)
        if found is None:
            places = (self.scene.places.get(words) for words in spellings(self.passage, name))
            return next((place for place in places if place is not None), None)
        if name.sort in place_words("edges"):
            return None
        if _describes_a_noun(name.tokens[0]) and name.sort not in place_words("sides"):
            return None
        if found.entries[0].kind == "state" and found.kind is not NameKind.METONYM:
            return self.scene.places.get(choose(self.scene, found).label)
        place = self.scene.places.get(name.words(self.passage))
        countries = {entry.country for entry in found.entries}
        # "Sanaa" may stand for the Houthis, who have no state
        return place if place is not None and (place.country in countries or countries == {None}) else None

    def beside(self, noun: Token) -> Place | None:
        """Return the town or region that a noun names, or the name before it: "the Rastan bridge"."""
        if noun.i in self.passage.actors:
            capital = self.passage.actors[noun.i].kind is NameKind.METONYM
            return self.known(Name((noun,), None)) if capital else None
        sort = lemma_of(noun) if noun.text.islower() else None
        if sort is not None and sort not in _sorts() | noun_class("things"):
            return None
        run = proper_run(self.passage, noun if sort is None else _before_modifiers(noun))
        if not run or any(t.i in self.passage.actors for t in run):
            return None
        adjoins = sort is not None and run[-1].i + 1 == noun.i
        place = self.known(Name((*run, noun), sort) if adjoins else Name(tuple(run), None))
        built = Name(tuple(noun.doc[run[0].i : noun.i + 1]), sort)
        if place is None and sort in place_words("facilities") and self._is_whole(built):
            return _local(built.words(self.passage), None)
        return None if place is None or is_state(place) else place

    def are_states(self, phrase: PlacePhrase) -> bool:
        """Tell whether a phrase names nothing narrower than states."""
        places = [self.known(name) for name in phrase.names]
        return all(place is not None and is_state(place) for place in places)

    def _is_surely_place(self, phrase: PlacePhrase, name: Name, wider: Iterable[Place | None]) -> bool:
        if name.sort in place_words("edges"):
            return phrase.case in WHERE
        if not self._may_be_place(name):
            return False
        if name.sort is not None or any(place is not None for place in wider):
            return phrase.case in WHERE | {"of", "to", "into"}
        return phrase.case in {"near", "outside"}

    def _is_whole(self, name: Name) -> bool:
        """Tell whether a name of something built is no part of a longer one: "Khalid bin Walid airbase"."""
        first = name.tokens[0]
        before = first.nbor(-1) if first.i > first.sent.start else None
        cut = before is not None and before.text.islower() and before.pos_ in {"NOUN", "PROPN", "X"}
        return not cut and self._may_be_place(name)

    def _may_be_place(self, name: Name) -> bool:
        """Tell whether nothing speaks against a place: no actor, person, adjective or department."""
        first, last = name.tokens[0], name.tokens[-1]
        words = name.words(self.passage)
        against = (
            first.i in self.passage.actors,
            self.scene.person(words) is not None,
            words.isupper(),
            last.text[:1].isupper() and name.sort in place_words("unsure_sorts"),
            lemma_of(first) in _sorts(),
            all(t.pos_ == "ADJ" for t in name.tokens if t.text[:1].isupper()),
        )
        return not any(against)


def place_names(scene: Scene, passage: Passage) -> Iterator[str]:
    """Yield the names in a passage that may be places: in place phrases, capitalised runs, and states."""
    for phrase in place_phrases(passage, 0, len(passage.doc)):
        for name in phrase.names:
            yield from spellings(passage, name)
    for token in passage.doc:
        found = passage.actors.get(token.i)
        if found is not None and found.entries[0].kind == "state":
            yield choose(scene, found).label
            if found.kind is NameKind.METONYM:
                yield passage.span(token.i, token.i).text
        elif found is None and _may_name(passage, token):
            run = [t for t in proper_run(passage, token) if t.i not in passage.actors]
            if run:
                yield from spellings(passage, Name(tuple(run), None))


def spellings(passage: Passage, name: Name) -> Iterator[str]:
    """Yield how a list may spell a name: as written, without its sort, without what only narrows it."""
    tokens = name.tokens
    yield name.words(passage)
    if name.sort is not None and len(tokens) > 1 and lemma_of(tokens[-1]) == name.sort:
        yield replace(name, tokens=tokens[:-1]).words(passage)
    if len(tokens) > 1 and tokens[0].lower_ in DIRECTIONS:
        yield from spellings(passage, replace(name, tokens=tokens[1:]))


def _describes_a_noun(token: Token) -> bool:
    """Tell "US officials": a name before a common noun says whose they are, not where."""
    return token.dep_ in {"compound", "amod"} and token.head.i > token.i and token.head.text.islower()


def is_state(place: Place) -> bool:
    """Tell whether a place is a whole state."""
    return place.id == place.country


def _sorts() -> frozenset[str]:
    return place_words("place_kinds") | place_words("facilities")


def _may_name(passage: Passage, token: Token) -> bool:
    if token.i in passage.dates or token.i in passage.weapons:
        return False
    if token.dep_ in _NAMING:
        return True
    if token.dep_ in {"compound", "amod"} and token.pos_ == "PROPN":
        head = lemma_of(token.head)
        if head in _sorts() or head in noun_class("things"):
            return True
    before = token.nbor(-1) if token.i > 0 else token
    return lemma_of(before) in place_words("place_kinds")


def _own_words(passage: Passage, name: Name) -> str:
    """Return a name without the sort of place behind it: "Badasgam" for "Badasgam village"."""
    last = name.tokens[-1]
    sorts = place_words("place_kinds") - {"camp"}
    if len(name.tokens) > 1 and last.text.islower() and lemma_of(last) in sorts:
        return replace(name, tokens=name.tokens[:-1]).words(passage)
    return name.words(passage)


def _before_modifiers(noun: Token) -> Token:
    """Return the word before a noun and its modifiers: "Izhevsk" of "the Izhevsk electromechanical plant"."""
    index = noun.i - 1
    while (
        index > noun.sent.start and noun.doc[index].text.islower() and noun.doc[index].pos_ in {"ADJ", "NOUN"}
    ):
        index -= 1
    return noun.doc[max(index, noun.sent.start)]


def _local(label: str, country: str | None) -> Place:
    """Return a place that no list has."""
    return Place(id=local_id(label, country), label=label, country=country, lat=None, lon=None)
