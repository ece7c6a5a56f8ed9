"""Whose something is that names no owner itself: "the troops", "they", "the rest of the shipment"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from loaders.extract.governors import kinds
from loaders.extract.lexicon import is_actor
from loaders.extract.scene import local_actor, state
from loaders.extract.tree import ancestors, arguments, child, children, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.slots import Slots
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger
    from loaders.model import Actor

_DEFINITE: Final = frozenset({"the", "those", "these", "this", "that", "such"})
_POINTING: Final = frozenset({"they", "them", "these", "those", "it", "ones"})
_MORE: Final = frozenset({"further", "more", "other", "another", "additional", "such", "new"})
_OWN: Final = frozenset({"their", "its", "his", "her", "our", "my"})
_EXAMPLES: Final = frozenset({"including", "such as", "like", "among"})
_ARMIES: Final = frozenset({"army", "military"})
_SAME: Final = frozenset({"it", "they"})
_WILL: Final = frozenset({"will", "would", "shall"})
_STATE_KINDS: Final = frozenset({"state", "armed_force", "ministry", "government"})
_DECIDING: Final = frozenset({"commit", "commit_nouns"})


def is_owned(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase says itself whose it is: "Russian troops", "its commanders", "the RSF"."""
    core = reader.core(token)
    if core.i in reader.passage.actors:
        return True
    named = [c for c in core.children if preposition(c) not in _EXAMPLES]
    if any(True for _ in reader.modifiers(core)) and any(_names_somebody(reader, c) for c in named):
        return True
    owner = child(core, "nmod:poss")
    return owner is not None and owner.lower_ in _OWN


def _names_somebody(reader: Reader, token: Token) -> bool:
    return any(t.i in reader.passage.actors for t in token.subtree)


