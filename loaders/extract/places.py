"""Where a claim's event was: the place phrases of its clause, and the places that it strikes or takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.clauses import is_of_saying, rank, sayers
from loaders.extract.intervals import is_under_another
from loaders.extract.nouns import proper_run
from loaders.extract.place_phrases import WHERE, Name, PlacePhrase, place_phrases, place_words
from loaders.extract.place_reader import PlaceReader
from loaders.extract.tree import ancestors, conjuncts
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Place

# "the battle of X", "the fight for X": what comes before the preposition says that the place is the event's.
_FIGHTS: Final = frozenset(
    {"battle", "siege", "shelling", "bombing", "bombardment", "capture", "fall", "seizure", "fight",
     "fighting", "liberation", "recapture", "occupation", "destruction", "storming", "encirclement",
     "assault", "offensive", "push", "attack", "strike", "raid"}
)  # fmt: skip
_INTO: Final = frozenset({"into", "onto"})
_TO: Final = frozenset({"to", "towards", "toward"})
# What befalls their subject: "the rebels in Yemen suffered" says where.
_BEFALLING: Final = frozenset({"die", "perish", "suffer", "remain", "be"})


@dataclass(slots=True)
class PlaceFinder:
    """Finds the places of one passage's claims."""

    scene: Scene
    passage: Passage
    _of_sentence: dict[int, list[PlacePhrase]] = field(default_factory=dict[int, "list[PlacePhrase]"])

    def of(self, trigger: Trigger) -> tuple[Place, ...]:
        """Return the places that the trigger's own clause names, the narrowest of a phrase first."""
        found = [place for token in _struck(trigger) for place in self._struck_place(token)]
        ranked = list(self._ranked(trigger))
        nearest = min((close for close, _ in ranked), default=None)
        for close, places in ranked:
            if close in {nearest, 0}:
                found += places
        return tuple(dict.fromkeys(found))

    def elsewhere(self, event: Token) -> frozenset[str]:
        """Return the ids of the places that a clause names for where something or somebody came from."""
        reader = self._reader()
        phrases = self._phrases(event)
        away = [p for p in phrases if p.case == "from" or is_origin(p.head)]
        away += [p for p in phrases if is_home(p.head, event) and reader.are_states(p)]
        return frozenset(place.id for phrase in away for place in reader.named(phrase))

    def behind(self, event: Token) -> frozenset[str]:
        """Return the ids of the places that are named behind an event, in its clause or in others."""
        reader = self._reader()
        after = [
            p
            for p in self._phrases(event)
            if p.case in WHERE and p.head.i > event.i and not is_home(p.head, event)
        ]
        return frozenset(place.id for phrase in after for place in reader.named(phrase))

    def _phrases(self, event: Token) -> list[PlacePhrase]:
        """Return the place phrases of the sentence that a token is in."""
        sentence = event.sent
        if sentence.start not in self._of_sentence:
            found = place_phrases(self.passage, sentence.start, sentence.end)
            self._of_sentence[sentence.start] = list(found)
        return self._of_sentence[sentence.start]

    def named(self, token: Token) -> Iterator[Place]:
        """Yield the places of the phrase that a token stands in, whatever its preposition; a state too."""
        reader = self._reader()
        for phrase in self._phrases(token):
            if any(token == t for name in phrase.names for t in name.tokens):
                yield from reader.named(phrase)
                return
        place = reader.known(Name((token,), None))
        if place is not None:
            yield place

    def _reader(self) -> PlaceReader:
        return PlaceReader(self.scene, self.passage)

    def _ranked(self, trigger: Trigger) -> Iterator[tuple[int, list[Place]]]:
        """Yield the places of the phrases that place the event, with how close each phrase is to it."""
        event = trigger.token
        said_by = sayers(event)
        for phrase in self._phrases(event):
            said = any(is_of_saying(sayer, phrase.head, event) for sayer in said_by)
            close = None if said or not self._says_where(phrase, trigger) else rank(phrase.head, event)
            places = [] if close is None else list(self._reader().named(phrase))
            if close is not None and places:
                yield close, places

    def _says_where(self, phrase: PlacePhrase, trigger: Trigger) -> bool:
        """Tell whether a phrase places an event of the trigger's kind."""
        is_deployment = trigger.frame.type is ClaimType.DEPLOYMENT
        if is_origin(phrase.head) or is_under_another(phrase.head, trigger.token):
            return False
        if trigger.frame.type is ClaimType.ARMED_ACTION and is_home(phrase.head, trigger.token):
            return False
        narrow = not self._reader().are_states(phrase)
        case = phrase.case
        return (
            (case in {"on", "at"} and (phrase.part or narrow))
            or case in WHERE - {"on", "at"}
            or (case in _INTO and (is_deployment or narrow))
            or (case in _TO and is_deployment)
            or (case == "from" and trigger.frame.activity == "withdrawn")
            or (case in {"of", "for"} and _belongs_to_event(phrase, narrow=narrow))
        )

    def _struck_place(self, token: Token) -> Iterator[Place]:
        """Yield the town or region that a trigger's object names, never a state; "the village of X" too."""
        reader = self._reader()
        for member in conjuncts(token):
            place = reader.beside(member)
            if place is not None:
                yield place
            yield from self._called(member)
            phrases = place_phrases(self.passage, member.i + 1, min(member.i + 8, member.sent.end))
            inner = next((p for p in phrases if p.case == "of" and p.head.i == member.i + 1), None)
            if inner is not None and lemma_of(member) in place_words("place_kinds"):
                first = replace(inner.names[0], sort=inner.names[0].sort or lemma_of(member))
                yield from reader.named(replace(inner, names=(first, *inner.names[1:])))

    def _called(self, noun: Token) -> Iterator[Place]:
        """Yield the town that a noun is followed by the name of: "the city Vuhledar"."""
        if lemma_of(noun) not in place_words("place_kinds") or noun.i + 1 >= noun.sent.end:
            return
        run = proper_run(self.passage, noun.nbor())
        if run and run[0] == noun.nbor() and not any(t.i in self.passage.actors for t in run):
            place = self._reader().known(Name(tuple(run), lemma_of(noun)))
            if place is not None:
                yield place


