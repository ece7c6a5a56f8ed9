"""Whom and what a noun phrase stands for: actors, counted people, things that are hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.extract.lexicon import NameKind
from loaders.extract.nouns import OWN, THEY, Nouns
from loaders.extract.people import person_named
from loaders.extract.scene import FORCES, choose, local_actor, state
from loaders.extract.tree import ancestors, arguments, child, conjuncts, phrase, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from loaders.extract.quantities import NumberMention


@dataclass(frozen=True, slots=True)
class Reader(Nouns):
    """Reads the noun phrases of one passage in the light of what the article has introduced."""

    def parties(self, head: Token | None, *, alone: bool = False) -> tuple[Actor, ...]:
        """Return the actors that a phrase and, unless `alone`, those joined to it stand for, each once."""
        if head is None:
            return ()
        found = [actor for member in ([head] if alone else conjuncts(head)) for actor in self._party(member)]
        return tuple(dict.fromkeys(found))

    def lemma(self, token: Token) -> str:
        """Return a noun's lemma; that of what is counted for "dozens of soldiers"."""
        return lemma_of(self.core(token))

    def thing(self, head: Token, country: str | None) -> Actor:
        """Return a thing that is hit as an actor of its own name, with its owner's country."""
        tokens = [
            t
            for t in phrase(head)
            if not {t.dep_, t.head.dep_} & {"nmod:poss"}
            and t.dep_ not in {"det", "nummod"}
            and t.i not in self.passage.numbers
        ]
        tokens = [
            t for t in tokens if t.i <= head.i or t.dep_ in {"flat", "compound"} or _in_of_phrase(t, head)
        ]
        label = self.passage.words(tokens) or head.text
        return local_actor(label.strip("\"' "), self.country_of(head) or country, "organization")

    def _party(self, head: Token) -> list[Actor]:
        head = self.core(head)
        found = self.passage.actors.get(head.i)  # the "US" is no pronoun
        if found is None and head.lower_ in OWN | THEY | {"he", "she", "him", "her", "his"}:
            return self._pronoun(head)
        if found is not None and found.kind is not NameKind.DEMONYM:
            actor = choose(self.scene, found)
            return [actor]
        lemma = lemma_of(head)
        owners = [_as_party(choose(self.scene, f)) for f in self.modifiers(head)]
        if found is not None:
            owners = [choose(self.scene, found)]
        if lemma in noun_class("civilians") and not self.are_troops(head, lemma):
            return [self._civilians(head, owners)]
        if owners:
            return self._owned(head, lemma, owners)
        return self._unowned(head, lemma)

    def _owned(self, head: Token, lemma: str, owners: list[Actor]) -> list[Actor]:
        if lemma in noun_class("fighters") and all(owner.kind == "state" for owner in owners):
            return [local_actor(_plural(head), owners[0].country, "armed_group")]
        if _is_thing(lemma, head):
            return []
        return list(dict.fromkeys(owners))

    def _unowned(self, head: Token, lemma: str) -> list[Actor]:
        person = person_named(self.scene, self.passage, head)
        if person is not None:
            return [person]
        owner = child(head, "nmod:poss")
        named = owner is not None and owner.i in self.passage.actors
        if owner is not None and not named and owner.lower_ in THEY | OWN | {"his", "her"}:
            return self._pronoun(owner)
        if self.are_troops(head, lemma) or lemma in noun_class("units"):
            return self._troops_without_owner(head, lemma)
        return []

    def _troops_without_owner(self, head: Token, lemma: str) -> list[Actor]:
        determiner = child(head, "det")
        definite = determiner is not None and determiner.lower_ in {"the", "those", "these", "this", "that"}
        group = lemma in noun_class("fighters")
        if definite or self.is_bare_number(head) or not group:
            kinds = frozenset({"armed_group"}) if group else frozenset({"state", "armed_force"})
            known = self.scene.last(kinds)
            if known is not None and (definite or self.is_bare_number(head)):
                return [_as_party(known)]
        if group:
            return [local_actor(_plural(head), None, "armed_group")]
        return []

    def _pronoun(self, token: Token) -> list[Actor]:
        word = token.lower_
        if word in OWN:
            return [_as_force(self.speaker)] if self.speaker is not None else []
        if word in {"he", "she", "him", "her", "his"}:
            known = self.scene.last(frozenset({"person"}))
        else:
            own = self._subject_of_clause(token)
            if own:
                return own
            known = self.mentioned_before(token) or self.scene.last(FORCES | {"armed_force"})
        return [_as_party(known)] if known is not None else []

    def _subject_of_clause(self, possessive: Token) -> list[Actor]:
        """Return whom "its" and "their" stand for in the object of a clause: the clause's subject."""
        if possessive.dep_ != "nmod:poss":
            return []
        verb = next((a for a in ancestors(possessive) if a.pos_ == "VERB"), None)
        subject = arguments(verb).subject if verb is not None else None
        if (
            subject is None
            or subject.pos_ == "PRON"
            or possessive.i < subject.i
            or possessive in phrase(subject)
        ):
            return []
        return self._party(subject)

    def _civilians(self, head: Token, owners: Iterable[Actor]) -> Actor:
        country = next((owner.country for owner in owners if owner.country), None)
        lemma = lemma_of(head)
        if lemma in noun_class("anyone"):
            return local_actor("people", country, "people")
        return local_actor(_plural(head), country, "people")


def _in_of_phrase(token: Token, head: Token) -> bool:
    return any(
        a.head == head and a.dep_ == "nmod" and preposition(a) in {"of", "for"}
        for a in (token, *token.ancestors)
    )


def _is_thing(lemma: str, head: Token) -> bool:
    return (
        lemma in noun_class("things") and lemma not in noun_class("troops") | noun_class("units")
    ) or head.pos_ == "VERB"


def _as_party(actor: Actor) -> Actor:
    return actor


def _as_force(actor: Actor) -> Actor:
    """Return whom a speaker's "we" stands for: a person's state."""
    if actor.kind == "person" and actor.country is not None:
        return state(actor.country)
    return actor


def _plural(head: Token) -> str:
    return head.text.lower()


def quantity(mention: NumberMention, unit: str | None) -> Quantity:
    """Return a number as the quantity of a claim."""
    return Quantity(
        low=mention.low, high=mention.high, unit=unit, qualifier=mention.qualifier, text=mention.text
    )
