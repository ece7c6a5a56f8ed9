"""The slots of an armed action: who on whom or what, with which weapons, where, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.counterparts import completed, resumed
from loaders.extract.event_words import event_words
from loaders.extract.filler import Filler, is_attack, narrowest
from loaders.extract.nominals import is_human_bomber
from loaders.extract.numerals import find_numbers
from loaders.extract.own_words import is_told_none
from loaders.extract.performers import performers
from loaders.extract.scene import choose
from loaders.extract.sides import unnamed_bands, unnamed_forces
from loaders.extract.slots import Slots
from loaders.extract.strikes import is_of
from loaders.extract.targets import WATERS, is_civil_plane, targets
from loaders.extract.tree import children, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType, Quantity, Weapon

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

_AIRCRAFT: Final = Weapon(concept="aircraft", id="aircraft", label="aircraft")
_SMALL_ARMS: Final = Weapon(concept="small_arms", id="small-arms", label="small arms")
# How many words after a verb "three times" may stand.
_TIMES: Final = 4
_BANDS: Final = frozenset({"people", "armed_group"})
_NOBODY: Final = frozenset({"person", "people", "news_organization"})


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    if not all(_is_craft(filler.reader, token) for token in trigger.roles.get("lost", ())):
        return None  # "lost 700 troops, 12 tanks and 3 jets"
    if _flies_in(filler, trigger) or _is_own(trigger) or _is_of_arms(filler, trigger):
        return None
    attacker = _attackers(filler, trigger)
    slots = Slots(
        type=ClaimType.ARMED_ACTION,
        attacker=attacker,
        target=_others(targets(filler, trigger, attacker), attacker),
        weapons=_weapons(filler, trigger),
        quantity=_count(filler, trigger),
        place=filler.places.of(trigger),
    )
    slots = resumed(filler, trigger, slots)
    if not _says_enough(slots, trigger):
        return _as_told(filler, trigger)
    slots = completed(filler, trigger, slots)
    if slots.quantity is not None:
        filler.reader.scene.counted.append("weapons")
    if trigger.frame.action != "interception" and not trigger.roles.get("lost"):
        filler.tell(slots)
    return slots


def _others(target: tuple[Actor, ...], attacker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return a target without a group that attacks: "ambushed their convoy" is not about their own."""
    return tuple(actor for actor in target if actor not in attacker or actor.kind not in _BANDS)


def _is_craft(reader: Reader, token: Token) -> bool:
    return bool(reader.weapons(token, alone=True)) or reader.lemma(token) in event_words("planes")


def _flies_in(filler: Filler, trigger: Trigger) -> bool:
    """As in "the drone entered Israeli territory": no ground is taken."""
    reader = filler.reader
    cores = [reader.core(t) for t in trigger.roles.get("attacker", ())]
    flying = any(c.i in reader.passage.weapons and is_of(reader, c, "airborne") for c in cores)
    return trigger.frame.action == "seizure" and flying


def _is_own(trigger: Trigger) -> bool:
    """Tell "destroyed its chemical arsenal": one's own arms are no target."""
    what = trigger.arguments.object
    if trigger.frame.action == "interception" or what is None or trigger.arguments.subject is None:
        return False
    own = trigger.frame.role("object") == "target" and lemma_of(what) in noun_class("stocks")
    return own and any(c.lower_ in {"its", "their"} for c in children(what, "nmod:poss"))


def _is_of_arms(filler: Filler, trigger: Trigger) -> bool:
    """Tell "gained possession of weapons": no ground is taken."""
    what = trigger.arguments.object
    if trigger.frame.action != "seizure" or what is None or trigger.frame.role("object") != "none":
        return False
    held = [c for c in children(what, "nmod") if preposition(c) in {"of", "over"}]
    return any(filler.reader.core(c).i in filler.reader.passage.weapons for c in held)


