"""Whom and what a noun phrase stands for: actors, counted people, things that are hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.extract.lexicon import NameKind
from loaders.extract.nouns import OWN, THEY, Nouns
from loaders.extract.people import name_of, name_run, person_named
from loaders.extract.scene import choose, local_actor, state
from loaders.extract.tree import ancestors, arguments, child, children, conjuncts, phrase, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.lexicon import ActorEntry, Found
    from loaders.extract.quantities import NumberMention
    from loaders.extract.tokens import Token


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
        whose = child(head, "nmod:poss")
        if whose is not None and whose.lower_ in THEY | OWN and whose.i not in self.passage.actors:
            return self._pronoun(whose)  # "its forces from Congo" are not Congo's
        return self._described(head, found)

    def _described(self, head: Token, found: Found[ActorEntry] | None) -> list[Actor]:
        lemma = lemma_of(head)
        named = [found] if found is not None else self.modifiers(head)
        owners = _of_group([choose(self.scene, f) for f in named])
        if owners and lemma in noun_class("companions") and child(head, "nmod:poss") is not None:
            return []  # "Kyiv's allies" are not Kyiv
        if lemma in noun_class("civilians") and not self.are_troops(head, lemma):
            return [self._civilians(head, owners)]
        return self._owned(head, lemma, owners) if owners else self._unowned(head, lemma)

    def _owned(self, head: Token, lemma: str, owners: list[Actor]) -> list[Actor]:
        if lemma in noun_class("fighters") and all(owner.kind == "state" for owner in owners):
            return [local_actor(_plural(head), owners[0].country, "armed_group")]
        if _is_thing(lemma, head):
            return []
        if all(owner.kind == "state" for owner in owners) and _is_band(head, lemma):
            return [local_actor(self.called(head), owners[0].country, "armed_group")]
        return list(dict.fromkeys(owners))

    def _unowned(self, head: Token, lemma: str) -> list[Actor]:
        person = person_named(self.scene, self.passage, head) or self._unlisted_group(head)
        if person is not None:
            return [person]
        owner = child(head, "nmod:poss")
        named = owner is not None and owner.i in self.passage.actors
        if owner is not None and not named and owner.lower_ in THEY | OWN | {"his", "her"}:
            return self._pronoun(owner)
        if owner is not None and not named and lemma_of(owner) in noun_class("bands") | noun_class("armies"):
            return self._party(owner)  # "the group's fighters"
        if self.are_troops(head, lemma) or lemma in noun_class("units"):
            return self._troops_without_owner(head, lemma)
        return []

    def _unlisted_group(self, head: Token) -> Actor | None:
        """Return the armed group that nobody has listed: "the Baluch Liberation Army"."""
        run = name_run(self.passage, head) if head.pos_ == "PROPN" else []
        if len(run) <= 1 or run[-1].lower_ not in noun_class("group_names"):
            return None
        return local_actor(name_of(self.passage, run), None, "armed_group")

    def _troops_without_owner(self, head: Token, lemma: str) -> list[Actor]:
        if lemma in noun_class("bands") - noun_class("fighters"):
            return self._band(head)
        determiner = child(head, "det")
        definite = determiner is not None and determiner.lower_ in {"the", "those", "these", "this", "that"}
        group = lemma in noun_class("fighters") or any(
            lemma_of(c) in noun_class("fighters") for c in children(head, "compound", "amod")
        )
        if definite or self.is_bare_number(head) or not group:
            kinds = frozenset({"armed_group"}) if group else frozenset({"state", "armed_force"})
            known = self.scene.last(kinds)
            if known is not None and (definite or self.is_bare_number(head)):
                return [known]
        if group:
            return [local_actor(self.called(head), None, "armed_group")]
        return []

    def _band(self, head: Token) -> list[Actor]:
        """Return which group "the group" or "this movement" is: the one spoken of last, never a state."""
        definite = any(c.lower_ in {"the", "this", "that"} for c in children(head, "det"))
        known = self.scene.last(frozenset({"armed_group"})) if definite else None
        if known is not None:
            return [known]
        sorts = any(lemma_of(c) in noun_class("fighters") for c in children(head, "compound", "amod"))
        return [local_actor(self.called(head), None, "armed_group")] if sorts else []

    def called(self, head: Token) -> str:
        """Return what a force without a name is called: "rebels", "Islamist militants", "security forces"."""
        sorts = [
            c
            for c in children(head, "compound", "amod", "nmod:desc")
            if c.i < head.i and c.i not in self.passage.numbers and c.lower_ not in noun_class("unsure")
        ]
        # "Iran-backed" is three words of the tree
        whole = [t for c in sorts for t in (c.subtree if any(p.text == "-" for p in c.subtree) else (c,))]
        label = self.passage.words([*whole, head]).replace(" - ", "-")
        return label if any(t.text[:1].isupper() for t in whole) else label.lower()

    def _pronoun(self, token: Token) -> list[Actor]:
        word = token.lower_
        if word in OWN:
            return [_as_force(self.speaker)] if self.speaker is not None else []
        if word in {"he", "she", "him", "her", "his"}:
            own = self._official_of_saying(token)
            if own:
                return own
            known = self.scene.last(frozenset({"person"}))
        else:
            if word in {"they", "them", "their"} and self._is_told_by_one(token):
                return []
            own = self._subject_of_clause(token) or self._subject_of_saying(token)
            if own:
                return own
            # Nobody rather than the wrong side: only who was the subject shortly before.
            known = self.mentioned_before(token)
        return [known] if known is not None else []

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

    def _subject_of_saying(self, pronoun: Token) -> list[Actor]:
        """Return whom "they" stands for in "the jihadists said they had": who says so."""
        for verb in ancestors(pronoun):
            if verb.pos_ == "VERB" and verb.dep_ == "ccomp":
                subject = arguments(verb.head).subject
                if subject is not None and subject.lower_ in {"it", "they"} and subject.i < pronoun.i:
                    known = self.scene.last_speaker(person=False)
                    return [known] if known is not None else []
                if subject is not None and lemma_of(subject) in noun_class("outlets"):
                    return []  # "the agency quoted the group as saying that they had"
                if subject is not None and subject.pos_ != "PRON" and subject.i < pronoun.i:
                    return [actor for actor in self._party(subject) if actor.kind != "person"]
        return []

    def _official_of_saying(self, pronoun: Token) -> list[Actor]:
        """Return the state of the unnamed official who speaks: "Israel's minister said his army is ready"."""
        for verb in ancestors(pronoun):
            subject = arguments(verb.head).subject if verb.dep_ == "ccomp" else None
            if subject is None or subject.i > pronoun.i or subject.tag_ != "NN":
                continue
            row = [choose(self.scene, f) for f in self.modifiers(subject)]
            return [actor for actor in row if actor.country is not None][:1]
        return []

    def _is_told_by_one(self, pronoun: Token) -> bool:
        """Tell "the president told us they had used gas": some others than he, and than his state."""
        sayings = [v.head for v in ancestors(pronoun) if v.pos_ == "VERB" and v.dep_ == "ccomp"]
        subjects = [s for v in sayings if (s := arguments(v).subject) is not None and s.i < pronoun.i]
        return any(s.tag_ == "NN" and self.is_of(s, "people") for s in subjects)

    def _civilians(self, head: Token, owners: Iterable[Actor]) -> Actor:
        country = next((owner.country for owner in owners if owner.country), None)
        lemma = lemma_of(head)
        if lemma in noun_class("anyone"):
            return local_actor("people", country, "people")
        return local_actor(_plural(head), country, "people")


def _is_band(head: Token, lemma: str) -> bool:
    """Tell "Colombian rebel group", which is not Colombia."""
    sorts = children(head, "compound", "amod")
    return lemma in noun_class("bands") and any(lemma_of(c) in noun_class("fighters") for c in sorts)


def _of_group(owners: list[Actor]) -> list[Actor]:
    """Return whose a phrase is; of a group that it names, not of the state that the group is in."""
    groups = [owner for owner in owners if owner.kind == "armed_group"]
    return groups or owners


def is_human_bomber(noun: Token) -> bool:
    """Tell a "suicide bomber" from an aircraft."""
    return lemma_of(noun) == "bomber" and any(
        c.lower_ == "suicide" for c in children(noun, "compound", "amod")
    )


def _in_of_phrase(token: Token, head: Token) -> bool:
    return any(
        a.head == head and a.dep_ == "nmod" and preposition(a) in {"of", "for"}
        for a in (token, *token.ancestors)
    )


def _is_thing(lemma: str, head: Token) -> bool:
    return (
        lemma in noun_class("things") and lemma not in noun_class("troops") | noun_class("units")
    ) or head.pos_ == "VERB"


def _as_force(actor: Actor) -> Actor:
    """Return whom a speaker's "we" stands for: a person's or an official's state."""
    if actor.kind in {"person", "people"} and actor.country is not None:
        return state(actor.country)
    return actor


def _plural(head: Token) -> str:
    return head.text.lower()


def quantity(mention: NumberMention, unit: str | None) -> Quantity:
    """Return a number as the quantity of a claim."""
    return Quantity(
        low=mention.low, high=mention.high, unit=unit, qualifier=mention.qualifier, text=mention.text
    )