def is_home(case: Token, event: Token) -> bool:
    """Tell whether a phrase says where the doers are from: "the rebels in Yemen fired"."""
    before = case.doc[case.i - 1] if case.i > case.sent.start else None
    if before is None or before.dep_ == "nsubj:pass":
        return False
    if lemma_of(before) in place_words("branches") or _is_tied_to(before):
        return True
    if case.i > event.i and (before.dep_ != "nsubj" or before.head.i < case.i):
        return False
    people = noun_class("troops") | noun_class("fighters") | noun_class("officials")
    return lemma_of(before) in people and not (before.head == event and lemma_of(event) in _BEFALLING)


def _is_tied_to(people: Token) -> bool:
    """Tell whether people are only who somebody is tied to: "links to extremists in the Middle East"."""
    return any(
        lemma_of(a) in place_words("ties") for a in ancestors(people) if a.i < people.i and a.pos_ != "VERB"
    )


def _belongs_to_event(phrase: PlacePhrase, *, narrow: bool) -> bool:
    """Tell whether an event or a part stands before "of" or "for": "the battle of X", "parts of X"."""
    noun = phrase.head.doc[phrase.head.i - 1] if phrase.head.i > phrase.head.sent.start else None
    if noun is None:
        return False
    lemma = lemma_of(noun)
    sorts = place_words("place_kinds") | place_words("facilities")
    if lemma in _FIGHTS or (phrase.case == "of" and lemma in sorts):
        return narrow
    return phrase.case == "of" and lemma in place_words("place_parts")


def _struck(trigger: Trigger) -> list[Token]:
    """Return the objects that say where an action or a deployment is: what is hit, taken or reinforced."""
    if trigger.frame.type not in {ClaimType.ARMED_ACTION, ClaimType.DEPLOYMENT}:
        return []
    role = "destination" if trigger.frame.type is ClaimType.DEPLOYMENT else "target"
    target = trigger.roles.get(role, []) if trigger.frame.action == "seizure" or role == "destination" else []
    own = [trigger.arguments.object] if trigger.arguments.object is not None else []
    return list(dict.fromkeys([*own, *target]))


def is_origin(case: Token) -> bool:
    """Tell whether a phrase belongs to where something came from: "from ships in the Mediterranean"."""
    for token in reversed(case.doc[max(case.sent.start, case.i - 5) : case.i]):
        if token.lower_ == "from":
            return True
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            return False
    return False
