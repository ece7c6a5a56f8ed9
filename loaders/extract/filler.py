"""What the slots of every claim type are filled from: parties, doers behind weapons and attacks, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.nominals import quantity
from loaders.extract.performers import makers, performers
from loaders.extract.scene import choose, state
from loaders.extract.sides import meant, unnamed_bands
from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.lexicon import ActorEntry, Found
    from loaders.extract.nominals import Reader
    from loaders.extract.places import PlaceFinder
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token
    from loaders.model import Actor, ClaimType, Quantity, Weapon

# How many characters above a passage what was told is still what it goes on about.
NEAR: Final = 1500


@dataclass(frozen=True, slots=True)
class Filler:
    """Reads the parties, counts and places of one passage's claims."""

    reader: Reader
    places: PlaceFinder

    @property
    def start(self) -> int:
        """Where the passage starts in the article's text."""
        return self.reader.passage.zone.start

    def tell(self, slots: Slots) -> None:
        """Remember a strike or a toll for what is told of it later."""
        self.reader.scene.told.append((self.start, slots))

    def told(self, kind: ClaimType) -> Slots | None:
        """Return what was told last of a kind not far above, or None."""
        row = [
            slots
            for start, slots in self.reader.scene.told
            if slots.type is kind and self.start - start < NEAR
        ]
        return row[-1] if row else None

    def doers(self, token: Token) -> list[Actor]:
        """Return who stands behind a subject: itself, or the owner of the weapon or of the attack."""
        reader = self.reader
        core = reader.core(token)
        sides = meant(reader, token)
        if sides is not None:
            return sides
        if any(c.lower_ == "no" for c in children(core, "det")) and not any(reader.modifiers(core)):
            return []  # "no group has claimed it"
        if not is_attack(reader, core):
            return [state_of(actor) for actor in reader.parties(token)]
        return self._behind(core)

    def side(self, token: Token) -> list[Actor]:
        """Return the side that a subject is or speaks for: a group by its spokesman."""
        core = self.reader.core(token)
        near = [choose(self.reader.scene, f) for f in self.reader.modifiers(core)]
        return [
            a
            for a in dict.fromkeys([*near, *self.doers(token)])
            if a.kind not in {"person", "people", "news_organization"}
        ]

    def forces(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        """Return whose forces some phrases are; people and media are nobody's."""
        found = [state_of(actor) for token in tokens for actor in self.reader.parties(token)]
        return tuple(
            actor for actor in dict.fromkeys(found) if actor.kind not in {"people", "news_organization"}
        )

    def states(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        """Return who sends or supplies: a person stands for the state."""
        return tuple(
            dict.fromkeys(
                state_of(actor)
                for token in tokens
                for actor in self.reader.parties(token)
                if actor.kind not in {"people", "news_organization"}
            )
        )

    def _behind(self, core: Token) -> list[Actor]:
        """Return who stands behind a weapon or an attack, never those it is on."""
        reader = self.reader
        struck = self._struck_towns(core)
        owners = [choose(reader.scene, f) for f in reader.modifiers(core) if f not in struck]
        near = [reader.passage.actors.get(c.i) for c in children(core, "amod", "compound")]
        groups = [choose(reader.scene, f) for f in near if f is not None]
        if child(core, "nmod:poss") is not None and any(a.kind == "armed_group" for a in groups):
            owners = groups  # "Yemen's Houthi drones" are the Houthis'
        owners += [a for c in children(core, "nmod:poss") if c.pos_ == "PRON" for a in reader.parties(c)]
        for c in children(core, "nmod"):
            if preposition(c) in {"of", "by", "from"}:
                owners += [choose(reader.scene, f) for f in reader.modifiers(c)]
            if preposition(c) == "by":
                owners += [actor for actor in reader.parties(c) if actor not in owners]
        owners = owners or unnamed_bands(core)
        for performer in (*performers(core), *(makers(core) if not owners else ())):
            owners += reader.parties(performer)
        targets = {
            choose(reader.scene, f)
            for c in children(core, "nmod")
            if preposition(c) in {"on", "against", "at"}
            for f in reader.modifiers(c)
        }
        return [owner for owner in owners if owner not in targets and owner.kind != "person"]

    def _struck_towns(self, core: Token) -> list[Found[ActorEntry]]:
        """Return the seats of states before an attack: "the Paris attacks" were not made by France."""
        if lemma_of(core) not in noun_class("strikes"):
            return []
        sorts = children(core, "compound")
        sorts += [c for sort in sorts for c in children(sort, "compound")]  # "a Moscow drone attack"
        named = [self.reader.passage.actors.get(c.i) for c in sorts]
        return [f for f in named if f is not None and f.kind is NameKind.METONYM]

    def count(self, token: Token | None, *, weapons: bool = False, whole: bool = False) -> Quantity | None:
        """Return how many a phrase counts, None where it has no figure."""
        if token is None:
            return None
        number = self.reader.number
        found = number(token, whole=whole) or number(self.reader.core(token), whole=whole)
        if found is None:
            return None
        mention, _ = found
        return quantity(mention, self.unit(token, weapons=weapons))

    def unit(self, token: Token, *, weapons: bool) -> str | None:
        """Return what is counted where it is neither people nor the weapon itself: "containers"."""
        lemma = lemma_of(token)
        if weapons:
            core = self.reader.core(token)
            return (
                token.text.lower()
                if core != token
                and token.i not in self.reader.passage.numbers
                and token.i not in self.reader.passage.weapons
                else None
            )
        return token.text.lower() if lemma in noun_class("units") else None


def is_attack(reader: Reader, token: Token) -> bool:
    """Tell whether a noun is an attack, a weapon or a thing, behind which somebody else stands."""
    core = reader.core(token)
    words = noun_class("strikes") | noun_class("weapons") | noun_class("things")
    return core.i in reader.passage.weapons or lemma_of(core) in words


def is_means(reader: Reader, token: Token) -> bool:
    """Tell an attack or a weapon from a thing that only stands beside it: "outside of the Iraqi city"."""
    core = reader.core(token)
    weapon = core.i in reader.passage.weapons
    return is_attack(reader, token) and (weapon or lemma_of(core) not in noun_class("things"))


def state_of(actor: Actor) -> Actor:
    """Return the state that a person acts for; other actors act for themselves."""
    return state(actor.country) if actor.kind == "person" and actor.country else actor


def narrowest(weapons: Iterable[Weapon]) -> tuple[Weapon, ...]:
    """Return the weapons, each once, without a general kind beside a system of that kind."""
    found = list(dict.fromkeys(weapons))
    named = {w.concept for w in found if not _is_general(w)} | {
        _UNDER[w.concept] for w in found if w.concept in _UNDER
    }
    exact = [w for w in found if not (_is_general(w) and w.concept in named)]
    return tuple(w for w in exact if w.concept != "weapons" or len(exact) == 1)


# What a general word beside a narrower kind adds nothing to: "Tomahawk missiles".
_UNDER: Final = {
    "ballistic_missile": "missile",
    "cruise_missile": "missile",
    "artillery_shell": "ammunition",
    "glide_bomb": "bomb",
}


def _is_general(weapon: Weapon) -> bool:
    return weapon.id.replace("-", "_") == weapon.concept
