"""What makes a word an armed action of its own, beside the frames: figures, weapons meant, repetitions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.frames import noun_frames
from loaders.extract.lexicon import NameKind
from loaders.extract.sides import meant
from loaders.extract.tree import Arguments, ancestors, arguments, child, children, first_conjunct
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.frames import Frame
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

_WEAPONS: Final = frozenset({"weapon", "airborne"})
# They tell of one event with what it set off: a number of them is no number of attacks.
_HEARD: Final = frozenset({"explosion", "blast"})


def is_of(reader: Reader, token: Token, kind: str) -> bool:
    """Tell whether a phrase is of a class; a bare figure is one of weapons where weapons were named last."""
    if kind in _WEAPONS and _points(reader, token):
        return names_weapon_last(reader, token)
    known = _known(reader, token, kind)
    return reader.is_of(token, kind) if known is None else known


def _known(reader: Reader, token: Token, kind: str) -> bool | None:
    """Return what figures and names tell of a phrase's class, None where they tell nothing."""
    named = reader.passage.actors.get(token.i)
    known: bool | None = None
    match kind:
        case "people" if named is None and token.tag_ == "NNPS":  # "200 Rohingya"
            known = True if reader.number(token) is not None else None
        case "ground" | "captives" if named is not None and named.kind is NameKind.DEMONYM:
            known = kind == "captives"
        case "bodies":
            known = _are_dead(token)
        case "captives" if lemma_of(reader.core(token)) in event_words("police"):
            known = True
        case "force" | "troops" if lemma_of(reader.core(token)) in event_words("enemy"):
            known = True
        case "airborne" if lemma_of(token) in event_words("planes"):
            known = True
        case "airborne" if token.i in reader.passage.weapons:
            known = reader.weapon(token).concept in event_words("airborne")
        case _:
            pass
    return known


def _are_dead(noun: Token) -> bool | None:
    """Tell "16 bodies" from "governing bodies"; None where nothing is said."""
    if any(c.lower_ in event_words("official") for c in children(noun, "amod", "compound")):
        return False
    return True if lemma_of(noun) in noun_class("bodies") and children(noun, "nummod") else None


def names_weapon_last(reader: Reader, token: Token) -> bool:
    """Tell whether weapons, not people, are what a bare figure or "they" most likely stands for."""
    verbs = set(ancestors(token))
    for earlier in reversed(reader.passage.doc[: token.i]):
        if earlier.i in reader.passage.weapons or lemma_of(earlier) in noun_class("weapons"):
            return True
        if earlier.tag_ in {"NNS", "NNPS"} and earlier.head not in verbs and reader.is_of(earlier, "people"):
            return False
    told = reader.scene.told
    return bool(told) and told[-1][1].type is ClaimType.ARMED_ACTION and bool(told[-1][1].weapons)


def _points(reader: Reader, token: Token) -> bool:
    core = reader.core(token)
    number = core.i in reader.passage.numbers or core.pos_ == "NUM"
    return core.lower_ in event_words("pointing") or (number and core.dep_ not in {"nummod", "compound"})


def with_quantifier(verb: Token, row: Arguments) -> Arguments:
    """Return the arguments with "most" for the subject in "most had been intercepted", read as an adverb."""
    if row.subject is not None or row.object is not None or child(verb, "aux", "aux:pass") is None:
        return row
    quantifier = next(
        (c for c in children(verb, "advmod") if c.lower_ in event_words("pointing") and c.i < verb.i), None
    )
    if quantifier is None:
        return row
    if child(verb, "aux:pass") is not None:
        return replace(row, object=quantifier, passive=True)
    return replace(row, subject=quantifier)


def is_counted_attack(reader: Reader, token: Token, frame: Frame) -> bool:
    """Tell whether a noun has a figure or a claimant of its own: "18 assaults", "an attack claimed by IS"."""
    if frame.type is not ClaimType.ARMED_ACTION or not frame.light or lemma_of(token) in _HEARD:
        return False
    found = reader.number(token) if token.tag_ in {"NNS", "NNPS"} else None
    exact = found is not None and not (found[0].low is None and found[0].high is None)
    claimed = any(lemma_of(c) == "claim" and arguments(c).subject is not None for c in children(token, "acl"))
    return claimed or (exact and first_conjunct(token).dep_ in {"obj", "nsubj", "nsubj:pass", "ROOT"})


def without_repeated(reader: Reader, found: list[Trigger]) -> list[Trigger]:
    """Return the triggers without those that describe a party of another, or tell its strike again."""
    found = [t for t in found if not any(_is_attack(goods) for goods in t.roles.get("goods", ())[:1])]
    return [
        t
        for t in found
        if t.frame.type is not ClaimType.ARMED_ACTION
        or not (
            _describes(t, found)
            or _is_means(reader, t, found)
            or (t.frame.role("subject") == "attacker" and _is_unarmed(reader, t.arguments.subject))
        )
    ]


def _is_unarmed(reader: Reader, subject: Token | None) -> bool:
    """Tell whether what would have struck is no people, side, weapon or attack: "phones hit the market"."""
    if subject is None or subject.pos_ != "NOUN":
        return False
    core = reader.core(subject)
    armed = (
        noun_class("strikes")
        | noun_class("weapons")
        | noun_class("officials")
        | noun_class("units") - {"company"}
        | noun_class("sides")
        | event_words("vessels")
    )
    if lemma_of(core) in armed or meant(reader, subject) is not None or _points(reader, subject):
        return False
    if any(reader.is_of(subject, kind) for kind in ("force", "people", "weapon", "ground")):
        return False
    return not reader.parties(subject)


def _is_attack(noun: Token) -> bool:
    """As in "ordered a missile strike": no weapons are handed over."""
    return any(f.light and f.type is ClaimType.ARMED_ACTION for f in noun_frames().get(lemma_of(noun), ()))


def _describes(trigger: Trigger, found: list[Trigger]) -> bool:
    """As in "intercepted 549 rockets fired at towns", "rebels battling the army", "occupied by Russia"."""
    verb = trigger.token
    if verb.dep_ not in {"acl", "xcomp"} and not (trigger.frame.action == "battle" and verb.dep_ == "advcl"):
        return False
    if verb.tag_ == "VBG":
        return trigger.frame.action == "battle"
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    own = [verb.head, *trigger.roles.get("weapon", ())]
    others = [t for t in found if t != trigger and t.frame.type is ClaimType.ARMED_ACTION]
    shared = any(token in tokens for t in others for tokens in t.roles.values() for token in own)
    return shared or lemma_of(verb) == "occupy"


def _is_means(reader: Reader, trigger: Trigger, found: list[Trigger]) -> bool:
    """As in "used drones to attack the port": the attack is told; "farms use drones" is none."""
    if lemma_of(trigger.token) not in {"use", "employ", "expend"}:
        return False
    user = trigger.arguments.subject
    if (
        user is not None
        and not reader.is_of(user, "force")
        and not reader.parties(user)
        and meant(reader, user) is None
    ):
        return True
    attack = next(
        (
            t
            for t in found
            if t.token.head == trigger.token
            and t.token.dep_ in {"xcomp", "advcl"}
            and t.frame.type is trigger.frame.type
        ),
        None,
    )
    if attack is None:
        return False
    attack.roles.setdefault("weapon", []).extend(trigger.roles.get("weapon", ()))
    return True
