"""The two sides that an article tells of: who "the enemy" is, who "we" are, whose opponent somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.scene import local_actor, state
from loaders.extract.tree import child, children
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.model import Actor

_OUR: Final = frozenset({"our", "we", "us", "ours"})
_ISSUING: Final = frozenset({"armed_force", "ministry", "government", "armed_group"})
SIDES: Final = frozenset({"state", "armed_force", "armed_group", "coalition", "government"})


def meant(reader: Reader, token: Token) -> list[Actor] | None:
    """Return whom "the enemy" or "our defenders" are from the side that speaks; None for any other phrase."""
    core = reader.core(token)
    owner = next((c for c in core.children if c.dep_ == "nmod:poss"), None)
    if lemma_of(core) in event_words("enemy") or (
        owner is not None and lemma_of(owner) in event_words("enemy")
    ):
        return [] if next(reader.modifiers(core), None) is not None else _enemies(reader)
    if core.lower_ in _OUR or (owner is not None and owner.lower_ in _OUR):
        own = _own(reader)
        return [own] if own is not None and reader.speaker is None else None
    return None


def unnamed_forces(reader: Reader, token: Token) -> list[Actor]:
    """Return police or troops of nobody's by what they are called: "security forces", "a commando unit"."""
    core = reader.core(token)
    armed = reader.is_of(core, "troops") or lemma_of(core) in event_words("police")
    owned = child(core, "nmod:poss") is not None or any(True for _ in reader.modifiers(core))
    if core.pos_ != "NOUN" or not armed or owned:
        return []
    return [local_actor(reader.called(core), None, "armed_force")]


def unnamed_bands(attack: Token) -> list[Actor]:
    """Return the group without a name that an attack is of: "a rebel ambush", "the militant attack"."""
    sorts = [c for c in children(attack, "compound", "amod") if lemma_of(c) in noun_class("fighters")]
    return [local_actor(_many(lemma_of(c)), None, "armed_group") for c in sorts[:1]]


def _many(lemma: str) -> str:
    return f"{lemma.removesuffix('man')}men" if lemma.endswith("man") else f"{lemma}s"


def _own(reader: Reader) -> Actor | None:
    """Return who speaks: the speaker, or the body that a communiqué names first."""
    if reader.speaker is not None:
        return reader.speaker
    first = next(iter(reader.scene.mentioned), None)
    return first if first is not None and first.kind in _ISSUING else None


def _enemies(reader: Reader) -> list[Actor]:
    own = _own(reader)
    if own is None or own.country is None:
        return []
    others = [code for code, _ in reader.scene.countries.most_common() if code != own.country]
    return [state(others[0])] if others else []


def opponent(reader: Reader, side: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the one side told of fighting with another, () where the article told of none or several."""
    keys = {_key(actor) for actor in side}
    found: dict[str, Actor] = {}
    for _, slots in reader.scene.told:
        if slots.type is not ClaimType.ARMED_ACTION:
            continue
        for one, two in ((slots.attacker, slots.target), (slots.target, slots.attacker)):
            if keys & {_key(actor) for actor in one}:
                found |= {
                    _key(actor): actor for actor in two if actor.kind in SIDES and _key(actor) not in keys
                }
    return tuple(found.values()) if len(found) == 1 else ()


def _key(actor: Actor) -> str:
    return actor.country or actor.id
