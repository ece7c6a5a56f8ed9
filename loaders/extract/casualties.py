"""The slots of casualties: whose people, by whom, what befell them, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.enumerations import members, person, single, with_named
from loaders.extract.event_words import event_words
from loaders.extract.filler import NEAR, Filler, is_means
from loaders.extract.outcomes import outcome
from loaders.extract.own_words import is_told_none
from loaders.extract.performers import agents
from loaders.extract.scene import local_actor
from loaders.extract.sides import meant, unnamed_forces
from loaders.extract.slots import Slots
from loaders.extract.tree import ancestors, arguments, child, children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, ClaimType, Place, Quantity

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

# Who is said to count or suffer, never to kill.
_BLAMED: Final = frozenset({"responsible", "accountable", "liable"})
_NO_DOERS: Final = frozenset({"person", "people", "news_organization", "international_body"})
_WHOEVER: Final = frozenset({"him", "her", "it", "you", "me", "them", "they"})


def build(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return the slots that a trigger fills, or None where it makes no claim of the type."""
    trigger = _with_attack(trigger)
    if (
        _is_blamed(trigger)
        or _is_part_of_figure(trigger.token)
        or _is_natural(filler, trigger)
        or not _are_people(filler, trigger)
    ):
        return None
    if trigger.frame.outcome is None:
        return _as_told(filler, trigger)
    count = _count(filler, trigger)
    victim = _victims(filler, trigger)
    if count is None and (not _says_whose(trigger, victim) or _is_somebody(trigger, victim)):
        return None
    place = filler.places.of(trigger)
    victim = victim or _told_victims(filler) or (local_actor("people", None, "people"),)
    victim = tuple(_settled(actor, place) for actor in victim)
    filler.reader.scene.counted.append("people")
    slots = Slots(
        type=ClaimType.CASUALTIES, victim=victim, perpetrator=_perpetrators(filler, trigger, victim),
        outcome=outcome(trigger), place=place, quantity=_of_people(count),
    )  # fmt: skip
    filler.tell(slots)
    return slots


def _with_attack(trigger: Trigger) -> Trigger:
    """Return the trigger of "victims of the bombing" with the attack as what did it, not as who suffered."""
    victims = trigger.roles.get("victim", [])
    attacks = [t for t in victims if t.pos_ == "NOUN" and lemma_of(t) in noun_class("strikes")]
    if not attacks:
        return trigger
    doers = [*trigger.roles.get("perpetrator", ()), *attacks]
    rest = [t for t in victims if t not in attacks]
    return replace(trigger, roles={**trigger.roles, "victim": rest, "perpetrator": doers})


def _says_whose(trigger: Trigger, victim: tuple[Actor, ...]) -> bool:
    """Tell whether a trigger without a figure says enough of the people to be a claim."""
    described = trigger.token.dep_ == "acl:relcl" and all(actor.kind == "people" for actor in victim)
    if described or (trigger.token.dep_ == "acl" and all(_is_unsaid(actor) for actor in victim)):
        return False  # "the bodies of those killed", "families who lost relatives"
    return bool(victim) or (
        is_told_none(trigger.token) if trigger.frame.light else bool(trigger.roles.get("victim"))
    )


def _is_somebody(trigger: Trigger, victim: tuple[Actor, ...]) -> bool:
    """As in "kill him", "they were shot": nobody says who."""
    tokens = trigger.roles.get("victim", [])
    unknown = all(actor.kind == "people" and actor.country is None for actor in victim)
    return bool(tokens) and all(t.pos_ == "PRON" and t.lower_ in _WHOEVER for t in tokens) and unknown


def _as_told(filler: Filler, trigger: Trigger) -> Slots | None:
    """Return what was told last with another figure: "up from 13", "the total to 51,025"."""
    number = trigger.roles["victim"][0]
    told = [slots for start, slots in filler.reader.scene.told if filler.start - start < NEAR]
    if trigger.roles.get("toll"):
        told = [slots for slots in told if slots.type is ClaimType.CASUALTIES]
    row = [number.head, number] if number.dep_ == "conj" else conjuncts(number)
    back = len(row) - row.index(number) if len(row) <= len(told) else 1
    if not told:
        return None
    count = filler.count(number)
    return None if count is None else replace(told[-back], quantity=_of_people(count), place=())