def owners_told(filler: Filler, token: Token, sender: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whose troops a phrase means by what it points back to, () where it introduces new ones.

    Where a sender is named, the troops are another's only when that other has joined the sender.
    """
    reader = filler.reader
    core = reader.core(token)
    if core.lower_ in {"they", "them"}:
        earlier = reader.antecedent(core)
        if earlier is not None and is_owned(reader, earlier):
            return filler.forces([earlier])
    if lemma_of(core) in noun_class("armies"):
        return ()
    last = last_moved(reader, ClaimType.DEPLOYMENT)
    if last is None or not points_back(token, core) or (sender and not set(sender) & set(last.host)):
        return ()
    return last.force


def points_back(token: Token, core: Token) -> bool:
    """Tell whether a phrase takes up what was told of: "the troops", "2,600 others", a bare number."""
    words = {c.lower_ for part in (token, core) for c in part.children if c.dep_ in {"det", "amod", "advmod"}}
    bare = core.pos_ == "NUM" or core.lower_ in _POINTING or lemma_of(core) in noun_class("others")
    return bare or bool(words & (_DEFINITE | _MORE))


def last_moved(reader: Reader, kind: ClaimType) -> Slots | None:
    """Return the last deployment or transfer of the article that named its parties, or None."""
    return next((slots for slots in reversed(reader.scene.moved) if slots.type is kind), None)


def sides(filler: Filler, tokens: Iterable[Token]) -> tuple[Actor, ...]:
    """Return the sides that phrases name; "the group" is the last one named, "the army" that of the place."""
    found: list[Actor] = []
    for token in tokens:
        core = filler.reader.core(token)
        unnamed = any(lemma_of(t) in noun_class("armies") for t in (core, *children(core, "compound")))
        if core.lower_ in _SAME and (speaking := _said_of_itself(filler, core)):
            found += speaking
        elif unnamed and not is_owned(filler.reader, token):
            found += _of_place(filler, core)
        elif lemma_of(core) in noun_class("bands") and not is_owned(filler.reader, token):
            found += _band(filler, token, core)
        else:
            found += filler.states([token])
    return tuple(dict.fromkeys(found))


def _band(filler: Filler, token: Token, core: Token) -> list[Actor]:
    """Return the group named last for "the rebels", unless it is one that nobody calls so."""
    group = filler.reader.scene.last(frozenset({"armed_group"}))
    if group is None:
        return list(filler.states([token]))
    others = lemma_of(core) == "rebel" and group.id in noun_class("no_rebels")
    return [local_actor(core.text.lower(), None, "armed_group")] if others else [group]


def _said_of_itself(filler: Filler, pronoun: Token) -> tuple[Actor, ...]:
    """Return who says of itself what "it" does: "The Pentagon said it was preparing"."""
    for upper in ancestors(pronoun):
        subject = arguments(upper).subject
        if "speech" in kinds(upper) and subject is not None and subject.i < pronoun.i and upper.i < pronoun.i:
            return tuple(a for a in filler.states([subject]) if a.kind in _STATE_KINDS | {"armed_group"})
    return ()


def _of_place(filler: Filler, core: Token) -> list[Actor]:
    """Return the state of a phrase's place ("the army at Port Sudan"), else of the article's places."""
    scene = filler.reader.scene
    army = scene.last(frozenset({"armed_force"})) if lemma_of(core) in _ARMIES else None
    if army is not None and army.country is not None and is_actor(army.country):
        return [state(army.country)]
    places = [place for c in core.children if c.dep_ == "nmod" for place in filler.places.named(c)]
    told_of = Counter(place.country for place in scene.places.values() if place.country) or scene.countries
    code = places[0].country if places else next((code for code, _ in told_of.most_common(1)), None)
    return [state(code)] if code is not None and is_actor(code) else []


def phrases_near(trigger: Trigger, inner: Iterable[Token]) -> list[tuple[str, Token]]:
    """Return the phrases that a tree hangs on the thing moved, or on the verb over a noun."""
    found = [c for token in inner for c in children(token, "nmod")]
    if trigger.token.pos_ == "NOUN" and trigger.token.dep_ in {"obj", "nsubj", "nsubj:pass", "xcomp"}:
        found += [c for c in children(trigger.token.head, "obl") if c.i > trigger.token.i]
    return [(preposition(c), c) for c in found if preposition(c) not in {"", "of"}]


def destinations(filler: Filler, trigger: Trigger) -> list[Token]:
    """Return where troops go, also where a tree hangs it on the troops: "dozens of fighters to Libya"."""
    troops = trigger.first("force")
    inner = [] if troops is None else [filler.reader.core(troops)]
    near = [t for case, t in phrases_near(trigger, inner) if trigger.frame.role(case) == "destination"]
    return [*trigger.roles.get("destination", ()), *near]


def performer(filler: Filler, noun: Token) -> tuple[Actor, ...]:
    """Return who does what a noun names by the verb over it: "Paris announced the donation"."""
    upper = noun.head
    if noun.dep_ not in {"obj", "xcomp"} or lemma_of(upper) not in noun_class("performing"):
        return ()
    subject = arguments(upper).subject
    return sides(filler, [subject]) if subject is not None else ()


def announcers(filler: Filler, token: Token) -> tuple[Actor, ...]:
    """Return the state whose minister or army says what troops will do: "Katz said troops would stay"."""
    if not any(c.lower_ in _WILL for c in token.children if c.dep_ == "aux"):
        return deciders(filler, token)
    for upper in ancestors(token):
        if "speech" in kinds(upper) and (subject := arguments(upper).subject) is not None:
            speaking = [a for a in filler.states([subject]) if a.kind in _STATE_KINDS and a.country]
            return tuple(state(a.country) for a in speaking if a.country is not None and is_actor(a.country))
    return ()


def deciders(filler: Filler, token: Token) -> tuple[Actor, ...]:
    """Return the states that decided what has no doer of its own: "Paris agreed that two systems be sent"."""
    for upper in ancestors(token):
        if kinds(upper) & _DECIDING and upper.pos_ in {"VERB", "AUX"}:
            subject = arguments(upper).subject
            return filler.states([subject]) if subject is not None else ()
    return ()
