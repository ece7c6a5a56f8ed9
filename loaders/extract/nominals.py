"""Whom and what a noun phrase stands for: actors, counted people, weapons, things that are hit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.people import person_named
from loaders.extract.scene import FORCES, Scene, choose, known_actor, local_actor, state
from loaders.extract.tree import ancestors, arguments, child, children, conjuncts, phrase, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, Quantity, Weapon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from loaders.extract.lexicon import ActorEntry, Found
    from loaders.extract.passages import Passage
    from loaders.extract.quantities import NumberMention

# "Iran-backed", "Hamas-run", "Turkish-made": a name that only describes another party or thing.
_BACKING: Final = frozenset(
    {"backed", "made", "run", "led", "built", "based", "born", "supplied", "allied", "aligned", "controlled", "occupied", "held",
     "designed", "supported", "funded", "trained", "speaking", "installed", "administered", "brokered", "linked", "affiliated", "besieged"}
)  # fmt: skip
_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "appos", "nmod:desc", "dep", "obl", "nsubj", "acl"})
_OWN: Final = frozenset({"we", "us", "our", "ours", "i", "my"})
_THEY: Final = frozenset({"they", "them", "their", "it", "its", "these", "those", "theirs"})
_PEOPLE_WORDS: Final = frozenset({"people", "person", "other", "victim", "body", "human", "individual", "soul", "local", "dead", "wounded", "injured", "member"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the noun phrases of one passage in the light of what the article has introduced."""

    scene: Scene
    passage: Passage
    speaker: Actor | None = None

    def parties(self, head: Token | None, *, alone: bool = False) -> tuple[Actor, ...]:
        """Return the actors that a phrase and, unless `alone`, those joined to it stand for, each once."""
        if head is None:
            return ()
        found = [actor for member in ([head] if alone else conjuncts(head)) for actor in self._party(member)]
        return tuple(dict.fromkeys(found))

    def lemma(self, token: Token) -> str:
        """Return a noun's lemma; that of what is counted for "dozens of soldiers" and "two of the soldiers"."""
        return lemma_of(self.core(token))

    def core(self, token: Token) -> Token:
        """Return the noun that a phrase is about: "soldiers" in "dozens of soldiers", "a group of soldiers"."""
        counts = token.i in self.passage.numbers or token.pos_ == "NUM" or lemma_of(token) in _CONTAINERS
        if counts:
            inner = next((c for c in children(token, "nmod") if preposition(c) in {"of", "among"}), None)
            if inner is not None:
                return self.core(inner)
        return token

    def is_of(self, token: Token | None, kind: str) -> bool:
        """Tell whether a phrase is of a class of words.toml, or: actor, force, people, weapon, place, hittable..."""
        return token is not None and any(self._is_of(self.core(member), kind) for member in conjuncts(token)[:3])

    def modifiers(self, head: Token) -> Iterator[Found[ActorEntry]]:
        """Yield the names of actors that a noun carries: "Russian troops", "troops of Russia", "Moscow's troops"."""
        for token in _near(head):
            found = self.passage.actors.get(token.i)
            if found is not None and not self.describes(token):
                yield found

    def describes(self, token: Token) -> bool:
        """Tell whether a name only describes something else, as in "Iran-backed"."""
        following = "".join(t.lower_ for t in self.passage.doc[token.i + 1 : token.i + 3])
        return following.startswith("-") and re.split(r"\W", following[1:])[0] in _BACKING

    def weapons(self, head: Token | None, *, alone: bool = False) -> tuple[Weapon, ...]:
        """Return the weapons that a phrase, its parts and, unless `alone`, those joined to it name, each once."""
        if head is None:
            return ()
        tokens = [t for member in ([head] if alone else conjuncts(head)) for t in _near(member)]
        found = [self.weapon(t) for t in tokens if t.i in self.passage.weapons]
        return tuple(dict.fromkeys(found))

    def weapon(self, token: Token) -> Weapon:
        """Return the weapon that a token names; KeyError where it names none."""
        entry = self.passage.weapons[token.i].entries[0]
        return Weapon(concept=entry.concept, id=entry.id, label=entry.label)

    def number(self, head: Token | None) -> tuple[NumberMention, Token] | None:
        """Return the number that counts a phrase, with its token, or None."""
        if head is None:
            return None
        for token in (head, *children(head, "nummod", "amod", "det", "compound", "nmod", "advmod")):
            if token.i in self.passage.numbers and (token == head or token.dep_ != "nmod" or token.i < head.i):
                return self.passage.numbers[token.i], token
        return None

    def country_of(self, head: Token) -> str | None:
        """Return the state that a phrase belongs to by its modifiers, or None."""
        for found in self.modifiers(head):
            actor = choose(self.scene, found)
            if actor.country is not None:
                return actor.country
        return None

    def _is_of(self, token: Token, kind: str) -> bool:
        lemma, index = lemma_of(token), token.i
        match kind:
            case "weapon":
                return self._is_weapon(token, lemma)
            case "airborne":
                return self._is_of(token, "weapon")
            case "troops":
                return self._are_troops(token, lemma)
            case "force":
                return self._are_troops(token, lemma) or self._is_actor(token) or token.lower_ in _THEY | _OWN
            case "people":
                return self._are_people(token, lemma)
            case "captives":
                return self._are_troops(token, lemma) or lemma in noun_class("prisoners") or (lemma in noun_class("civilians") and _is_taken(token))
            case "losses":
                return lemma in noun_class("losses") or lemma in {"killed", "wounded", "dead", "injured", "injury"}
            case "ground":
                return lemma in noun_class("ground") or self._names_place(token)
            case "materiel":
                return index in self.passage.weapons or any(c.i in self.passage.weapons for c in _near(token)) or lemma in noun_class("things")
            case "hittable":
                return self._is_hittable(token, lemma)
            case "attack":
                return lemma in _ATTACKS
            case "state":
                found = self.passage.actors.get(index)
                return found is not None and found.entries[0].kind in {"state", "government"}
            case "place":
                return lemma in noun_class("ground") or self._names_place(token)
            case "part":
                return lemma == "part"
            case "actor":
                return self._is_actor(token)
            case _:
                return lemma in noun_class(kind)

    def _is_weapon(self, token: Token, lemma: str) -> bool:
        if token.i in self.passage.weapons or lemma in noun_class("weapons"):
            return True
        if token.lower_ in {"they", "them"}:
            earlier = self.antecedent(token)
            return earlier is not None and self._is_weapon(earlier, lemma_of(earlier))
        if self._is_bare_number(token):
            return self._last_counted("weapons")
        return any(c.i in self.passage.weapons for c in _near(token) if c.i < token.i)

    def _are_troops(self, token: Token, lemma: str) -> bool:
        if lemma in noun_class("troops") or lemma in noun_class("fighters"):
            return True
        if lemma in noun_class("units"):
            return lemma not in {"group", "team", "crew", "column", "convoy", "fleet", "legion", "company"} or any(True for _ in self.modifiers(token)) or self.number(token) is not None
        found = self.passage.actors.get(token.i)
        if found is not None:
            plural_people = found.kind is NameKind.DEMONYM and token.tag_ in {"NNS", "NNPS"}
            return plural_people or found.entries[0].kind in {"armed_force", "armed_group"}
        if token.i in self.passage.numbers and self.passage.span(token.i, token.i).text.lower().split()[-1].removesuffix("s") in noun_class("units"):
            return True  # "a battalion"
        if token.lower_ in {"they", "them"}:
            earlier = self.antecedent(token)
            if earlier is None:
                known = self._mentioned_before(token)
                return known.kind in {"armed_force", "armed_group"} if known is not None else self._last_counted("troops")
            return self._are_troops(earlier, lemma_of(earlier))
        return self._is_bare_number(token) and self._last_counted("troops")

    def antecedent(self, pronoun: Token) -> Token | None:
        """Return the noun that "they" or "them" most likely stands for: the last plural one of people or weapons."""
        for token in reversed(list(self.passage.doc[: pronoun.i])):
            if token.tag_ in {"NNS", "NNPS"} and (self._is_of(token, "weapon") or self._are_people(token, lemma_of(token))):
                return token
        return None

    def _last_counted(self, kind: str) -> bool:
        return bool(self.scene.counted) and self.scene.counted[-1] == kind

    def _are_people(self, token: Token, lemma: str) -> bool:
        if self._are_troops(token, lemma) or lemma in noun_class("civilians") or lemma in noun_class("bodies"):
            return True
        if token.lower_ in {"they", "them", "he", "she", "him", "her", "nobody", "someone", "everyone", "none", "some", "many", "who", "all", "no-one", "no"}:
            return True
        if self._is_bare_number(token) or token.lower_ == "one":
            return not (self.scene.counted and self.scene.counted[-1] == "weapons")
        found = self.passage.actors.get(token.i)
        if found is not None:
            return found.entries[0].kind in {"person", "people"} or found.kind is NameKind.DEMONYM
        return token.ent_type_ == "PER" or (token.pos_ == "NOUN" and lemma in noun_class("officials") and lemma not in _BODIES_CORPORATE)

    def _is_bare_number(self, token: Token) -> bool:
        return token.i in self.passage.numbers or (token.pos_ == "NUM" and token.dep_ not in {"nummod", "compound"})

    def _is_actor(self, token: Token) -> bool:
        found = self.passage.actors.get(token.i)
        return found is not None and found.entries[0].kind in FORCES | {"armed_force", "armed_group"} and found.entries[0].kind != "people"

    def _names_place(self, token: Token) -> bool:
        return any(word in self.scene.places for word in self.place_names(token))

    def place_names(self, token: Token) -> Iterator[str]:
        """Yield the names by which a noun may name a place, longest first."""
        run = proper_run(self.passage, token)
        words = [self.passage.span(t.i, t.i).text for t in run]
        for start in range(len(words)):
            yield " ".join(words[start:])
        if token.i in self.passage.actors:
            yield choose(self.scene, self.passage.actors[token.i]).label

    def _is_hittable(self, token: Token, lemma: str) -> bool:
        if token.i in self.passage.dates:
            return False
        if lemma in noun_class("things") | noun_class("ground") or self._are_people(token, lemma):
            return True
        return self._is_actor(token) or self._names_place(token) or token.i in self.passage.weapons or token.pos_ == "PROPN"

    def _party(self, head: Token) -> list[Actor]:
        head = self.core(head)
        if head.lower_ in _OWN | _THEY | {"he", "she", "him", "her", "his"}:
            return self._pronoun(head)
        found = self.passage.actors.get(head.i)
        if found is not None and found.kind is not NameKind.DEMONYM:
            actor = choose(self.scene, found)
            return [actor]
        lemma = lemma_of(head)
        owners = [_as_party(choose(self.scene, f)) for f in self.modifiers(head)]
        if found is not None:
            owners = [choose(self.scene, found)]
        if lemma in noun_class("civilians") and not self._are_troops(head, lemma):
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
        if owner is not None and owner.lower_ in _THEY | _OWN | {"his", "her"}:
            return self._pronoun(owner)
        if self._are_troops(head, lemma) or lemma in noun_class("units"):
            return self._troops_without_owner(head, lemma)
        return []

    def _troops_without_owner(self, head: Token, lemma: str) -> list[Actor]:
        determiner = child(head, "det")
        definite = determiner is not None and determiner.lower_ in {"the", "those", "these", "this", "that"}
        group = lemma in noun_class("fighters")
        if definite or self._is_bare_number(head) or not group:
            kinds = frozenset({"armed_group"}) if group else frozenset({"state", "armed_force"})
            known = self.scene.last(kinds)
            if known is not None and (definite or self._is_bare_number(head)):
                return [_as_party(known)]
        if group:
            return [local_actor(_plural(head), None, "armed_group")]
        return []

    def _pronoun(self, token: Token) -> list[Actor]:
        word = token.lower_
        if word in _OWN:
            return [_as_force(self.speaker)] if self.speaker is not None else []
        if word in {"he", "she", "him", "her", "his"}:
            known = self.scene.last(frozenset({"person"}))
        else:
            own = self._subject_of_clause(token)
            if own:
                return own
            known = self._mentioned_before(token) or self.scene.last(FORCES | {"armed_force"})
        return [_as_party(known)] if known is not None else []

    def _subject_of_clause(self, possessive: Token) -> list[Actor]:
        """Return whom "its" and "their" stand for in the object of a clause: the clause's subject."""
        if possessive.dep_ != "nmod:poss":
            return []
        verb = next((a for a in ancestors(possessive) if a.pos_ == "VERB"), None)
        subject = arguments(verb).subject if verb is not None else None
        if subject is None or subject.pos_ == "PRON" or possessive.i < subject.i or possessive in phrase(subject):
            return []
        return self._party(subject)

    def _mentioned_before(self, token: Token) -> Actor | None:
        """Return the party that a pronoun most likely takes up: the nearest in a subject, else the nearest at all."""
        near = [t for t in reversed(list(self.passage.doc[: token.i])) if self._is_party_name(t)]
        best = next((t for t in near if _in_subject(t)), near[0] if near else None)
        return None if best is None else choose(self.scene, self.passage.actors[best.i])

    def _is_party_name(self, token: Token) -> bool:
        found = self.passage.actors.get(token.i)
        return found is not None and found.entries[0].kind in FORCES | {"armed_force"} and not self.describes(token)

    def _civilians(self, head: Token, owners: Iterable[Actor]) -> Actor:
        country = next((owner.country for owner in owners if owner.country), None)
        lemma = lemma_of(head)
        if lemma in _PEOPLE_WORDS:
            return local_actor("people", country, "people")
        return local_actor(_plural(head), country, "people")

    def thing(self, head: Token, country: str | None) -> Actor:
        """Return a thing that is hit as an actor of its own name, with its owner's country."""
        tokens = [t for t in phrase(head) if not {t.dep_, t.head.dep_} & {"nmod:poss"} and t.dep_ not in {"det", "nummod"} and t.i not in self.passage.numbers]
        tokens = [t for t in tokens if t.i <= head.i or t.dep_ in {"flat", "compound"} or _in_of_phrase(t, head)]
        label = self.passage.words(tokens) or head.text
        return local_actor(label.strip("\"' "), self.country_of(head) or country, "organization")