def _as_told(filler: Filler, trigger: Trigger) -> Slots | None:
    """As in "the town had fallen": the one told of before."""
    told = filler.told(ClaimType.ARMED_ACTION)
    subject = next(iter(trigger.roles.get("target", ())), None)
    definite = subject is not None and any(
        c.lower_ in {"the", "that", "this"} for c in children(subject, "det")
    )
    if told is None or not definite or trigger.frame.action != "seizure" or trigger.frame.light:
        return None
    return replace(told, quantity=None)


def _says_enough(slots: Slots, trigger: Trigger) -> bool:
    """A noun alone tells of an event by who, on whom, with what or how often; a verb also by where."""
    of_what = trigger.roles.get("target") and not slots.target and not slots.place
    implied = lemma_of(trigger.token) == "shelling" and of_what  # "the shelling of peas"
    if slots.attacker or slots.target or (slots.weapons and not implied) or trigger.roles.get("intercepted"):
        return True
    if slots.quantity is not None and (trigger.roles.get("weapon") or not trigger.frame.light):
        return True
    told = not trigger.frame.light or _goes_on(trigger.token) or is_told_none(trigger.token)
    return trigger.counted or (bool(slots.place) and told)


def _goes_on(noun: Token) -> bool:
    """As in "fighting intensified", "clashes broke out"."""
    verb = noun.head.lemma_ if noun.head != noun else ""
    return lemma_of(noun) in event_words("battles") and (
        verb in event_words("going_on") or any(c.lower_.endswith("ed") for c in children(noun, "advmod"))
    )