def _is_blamed(trigger: Trigger) -> bool:
    """As in "holds the rebels responsible", who are no prisoners."""
    held = lemma_of(trigger.token) == "hold"
    return held and any(c.lower_ in _BLAMED for c in children(trigger.token, "xcomp", "obj", "amod", "advcl"))


def _is_part_of_figure(token: Token) -> bool:
    """As in "including two guards killed", "the dead included three guards": counted in another figure."""
    for a in (token, *ancestors(token)):
        if any(c.lower_ == "including" for c in children(a, "case", "mark")) or (
            a.dep_ == "obj" and lemma_of(a.head) == "include"
        ):
            return True
    return False


def _is_natural(filler: Filler, trigger: Trigger) -> bool:
    """Tell a death by accident, and that of a relative in a sentence that tells of no violence."""
    if _is_accident(trigger):
        return True
    kin = [t for t in trigger.roles.get("victim", ()) if lemma_of(t) in noun_class("kin")]
    if not kin or lemma_of(trigger.token) not in {"die", "death"}:
        return False
    violent = noun_class("strikes") | noun_class("combat") | noun_class("care")
    weapons = filler.reader.passage.weapons
    return not any(t.i in weapons or lemma_of(t) in violent for t in trigger.token.sent)


def _is_accident(trigger: Trigger) -> bool:
    """As in "the storm killed 12", "the toll of the earthquake": nobody's doing."""
    causes = [*trigger.roles.get("perpetrator", ()), *(token for _, token in trigger.arguments.phrases)]
    causes += [
        c
        for noun in (trigger.token, *trigger.roles.get("toll", ()), *causes)
        for c in children(noun, "nmod", "compound")
    ]
    return any(lemma_of(cause) in noun_class("accidents") for cause in causes)