_CONTAINERS: Final = frozenset(
    {"number", "dozen", "hundred", "thousand", "score", "group", "total", "majority", "rest", "most", "some", "many", "several", "lot", "contingent",
     "batch", "salvo", "barrage", "container", "pair", "couple", "wave", "swarm", "part", "series", "million", "all", "one", "half", "round", "unit", "piece", "type", "kind", "body", "set", "volley", "handful", "remains", "few",
     "shipment", "delivery", "consignment", "tranche", "package", "cargo", "instalment", "installment", "load", "supply", "quantity", "list",
     "crate", "box", "truckload", "shipload", "planeload", "boatload", "ton", "tonne", "stock", "last", "first", "remainder", "bulk", "third", "quarter", "instalments"}
)  # fmt: skip
_ATTACKS: Final = frozenset({"attack", "assault", "offensive", "raid", "advance", "incursion", "attempt", "counterattack", "push"})
_BODIES_CORPORATE: Final = frozenset(
    {"ministry", "agency", "government", "authority", "group", "organisation", "organization", "committee", "council", "mission", "service", "office",
     "administration", "department", "command", "hospital", "newspaper", "paper", "channel", "outlet", "broadcaster", "report", "statement", "media", "website", "regime", "side", "source"}
)  # fmt: skip


def proper_run(passage: Passage, token: Token) -> list[Token]:
    """Return the run of capitalised words that a token ends or stands in; empty for a common noun."""
    if not _is_proper(token):
        return []
    first, last = token.i, token.i
    while first > token.sent.start and _is_proper(passage.doc[first - 1]):
        first -= 1
    while last + 1 < token.sent.end and _is_proper(passage.doc[last + 1]):
        last += 1
    return list(passage.doc[first : last + 1])


