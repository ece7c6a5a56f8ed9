"""From a trigger to the slots of a claim, a function a type; None where the text does not fill what the type needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from loaders.extract.nominals import quantity
from loaders.extract.scene import choose, local_actor, state
from loaders.extract.tree import arguments, children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType, Place, Quantity, Weapon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from loaders.extract.nominals import Reader
    from loaders.extract.places import PlaceFinder
    from loaders.extract.roles import Trigger


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """What a claim says happened; only the fields of its type are filled."""

    type: ClaimType
    force: tuple[Actor, ...] = ()
    host: tuple[Actor, ...] = ()
    victim: tuple[Actor, ...] = ()
    perpetrator: tuple[Actor, ...] = ()
    supplier: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    attacker: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    outcome: str | None = None
    weapons: tuple[Weapon, ...] = ()
    place: tuple[Place, ...] = ()
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the slots of the claims of one passage."""

    reader: Reader
    places: PlaceFinder

    def build(self, trigger: Trigger) -> list[Slots]:
        """Return the slots that a trigger fills: one for each counted item of a list, none where it makes no claim."""
        return [slots for part in self._parts(trigger) if (slots := self._build(part)) is not None]

    def _parts(self, trigger: Trigger) -> list[Trigger]:
        """Split a list whose items have figures of their own: "10 soldiers and four police"."""
        role = _COUNTED[trigger.frame.type]
        for name in role:
            tokens = trigger.roles.get(name, [])
            items = [member for token in tokens[:1] for member in conjuncts(token)]
            if len([item for item in items if self._count(item) is not None]) > 1:
                return [replace(trigger, roles={**trigger.roles, name: [item]}, alone=True) for item in items]
        return [trigger]

    def _build(self, trigger: Trigger) -> Slots | None:
        match trigger.frame.type:
            case ClaimType.DEPLOYMENT:
                return self._deployment(trigger)
            case ClaimType.CASUALTIES:
                return self._casualties(trigger)
            case ClaimType.WEAPONS_TRANSFER:
                return self._transfer(trigger)
            case ClaimType.ARMED_ACTION:
                return self._action(trigger)

    def _deployment(self, trigger: Trigger) -> Slots | None:
        reader = self.reader
        troops = trigger.first("force")
        force = self._forces(trigger.roles.get("force", ()))
        sender = self._states(trigger.roles.get("sender", ()))
        if not force or (sender and troops is not None and not any(True for _ in reader.modifiers(reader.core(troops))) and troops.i not in reader.passage.actors):
            force = sender or force
        if not force:
            return None
        host = [actor for token in trigger.roles.get("host", ()) for actor in self._forces([token])]
        for token in trigger.roles.get("destination", ()):
            joined = preposition(token) in {"to", "into"} or reader.is_of(token, "troops")
            if joined and (reader.is_of(token, "actor") or reader.is_of(token, "troops")):
                host += reader.parties(token)
        host = [actor for actor in host if actor not in force and actor.kind != "person"]
        count = self._count(troops)
        reader.scene.counted.append("troops")
        return Slots(type=ClaimType.DEPLOYMENT, force=force, host=tuple(dict.fromkeys(host)), place=self.places.of(trigger), quantity=count)

    def _casualties(self, trigger: Trigger) -> Slots | None:
        reader = self.reader
        tokens = trigger.roles.get("victim", [])
        victim = tuple(dict.fromkeys(actor for token in tokens for actor in reader.parties(token, alone=trigger.alone)))
        count = next((c for token in tokens if (c := self._count(token)) is not None), None)
        if trigger.token.pos_ not in {"VERB", "AUX"}:
            count = self._count(trigger.token) or count
        if trigger.frame.light and count is None and not victim:
            return None
        if not victim and trigger.roles.get("toll"):
            victim = self._victims_of_toll(trigger)
        if not count and (toll := trigger.first("toll")) is not None:
            count = self._count(toll)
        count = count or _single(reader, tokens)
        place = self.places.of(trigger)
        if not victim:
            if count is None and not tokens:
                return None
            victim = (local_actor("people", None, "people"),)
        victim = tuple(_settled(actor, place) for actor in victim)
        reader.scene.counted.append("people")
        return Slots(
            type=ClaimType.CASUALTIES, victim=victim, perpetrator=self._perpetrators(trigger, victim),
            outcome=trigger.frame.outcome, place=place, quantity=_of_people(count),
        )  # fmt: skip

    def _victims_of_toll(self, trigger: Trigger) -> tuple[Actor, ...]:
        toll = trigger.first("toll")
        tokens = [c for c in children(toll, "nmod", "amod", "compound", "nmod:poss")] if toll is not None else []
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.reader.parties(token)))

    def _perpetrators(self, trigger: Trigger, victim: tuple[Actor, ...]) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for token in trigger.roles.get("perpetrator", ()):
            found += self._doers(token)
        for _, token in trigger.arguments.phrases:
            if lemma_of(token) in _ATTACK_WORDS or token.i in self.reader.passage.weapons or lemma_of(token) == "result":
                found += self._doers(token)
        return tuple(actor for actor in dict.fromkeys(found) if actor not in victim and actor.kind not in {"person", "people"})

    def _doers(self, token: Token) -> list[Actor]:
        """Return who stands behind a subject: itself, or the owner of the weapon or of the attack."""
        reader = self.reader
        core = reader.core(token)
        if lemma_of(core) in _ATTACK_WORDS | noun_class("weapons") | noun_class("things") or core.i in reader.passage.weapons or lemma_of(core) == "result":
            owners = [choose(reader.scene, f) for f in reader.modifiers(core)]
            owners += [choose(reader.scene, f) for c in children(core, "nmod") for f in reader.modifiers(c) if preposition(c) in {"of", "by", "from"}]
            owners += [a for c in children(core, "acl", "acl:relcl") for a in reader.parties(arguments(c).subject) if arguments(c).passive]
            targets = {choose(reader.scene, f) for c in children(core, "nmod") if preposition(c) in {"on", "against", "at"} for f in reader.modifiers(c)}
            return [owner for owner in owners if owner not in targets and owner.kind != "person"]
        return [_state_of(actor) for actor in reader.parties(token)]

    def _transfer(self, trigger: Trigger) -> Slots | None:
        reader = self.reader
        goods = trigger.roles.get("goods", [])
        weapons = narrowest([w for token in goods for w in reader.weapons(token, alone=trigger.alone)])
        if trigger.token.pos_ == "NOUN" or trigger.frame.name.endswith("prepare"):
            weapons = weapons or reader.weapons(trigger.token)
        supplier = self._states(trigger.roles.get("supplier", ()))
        recipient = tuple(a for a in self._states(trigger.roles.get("recipient", ())) if a not in supplier)
        if not weapons:
            if not any(lemma_of(reader.core(t)) in noun_class("weapons") for t in goods):
                return None
            weapons = (_GENERIC,)
        if not supplier and not recipient:
            return None
        count = next((c for token in goods if (c := self._count(token, weapons=True)) is not None), None)
        reader.scene.counted.append("weapons")
        return Slots(type=ClaimType.WEAPONS_TRANSFER, supplier=supplier, recipient=recipient, weapons=weapons, quantity=count)

    def _action(self, trigger: Trigger) -> Slots | None:
        reader, roles = self.reader, trigger.roles
        shot = roles.get("intercepted", [])
        carriers = [*roles.get("weapon", []), *shot]
        weapons = [w for token in carriers for w in reader.weapons(token, alone=trigger.alone)]
        attacker: list[Actor] = []
        for token in roles.get("attacker", ()):
            attacker += self._doers(token)
            weapons += reader.weapons(token, alone=trigger.alone)
        weapons += implied_weapons(trigger.token)
        for token in roles.get("weapon", ()):
            attacker += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
        attacker = [a for a in dict.fromkeys(attacker) if a.kind not in {"person", "people"}]
        target = self._targets(trigger, attacker)
        if not attacker and not target and not weapons:
            return None
        count = next((c for token in (*carriers, *roles.get("attacker", ())) if (c := self._count(token, weapons=True)) is not None), None)
        count = count if carriers or weapons else None
        if count is not None:
            reader.scene.counted.append("weapons")
        place = self.places.of(trigger)
        return Slots(type=ClaimType.ARMED_ACTION, attacker=tuple(attacker), target=target, weapons=narrowest(weapons), place=place, quantity=count)

    def _targets(self, trigger: Trigger, attacker: list[Actor]) -> tuple[Actor, ...]:
        reader = self.reader
        found: list[Actor] = []
        for token in trigger.roles.get("intercepted", ()):
            found += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
        ground = trigger.frame.action == "seizure"
        for token in (*trigger.roles.get("target", ()), *trigger.roles.get("opponent", ())):
            core = reader.core(token)
            if lemma_of(core) in {"night", "day", "time", "morning", "evening", "hour", "week", "result", "addition", "response"} or core.i in reader.passage.dates:
                continue
            parties = [a for a in reader.parties(token) if a.kind != "person"]
            if parties:
                found += parties
            elif not ground and reader.is_of(core, "hittable") and (lemma_of(core) in noun_class("things") or core.i in reader.passage.weapons):
                found.append(reader.thing(core, None))
        return tuple(actor for actor in dict.fromkeys(found) if actor not in attacker)

    def _forces(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        found = [_state_of(actor) for token in tokens for actor in self.reader.parties(token)]
        return tuple(actor for actor in dict.fromkeys(found) if actor.kind not in {"people", "news_organization"})

    def _states(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        """Return who sends or supplies: a person stands for the state."""
        return tuple(dict.fromkeys(_state_of(actor) for token in tokens for actor in self.reader.parties(token) if actor.kind not in {"people", "news_organization"}))

    def _count(self, token: Token | None, *, weapons: bool = False) -> Quantity | None:
        if token is None:
            return None
        found = self.reader.number(token) or self.reader.number(self.reader.core(token))
        if found is None:
            return None
        mention, _ = found
        return quantity(mention, self._unit(token, weapons=weapons))

    def _unit(self, token: Token, *, weapons: bool) -> str | None:
        lemma = lemma_of(token)
        if weapons:
            core = self.reader.core(token)
            return token.text.lower() if core != token and token.i not in self.reader.passage.numbers and token.i not in self.reader.passage.weapons else None
        return token.text.lower() if lemma in noun_class("units") else None


_COUNTED: Final = {
    ClaimType.DEPLOYMENT: ("force",), ClaimType.CASUALTIES: ("victim",), ClaimType.WEAPONS_TRANSFER: ("goods",),
    ClaimType.ARMED_ACTION: ("weapon", "intercepted", "attacker"),
}  # fmt: skip
_GENERIC: Final = Weapon(concept="weapons", id="weapons", label="weapons")
_ATTACK_WORDS: Final = frozenset(
    """strike attack airstrike raid assault shelling bombardment bombing offensive ambush explosion blast fire barrage salvo rocket missile drone
    shell mine gunfire artillery bomb fighting clash battle operation munition airstrikes raid debris wreckage crash hit impact fragment""".split()
)


def narrowest(weapons: Iterable[Weapon]) -> tuple[Weapon, ...]:
    """Return the weapons, each once, without a general kind beside a system of that kind."""
    found = list(dict.fromkeys(weapons))
    named = {w.concept for w in found if not _is_general(w)}
    exact = [w for w in found if not (_is_general(w) and w.concept in named)]
    return tuple(w for w in exact if w.concept != "weapons" or len(exact) == 1)


def _is_general(weapon: Weapon) -> bool:
    return weapon.id.replace("-", "_") == weapon.concept


def implied_weapons(trigger: Token) -> list[Weapon]:
    """Return the weapon that the word for an attack implies: an air strike is flown, shelling is done with shells."""
    lemma = lemma_of(trigger)
    by_air = lemma in {"airstrike", "airstrikes"} or any(c.lower_ in {"air", "aerial"} for c in children(trigger, "compound", "amod"))
    if by_air and lemma not in {"defence", "defense"}:
        return [Weapon(concept="aircraft", id="aircraft", label="aircraft")]
    if lemma in {"shelling", "shell"}:
        return [Weapon(concept="artillery_shell", id="artillery-shell", label="artillery shell")]
    return []


def _single(reader: Reader, tokens: Iterable[Token]) -> Quantity | None:
    """ "a woman was killed" is one; "the woman" too; a plural without a number is none."""
    for token in tokens:
        if token.tag_ == "NN" and lemma_of(token) in noun_class("civilians") | noun_class("troops") | noun_class("fighters") | noun_class("officials"):
            determiner = next((c for c in token.children if c.dep_ == "det"), None)
            if determiner is not None and determiner.lower_ in {"a", "an", "another"} and lemma_of(token) not in {"family", "military", "army", "force", "infantry", "staff", "personnel", "couple", "people"}:
                span = reader.passage.span(determiner.i, token.i)
                return Quantity(low=1, high=1, unit=None, qualifier="exact", text=span.text)
    return None


def _of_people(count: Quantity | None) -> Quantity | None:
    return None if count is None else Quantity(low=count.low, high=count.high, unit=None, qualifier=count.qualifier, text=count.text)


def _settled(actor: Actor, place: tuple[Place, ...]) -> Actor:
    """Give people nobody names the country of the place."""
    if actor.kind != "people" or actor.country is not None or not place or not actor.id.startswith("local-"):
        return actor
    return local_actor(actor.label, place[0].country, "people")


def _state_of(actor: Actor) -> Actor:
    """Return the state that a person acts for; other actors act for themselves."""
    return state(actor.country) if actor.kind == "person" and actor.country else actor