def _are_people(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether those who suffered can be people: not "inflation took a toll"."""
    reader, tokens = filler.reader, trigger.roles.get("victim", [])
    nouns = [t for t in tokens if t.pos_ == "NOUN" and not _is_bare(reader, t) and meant(reader, t) is None]
    if _are_weapons(filler, trigger) or _is_of_ground(reader, trigger):
        return False
    if not nouns or len(nouns) < len(tokens):
        return True
    return any(reader.is_of(t, kind) for t in nouns for kind in ("people", "force", "place")) or any(
        reader.parties(t) for t in nouns
    )


def _is_of_ground(reader: Reader, trigger: Trigger) -> bool:
    """Tell "the loss of the village", which is no loss of people."""
    lost = child(trigger.token, "nmod") if lemma_of(trigger.token) == "loss" else None
    return (
        lost is not None and preposition(lost) == "of" and reader.is_of(lost, "place") and lost.pos_ == "NOUN"
    )


def _are_weapons(filler: Filler, trigger: Trigger) -> bool:
    """As in "the loss of two jets", "a loss of two million": no casualties."""
    reader = filler.reader
    tokens = [reader.core(t) for t in trigger.roles.get("victim", ())]
    money = (
        lemma_of(trigger.token) == "loss"
        and bool(tokens)
        and all(_is_bare(reader, t) for t in tokens)
        and not reader.scene.told
    )
    return money or any(t.i in reader.passage.weapons for t in tokens)


def _count(filler: Filler, trigger: Trigger) -> Quantity | None:
    tokens = trigger.roles.get("victim", [])
    counted = [
        *(m for token in tokens[:1] for m in members(token)[:1]),
        *tokens,
        *trigger.roles.get("toll", ()),
    ]
    if trigger.token.pos_ not in {"VERB", "AUX"}:
        counted.insert(0, trigger.token)
    if tokens and not trigger.alone and (whole := with_named(filler, tokens[0])) is not None:
        return whole
    count = next((c for token in counted if (c := filler.count(token)) is not None), None)
    return count or single(filler.reader, tokens)


def _victims(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    reader = filler.reader
    found: list[Actor] = []
    for token in trigger.roles.get("victim", []):
        for member in [token] if trigger.alone else members(token):
            found += _people_of(reader, member, token)
    toll = trigger.first("toll")
    if not found and toll is not None:
        for c in children(toll, "nmod", "amod", "compound", "nmod:poss"):
            found += reader.parties(c)
    nobodys = all(_is_unsaid(a) or (a.country is None and trigger.roles.get("owner")) for a in found)
    if nobodys and (owners := _owners(filler, trigger)):
        return owners
    told = (
        _told_victims(filler)
        if found and trigger.roles.get("victim") and _is_bare(reader, trigger.roles["victim"][0])
        else ()
    )
    return told or tuple(dict.fromkeys(found))


def _people_of(reader: Reader, token: Token, first: Token) -> tuple[Actor, ...]:
    """Return whose people a phrase names; "Afghan soldiers and policemen" are all the owner of the first."""
    if _is_bare(reader, token) or (token != first and _shares_owner(reader, token, first)):
        return ()
    chosen = person(reader, token) if token.lower_ == "one" else None
    if chosen is not None:
        return (chosen,)
    sides = meant(reader, token)
    if sides is not None:
        return tuple(sides)
    named = (local_actor(token.text, None, "people"),) if token.tag_ == "NNPS" else ()
    known = reader.parties(token, alone=True) or named or tuple(unnamed_forces(reader, token))
    somebody = None if known else person(reader, token)
    return known if somebody is None else (somebody,)


def _shares_owner(reader: Reader, token: Token, first: Token) -> bool:
    """Tell whether troops or police stand behind those of a state, with nothing of their own."""
    armed = reader.is_of(token, "troops") or lemma_of(token) in event_words("police")
    owned = any(True for _ in reader.modifiers(first)) and reader.is_of(first, "troops")
    return armed and owned and not children(token, "det", "amod", "compound", "nmod:poss", "nummod")


def _is_bare(reader: Reader, token: Token) -> bool:
    """Tell whether people are given by a figure alone: "55 injured", "some 2,700 were hurt", "60 others"."""
    core = reader.core(token)
    number = core.i in reader.passage.numbers or core.pos_ == "NUM"
    return number or (lemma_of(core) in {"other", "more"} and next(reader.modifiers(core), None) is None)


def _is_unsaid(actor: Actor) -> bool:
    return actor.kind == "people" and actor.country is None and actor.label in {"people", "men"}


def _told_victims(filler: Filler) -> tuple[Actor, ...]:
    """Return the people whom the passage counted last."""
    row = [
        s for start, s in filler.reader.scene.told if start == filler.start and s.type is ClaimType.CASUALTIES
    ]
    return row[-1].victim if row else ()


def _owners(filler: Filler, trigger: Trigger) -> tuple[Actor, ...]:
    """Return whose the people are that are only called "men": those who suffered or admit the loss."""
    loser = trigger.first("owner")
    if loser is not None:
        return tuple(filler.side(loser))
    noun = trigger.first("toll") or trigger.token
    own = child(noun, "nmod:poss")
    if own is not None:
        return tuple(filler.doers(own))
    upper = noun.head
    if lemma_of(noun) != "loss" or noun.dep_ != "obj":
        return ()
    subject = arguments(upper).subject
    return () if subject is None else tuple(filler.side(subject))


def _perpetrators(filler: Filler, trigger: Trigger, victim: tuple[Actor, ...]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    named = trigger.roles.get("perpetrator") or agents(trigger.token) or _leaving(trigger)
    for token in named:
        found += filler.doers(token)
    for _, token in trigger.arguments.phrases:
        if is_means(filler.reader, token):
            found += filler.doers(token)
    found = [a for a in found if a not in victim and a.kind not in _NO_DOERS]
    if not found:
        forces = (unnamed_forces(filler.reader, token) for token in named)
        found = [a for row in forces for a in row]
    return tuple(dict.fromkeys(found))


def _leaving(trigger: Trigger) -> list[Token]:
    """Return what is said to have left people dead: "an attack that left 12 dead"."""
    verb = next((a for a in ancestors(trigger.token) if a.pos_ == "VERB"), None)
    subject = arguments(verb).subject if verb is not None and lemma_of(verb) == "leave" else None
    attacks = noun_class("strikes")
    return [subject] if subject is not None and trigger.counted and lemma_of(subject) in attacks else []


def _of_people(count: Quantity | None) -> Quantity | None:
    return None if count is None else replace(count, unit=None)


def _settled(actor: Actor, place: tuple[Place, ...]) -> Actor:
    """Give people nobody names the country of the place."""
    if actor.kind != "people" or actor.country is not None or not place or not actor.id.startswith("local-"):
        return actor
    return local_actor(actor.label, place[0].country, "people")