def _attackers(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    reader, found = filler.reader, list[Actor]()
    for token in trigger.roles.get("attacker", ()):
        found += filler.doers(token)
    named = bool(found)
    for token in (*trigger.roles.get("weapon", ()), *trigger.roles.get("repelled", ())):
        if not named:  # "Russia fired North Korean missiles": the maker of the weapon fires nothing
            found += [choose(reader.scene, f) for f in reader.modifiers(reader.core(token))]
        found += [a for c in children(token, "nmod") for a in filler.doers(c) if c.i > token.i and _is_by(c)]
    found = [a for a in (found or _claimants(filler, trigger)) if a.kind not in _NOBODY]
    if not found:
        found = [a for token in trigger.roles.get("attacker", ()) for a in unnamed_forces(reader, token)]
    if not found and trigger.frame.light:
        found = unnamed_bands(trigger.token)
    return tuple(dict.fromkeys(found))


def _claimants(filler: Filler, trigger: Trigger) -> list[Actor]:
    """As in "an attack claimed by the group", "carried out by the regime"."""
    found = performers(trigger.token) if trigger.frame.light else ()
    return [actor for token in found for actor in filler.doers(token)]


def _is_by(token: Token) -> bool:
    """Tell whose a weapon is by what follows it: "rockets of the group", not "fired from near the Gulf"."""
    cases = {c.lower_ for c in children(token, "case")}
    return bool(cases & {"by", "of", "from"}) and not (
        cases - {"by", "of", "from"} or lemma_of(token) in WATERS
    )


def _weapons(filler: Filler, trigger: Trigger) -> tuple[Weapon, ...]:
    reader = filler.reader
    found: list[Weapon] = []
    used = () if trigger.frame.action == "interception" else ("attacker",)
    for role in ("weapon", "intercepted", "lost", *used):
        for token in trigger.roles.get(role, ()):
            if role == "intercepted" and is_civil_plane(token):
                continue
            if role == "attacker" and not is_attack(reader, token):
                continue
            found += reader.weapons(token, alone=trigger.alone) or _weapons_meant(filler, token, role)
    for token in (trigger.token, *trigger.roles.get("attacker", ())):
        found += _implied_weapons(reader, token)
    flown = [t for role in ("attacker", "intercepted", "lost") for t in trigger.roles.get(role, ())]
    flown = [t for t in flown if not is_civil_plane(t) and not _is_man(t)]
    if any(reader.lemma(t) in event_words("planes") and not reader.weapons(t) for t in flown):
        found.append(_AIRCRAFT)
    if (
        not found
        and lemma_of(trigger.token) in {"open", "shoot"}
        and any(reader.lemma(t) in noun_class("fighters") for t in trigger.roles.get("attacker", ()))
    ):
        found.append(_SMALL_ARMS)
    return narrowest(found)


def _is_man(bomber: Token) -> bool:
    """Tell "the bomber detonated his vest" from an aircraft."""
    return is_human_bomber(bomber) or lemma_of(bomber.head) in event_words("blasting")


def _weapons_meant(filler: Filler, token: Token, role: str) -> tuple[Weapon, ...]:
    """Return the weapons that "five", "most" and "them" stand for: those told of just before."""
    reader = filler.reader
    core = reader.core(token)
    if role == "attacker" or lemma_of(core) in noun_class("weapons") or not is_of(reader, core, "weapon"):
        return ()
    before = [
        t
        for t in reader.passage.doc[: token.i]
        if t.i in reader.passage.weapons or lemma_of(t) in noun_class("weapons")
    ]
    if before:
        return reader.weapons(before[-1], alone=True)
    told = filler.told(ClaimType.ARMED_ACTION)
    return told.weapons if told is not None else ()


def _implied_weapons(reader: Reader, trigger: Token) -> list[Weapon]:
    """Return the weapon that the word for an attack implies: air strikes are flown, shelling takes shells."""
    lemma = lemma_of(trigger)
    written = reader.passage.span(trigger.i, trigger.i).text.lower()
    by_air = written.startswith(("airstrike", "air-strike")) or any(
        c.lower_ in {"air", "aerial"} for c in children(trigger, "compound", "amod")
    )
    if by_air and lemma not in {"defence", "defense"}:
        return [_AIRCRAFT]
    if lemma in {"shelling", "shell"}:
        return [Weapon(concept="artillery_shell", id="artillery-shell", label="artillery shell")]
    return []


def _count(filler: Filler, trigger: Trigger) -> Quantity | None:
    """Return how many weapons or attacks there were; else how many things were hit."""
    if trigger.counted:
        count = filler.count(trigger.token)
        return None if count is None else _of_attacks(count, trigger.token)
    if trigger.frame.action == "launch" and trigger.token.tag_ in {"NNS", "NNPS"}:
        count = filler.count(trigger.token)
        return None if count is None else _of_attacks(count, trigger.token)  # "two tests of a missile"
    for role in ("weapon", "intercepted", "lost", "repelled"):
        for token in trigger.roles.get(role, ()):
            if (count := filler.count(token, weapons=True)) is not None:
                return _of_attacks(count, token) if role == "repelled" else count
    for token in trigger.roles.get("attacker", ()):
        if filler.reader.weapons(token) and (count := filler.count(token, weapons=True)) is not None:
            return count
    return _times(filler, trigger.token) or _count_of_targets(filler, trigger)


def _of_attacks(count: Quantity, token: Token) -> Quantity:
    return replace(count, unit=token.text.lower())


def _times(filler: Filler, verb: Token) -> Quantity | None:
    """As in "attacked three times"."""
    times = next((t for t in verb.doc[verb.i + 1 : verb.i + _TIMES] if t.lower_ == "times"), None)
    if times is None:
        return None
    words = filler.reader.passage.words(children(times, "nummod"))
    number = next(iter(find_numbers(words)), None)
    if number is None:
        return None
    count = int(number.value)
    return Quantity(low=count, high=count, unit="attacks", qualifier="exact", text=f"{words} times")


def _count_of_targets(filler: Filler, trigger: Trigger) -> Quantity | None:
    passage = filler.reader.passage
    things = noun_class("things") | noun_class("ground") | noun_class("weapons")
    for token in trigger.roles.get("target", ()):
        core = filler.reader.core(token)
        counted = token.lower_ != "one" and (lemma_of(core) in things or core.i in passage.weapons)
        if counted and (count := filler.count(token)) is not None:
            return replace(count, unit=passage.span(core.i, core.i).text.split()[-1].lower())
    return None