def _is_proper(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and token.text != "I" or token.lower_ in {"al", "el"}


def _near(head: Token) -> list[Token]:
    """Return a noun and its modifiers, and theirs, without clauses; not what "and" joins to the noun itself."""
    row = [head]
    for member in row:
        for c in member.children:
            joined = c.dep_ == "conj" and member != head
            if (c.dep_ in _MODIFIERS or joined) and c.pos_ != "VERB" and preposition(c) in {"", "of", "'s", "’s", "including", "such as", "from", "like"}:
                row.append(c)
    return row


def _in_subject(token: Token) -> bool:
    subjects = {"nsubj", "nsubj:pass"}
    return token.dep_ in subjects or (token.head.dep_ in subjects and token.dep_ in {"amod", "compound", "nmod:poss", "nmod"})


def _in_of_phrase(token: Token, head: Token) -> bool:
    return any(a.head == head and a.dep_ == "nmod" and preposition(a) in {"of", "for"} for a in (token, *token.ancestors))


def _is_taken(token: Token) -> bool:
    return any(c.lower_ in {"hostage", "captive", "prisoner"} for c in token.head.subtree)


def _is_thing(lemma: str, head: Token) -> bool:
    return lemma in noun_class("things") and lemma not in noun_class("troops") | noun_class("units") or head.pos_ == "VERB"


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
    return Quantity(low=mention.low, high=mention.high, unit=unit, qualifier=mention.qualifier, text=mention.text)


__all__ = ["Reader", "known_actor", "proper_run", "quantity"]
