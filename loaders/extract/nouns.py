"""What sort of thing a noun phrase names: troops, people, weapons, places, what can be hit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.people import is_who
from loaders.extract.sayings import vocabulary
from loaders.extract.scene import FORCES, Scene, choose
from loaders.extract.tree import children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Weapon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loaders.extract.lexicon import ActorEntry, Found
    from loaders.extract.passages import Passage
    from loaders.extract.quantities import NumberMention
    from loaders.extract.tokens import Token
    from loaders.model import Actor

_MODIFIERS: Final = frozenset(
    {"amod", "compound", "nmod", "nmod:poss", "flat", "appos", "nmod:desc", "dep", "obl", "nsubj", "acl"}
)
OWN: Final = frozenset({"we", "us", "our", "ours", "i", "my"})
THEY: Final = frozenset({"they", "them", "their", "it", "its", "these", "those", "theirs"})
# Units that are no troops unless somebody's or counted.
_UNARMED_TOO: Final = frozenset({"group", "team", "crew", "column", "convoy", "fleet", "legion", "company"})
# Those that a figure does not make troops either: "15 companies".
# "of", "the" and the whole stand behind the part: "three of the 12".
_BEFORE_WHOLE: Final = 3
_OF_ALL: Final = frozenset({"the", "those", "these", "its", "their", "his", "our", "all"})
_FIRMS: Final = frozenset({"company"})


@dataclass(frozen=True, slots=True)
class Nouns:
    """Sorts the noun phrases of one passage; `speaker` is whom "we" stands for."""

    scene: Scene
    passage: Passage
    speaker: Actor | None = None

    def core(self, token: Token) -> Token:
        """Return the noun that a phrase is about: "soldiers" in "dozens of soldiers"."""
        counts = (
            token.i in self.passage.numbers
            or token.pos_ == "NUM"
            or lemma_of(token) in noun_class("containers")
        )
        if counts and not self._are_counted_bodies(token):
            inner = next((c for c in children(token, "nmod") if preposition(c) in {"of", "among"}), None)
            if inner is not None:
                return self.core(inner)
        return token

    def _are_counted_bodies(self, token: Token) -> bool:
        """Tell "87 bodies of Masalit" from "the bodies of 87 men"."""
        return lemma_of(token) in noun_class("bodies") and any(
            c.i in self.passage.numbers for c in token.children
        )

    def is_of(self, token: Token | None, kind: str) -> bool:
        """Tell whether a phrase is of a class of words.toml or passes one of the tests below."""
        return token is not None and any(
            self._is_of(self.core(member), kind) for member in conjuncts(token)[:3]
        )

    def modifiers(self, head: Token) -> Iterator[Found[ActorEntry]]:
        """Yield the names of actors that a noun carries: "Russian troops", "Moscow's troops"."""
        for token in _near(head):
            found = self.passage.actors.get(token.i)
            if found is not None and not self.describes(token):
                yield found

    def describes(self, token: Token) -> bool:
        """Tell whether a name only describes something else, as in "Iran-backed"."""
        behind = re.compile(r"-(\w+)").match(self.passage.text, self.passage.spans[token.i][1])
        return behind is not None and behind.group(1).lower() in noun_class("backing")

    def weapons(self, head: Token | None, *, alone: bool = False) -> tuple[Weapon, ...]:
        """Return the weapons that a phrase, its parts and, unless `alone`, those joined to it name."""
        if head is None:
            return ()
        tokens = [t for member in ([head] if alone else conjuncts(head)) for t in _near(member)]
        found = [self.weapon(t) for t in tokens if t.i in self.passage.weapons]
        return tuple(dict.fromkeys(found))

    def weapon(self, token: Token) -> Weapon:
        """Return the weapon that a token names; KeyError where it names none."""
        entry = self.passage.weapons[token.i].entries[0]
        return Weapon(concept=entry.concept, id=entry.id, label=entry.label)

    def number(self, head: Token | None, *, whole: bool = False) -> tuple[NumberMention, Token] | None:
        """Return the number that counts a phrase, with its token, or None.

        Of "1,000 of the 11,000" it is the part, unless `whole`.
        """
        if head is None:
            return None
        for token in (head, *children(head, "nummod", "amod", "det", "compound", "nmod", "advmod")):
            if token.i in self.passage.numbers and (
                token == head or token.dep_ != "nmod" or token.i < head.i
            ):
                part = None if whole else self.part_of(token)
                if part is not None and part.i not in self.passage.numbers:
                    return None
                return (self.passage.numbers[token.i], token) if part is None else self.number(part)
        return None

    def part_of(self, number: Token) -> Token | None:
        """Return what a number is the whole of: "1,000" for the second of "1,000 of the 11,000 troops"."""
        doc, start = number.doc, number.sent.start
        if number.i - start < _BEFORE_WHOLE or doc[number.i - 1].lower_ not in _OF_ALL:
            return None
        part = doc[number.i - _BEFORE_WHOLE]
        counts = part.i in self.passage.numbers or part.pos_ == "NUM" or part.lower_ in noun_class("parts")
        return part if doc[number.i - 2].lower_ in {"of", "among"} and counts else None

    def country_of(self, head: Token) -> str | None:
        """Return the state that a phrase belongs to by its modifiers, or None."""
        for found in self.modifiers(head):
            actor = choose(self.scene, found)
            if actor.country is not None:
                return actor.country
        return None

    def antecedent(self, pronoun: Token) -> Token | None:
        """Return the noun that "they" or "them" most likely stands for: the last plural one."""
        for token in reversed(list(self.passage.doc[: pronoun.i])):
            if token.tag_ in {"NNS", "NNPS"} and (
                self._is_of(token, "weapon") or self.are_people(token, lemma_of(token))
            ):
                return token
        return None

    def mentioned_before(self, token: Token) -> Actor | None:
        """Return the party that a pronoun most likely takes up: the nearest, subjects first."""
        near = [t for t in reversed(list(self.passage.doc[: token.i])) if self._is_party_name(t)]
        best = next((t for t in near if _in_subject(t)), None)
        return None if best is None else choose(self.scene, self.passage.actors[best.i])

    def _is_party_name(self, token: Token) -> bool:
        found = self.passage.actors.get(token.i)
        return (
            found is not None
            and found.entries[0].kind in FORCES | {"armed_force"}
            and not self.describes(token)
            and not (found.kind is NameKind.DEMONYM and lemma_of(token.head) in noun_class("outlets"))
        )

    def place_names(self, token: Token) -> Iterator[str]:
        """Yield the names by which a noun may name a place, longest first."""
        run = proper_run(self.passage, token)
        words = [self.passage.span(t.i, t.i).text for t in run]
        for start in range(len(words)):
            yield " ".join(words[start:])
        if token.i in self.passage.actors:
            yield choose(self.scene, self.passage.actors[token.i]).label

    def _is_of(self, token: Token, kind: str) -> bool:
        lemma = lemma_of(token)
        test = _TESTS.get(kind)
        return lemma in noun_class(kind) if test is None else test(self, token, lemma)

    def is_weapon(self, token: Token, lemma: str) -> bool:
        """Tell whether a noun, "them" or a bare number stands for weapons."""
        if token.i in self.passage.weapons or lemma in noun_class("weapons"):
            return True
        if token.lower_ in {"they", "them"}:
            earlier = self.antecedent(token)
            return earlier is not None and self.is_weapon(earlier, lemma_of(earlier))
        if self.is_bare_number(token):
            return self._last_counted("weapons")
        return any(c.i in self.passage.weapons for c in _near(token) if c.i < token.i)

    def are_troops(self, token: Token, lemma: str) -> bool:
        """Tell whether a noun, "them" or a bare number stands for armed people."""
        if lemma in noun_class("troops") or lemma in noun_class("fighters"):
            return True
        if lemma in noun_class("units"):
            owned = any(True for _ in self.modifiers(token))
            counted = lemma not in _FIRMS and self.number(token) is not None
            return owned or counted or lemma not in _UNARMED_TOO
        found = self.passage.actors.get(token.i)
        if found is None:
            return self._stand_for_troops(token)
        plural_people = found.kind is NameKind.DEMONYM and token.tag_ in {"NNS", "NNPS"}
        return plural_people or found.entries[0].kind in {"armed_force", "armed_group"}

    def _stand_for_troops(self, token: Token) -> bool:
        words = self.passage.span(token.i, token.i).text.lower().split()
        if token.i in self.passage.numbers and words[-1].removesuffix("s") in noun_class("units"):
            return True  # "a battalion"
        if token.lower_ not in {"they", "them"}:
            return self.is_bare_number(token) and self._last_counted("troops")
        earlier = self.antecedent(token)
        if earlier is not None:
            return self.are_troops(earlier, lemma_of(earlier))
        known = self.mentioned_before(token)
        return self._last_counted("troops") if known is None else known.kind in {"armed_force", "armed_group"}

    def are_people(self, token: Token, lemma: str) -> bool:
        """Tell whether a noun, pronoun or bare number stands for people, armed or not."""
        if self.are_troops(token, lemma) or lemma in noun_class("civilians") or lemma in noun_class("bodies"):
            return True
        if token.lower_ in {
            "they",
            "them",
            "he",
            "she",
            "him",
            "her",
            "nobody",
            "someone",
            "everyone",
            "none",
            "some",
            "many",
            "who",
            "all",
            "no-one",
            "no",
        }:
            return True
        if self.is_bare_number(token) or token.lower_ == "one":
            return not (self.scene.counted and self.scene.counted[-1] == "weapons")
        found = self.passage.actors.get(token.i)
        if found is not None:
            return found.entries[0].kind in {"person", "people"} or found.kind is NameKind.DEMONYM
        return (
            _is_titled(token)
            or is_who(token)
            or (
                token.pos_ == "NOUN"
                and lemma in noun_class("officials")
                and lemma not in noun_class("corporate")
            )
        )

    def is_bare_number(self, token: Token) -> bool:
        """Tell whether a number stands without the noun that it counts."""
        return token.i in self.passage.numbers or (
            token.pos_ == "NUM" and token.dep_ not in {"nummod", "compound"}
        )

    def _last_counted(self, kind: str) -> bool:
        return bool(self.scene.counted) and self.scene.counted[-1] == kind

    def is_party(self, token: Token) -> bool:
        """Tell whether a word names a state, a force or a group."""
        found = self.passage.actors.get(token.i)
        return (
            found is not None
            and found.entries[0].kind in FORCES | {"armed_force", "armed_group"}
            and found.entries[0].kind != "people"
        )

    def names_place(self, token: Token) -> bool:
        """Tell whether a word belongs to the name of a place of this article."""
        return any(word in self.scene.places for word in self.place_names(token))

    def is_hittable(self, token: Token, lemma: str) -> bool:
        """Tell whether a phrase stands for something or somebody that can be attacked."""
        if token.i in self.passage.dates:
            return False
        hit = noun_class("things") | noun_class("ground") | noun_class("directions")
        if lemma in hit or self.are_people(token, lemma):
            return True
        return (
            self.is_party(token)
            or self.names_place(token)
            or token.i in self.passage.weapons
            or token.pos_ == "PROPN"
        )


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
    return (
        token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} and token.text != "I"
    ) or token.lower_ in {"al", "el"}


def _is_titled(token: Token) -> bool:
    """Tell whether a name stands after a title: "General Ivan Petrov"."""
    before = children(token, "nmod:desc", "compound", "amod")
    return token.pos_ == "PROPN" and any(c.lower_.strip(".") in vocabulary("titles") for c in before)


def _in_subject(token: Token) -> bool:
    subjects = {"nsubj", "nsubj:pass"}
    return token.dep_ in subjects or (
        token.head.dep_ in subjects and token.dep_ in {"amod", "compound", "nmod:poss", "nmod"}
    )


def _near(head: Token) -> list[Token]:
    """Return a noun and its modifiers, and theirs, without clauses; not what is joined to the noun itself."""
    row = [head]
    for member in row:
        for c in member.children:
            joined = c.dep_ == "conj" and member != head
            if (
                (c.dep_ in _MODIFIERS or joined)
                and c.pos_ != "VERB"
                and preposition(c) in {"", "of", "'s", "including", "such as", "from", "like"}
            ):
                row.append(c)
    return row


def _is_taken(token: Token) -> bool:
    return any(lemma_of(c) in noun_class("prisoners") for c in token.head.subtree)


def _is_force(nouns: Nouns, token: Token, lemma: str) -> bool:
    return nouns.are_troops(token, lemma) or nouns.is_party(token) or token.lower_ in THEY | OWN


def _can_be_taken(nouns: Nouns, token: Token, lemma: str) -> bool:
    taken = lemma in noun_class("civilians") and _is_taken(token)
    return taken or lemma in noun_class("prisoners") or nouns.are_troops(token, lemma)


def _is_loss(nouns: Nouns, token: Token, lemma: str) -> bool:  # noqa: ARG001
    return lemma in noun_class("losses") or lemma in {"killed", "wounded", "dead", "injured", "injury"}


def _is_ground(nouns: Nouns, token: Token, lemma: str) -> bool:
    return lemma in noun_class("ground") or nouns.names_place(token)


def _is_materiel(nouns: Nouns, token: Token, lemma: str) -> bool:
    weapons = nouns.passage.weapons
    return lemma in noun_class("things") or token.i in weapons or any(c.i in weapons for c in _near(token))


def _is_state(nouns: Nouns, token: Token, lemma: str) -> bool:  # noqa: ARG001
    found = nouns.passage.actors.get(token.i)
    return found is not None and found.entries[0].kind in {"state", "government"}


def _is_strength(nouns: Nouns, token: Token, lemma: str) -> bool:
    """Tell whether a phrase is of troops as a number: "troop levels", "its military presence"."""
    if nouns.are_troops(token, lemma):
        return True
    told = children(token, "compound", "amod", "nmod")
    return lemma in noun_class("strength") and any(nouns.are_troops(c, lemma_of(c)) for c in told)


def _is_head(nouns: Nouns, token: Token, lemma: str) -> bool:  # noqa: ARG001
    """Tell whether a phrase is of one who speaks for a state: "Trump", "he"."""
    found = nouns.passage.actors.get(token.i)
    return token.lower_ in {"he", "she"} or (found is not None and found.entries[0].kind == "person")


def _is_land(nouns: Nouns, token: Token, lemma: str) -> bool:
    """Tell whether a phrase names a state or part of one, or "the country"."""
    return lemma in noun_class("whereabouts") or _is_state(nouns, token, lemma) or nouns.names_place(token)


def _is_fielded(nouns: Nouns, token: Token, lemma: str) -> bool:  # noqa: ARG001
    return any(weapon.concept in noun_class("fielded") for weapon in nouns.weapons(token))


# What a frame may need beside the classes of words.toml.
_TESTS: Final[dict[str, Callable[[Nouns, Token, str], bool]]] = {
    "weapon": lambda nouns, token, lemma: nouns.is_weapon(token, lemma),
    "airborne": lambda nouns, token, lemma: nouns.is_weapon(token, lemma),
    "troops": lambda nouns, token, lemma: nouns.are_troops(token, lemma),
    "force": _is_force,
    "people": lambda nouns, token, lemma: nouns.are_people(token, lemma),
    "captives": _can_be_taken,
    "taken": lambda _nouns, token, lemma: lemma in noun_class("prisoners") or _is_taken(token),
    "losses": _is_loss,
    "ground": _is_ground,
    "place": _is_ground,
    "materiel": _is_materiel,
    "fielded": _is_fielded,
    "strength": _is_strength,
    "head": _is_head,
    "folk": lambda _nouns, token, _lemma: token.tag_ == "NNPS",
    "land": _is_land,
    "figure": lambda nouns, token, _lemma: nouns.number(token) is not None,
    "hittable": lambda nouns, token, lemma: nouns.is_hittable(token, lemma),
    "attack": lambda _nouns, _token, lemma: lemma in noun_class("attacks"),
    "state": _is_state,
    "part": lambda _nouns, _token, lemma: lemma == "part",
    "actor": lambda nouns, token, _lemma: nouns.is_party(token),
}
