"""Triggers: the predicates of a sentence that fit a frame, with the phrases that fill its roles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.enumerations import items
from loaders.extract.event_words import event_words
from loaders.extract.expressions import inside, is_worded, suited
from loaders.extract.frames import Frame, noun_frames, verb_frames
from loaders.extract.noun_roles import fill_around_noun
from loaders.extract.own_words import is_told_none
from loaders.extract.strikes import is_counted_attack, is_of, with_quantifier, without_repeated
from loaders.extract.tolls import elliptical, stated, tolls, without_doubles
from loaders.extract.tree import Arguments, arguments, child, children, preposition
from loaders.extract.trigger import Trigger
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Sentence, Token

LIGHT: Final = event_words("light")
OCCURRING: Final = event_words("occurring")
# "its troops are in Goma": the place itself heads the clause.
_LOCATED: Final = frozenset({"in", "at", "on", "near", "inside", "across", "outside", "out of"})
_MOVES: Final = frozenset({ClaimType.DEPLOYMENT, ClaimType.WEAPONS_TRANSFER})
# With these words a verb of moving means something else: "brought down", "sent up".
_ELSE: Final = frozenset({"down", "up", "off", "about"})


def triggers(reader: Reader, sentence: Sentence) -> list[Trigger]:
    """Return the predicates and figures of a sentence that fit a frame, in order, with the first it fits."""
    found = without_repeated(reader, without_doubles(reader, list(_predicates(reader, sentence))))
    taken = {number.i for trigger in found for number in _counts(reader, trigger)}
    figures = list(tolls(reader, sentence, taken))
    told = [noun for figure in figures for noun in figure.roles.get("toll", ())]
    return sorted([*(t for t in found if t.token not in told), *figures], key=lambda trigger: trigger.token.i)


def _predicates(reader: Reader, sentence: Sentence) -> Iterator[Trigger]:
    for token in sentence:
        located = child(token, "cop") is not None and preposition(token) in _LOCATED
        if token.i in reader.passage.dates or (token.i in reader.passage.actors and not located):
            continue
        if located:
            yield from _fitting(reader, token, verb_frames()["be"], _located(token))
        lemma = lemma_of(token)
        counted = elliptical(reader, token) or stated(reader, token)
        if counted is not None:
            yield counted
        elif token.tag_ == "VBG" and token.lower_ in noun_frames() and _is_nominal(token):
            yield from _fitting(reader, token, noun_frames()[token.lower_], _noun_arguments(token))
        elif token.pos_ in {"VERB", "AUX"} or (
            token.pos_ in {"ADJ", "NOUN"} and token.tag_ in {"VBN", "VBD", "VBG"}
        ):
            plain = with_quantifier(token, _existential(token, arguments(token)))
            yield from _fitting(reader, token, verb_frames().get(lemma, ()), plain)
        elif token.pos_ in {"NOUN", "ADJ", "PROPN"} and lemma in noun_frames():
            yield from _fitting(reader, token, noun_frames()[lemma], _noun_arguments(token))


def _is_nominal(token: Token) -> bool:
    """As in "subjected to shelling", "fighting intensified": a verbal noun."""
    verbal = child(token, "obj", "aux", "mark") is not None
    return not verbal and (
        token.dep_ in {"obl", "nmod", "nsubj", "nsubj:pass", "obj"}
        or (token.dep_ in {"ROOT", "ccomp", "csubj"} and token.i == token.sent.start)
    )


def _counts(reader: Reader, trigger: Trigger) -> Iterator[Token]:
    """Yield the numbers that a trigger of casualties counts people with."""
    if trigger.frame.type is not ClaimType.CASUALTIES:
        return
    phrases = [phrase for role in ("victim", "toll") for phrase in trigger.roles.get(role, ())]
    members = [member for phrase in phrases for member in items(phrase)]
    for phrase in [trigger.token, *members]:
        found = reader.number(phrase) or reader.number(reader.core(phrase))
        if found is not None:
            yield found[1]


def _fitting(reader: Reader, token: Token, frames: tuple[Frame, ...], plain: Arguments) -> Iterator[Trigger]:
    types = set[ClaimType]()
    for frame in frames:
        if frame.type in types or not is_worded(token, frame, plain) or _is_else(token, frame):
            continue
        row = suited(token, plain, frame)
        roles = _roles(reader, token, frame, row)
        if all(_is_filled(reader, role, kind, roles, row) for role, kind in frame.needs):
            types.add(frame.type)
            yield Trigger(
                token,
                frame,
                roles,
                row,
                counted=is_counted_attack(reader, token, frame)
                or _is_counted_toll(reader, token, frame, roles),
            )


def _is_counted_toll(reader: Reader, noun: Token, frame: Frame, roles: dict[str, list[Token]]) -> bool:
    """As in "the death of seven civilians", "no casualties": a noun with a figure of those whom it befell."""
    if frame.type is not ClaimType.CASUALTIES or not frame.light:
        return False
    if is_told_none(noun):
        return True
    if any(_is_one(reader, token) for token in roles.get("victim", ())):
        return True
    found = [reader.number(token) for token in roles.get("victim", ())]
    return any(one is not None and (one[0].low, one[0].high) != (None, None) for one in found)


def _is_one(reader: Reader, token: Token) -> bool:
    """As in "the death of a soldier"."""
    article = any(c.lower_ in {"a", "an"} for c in children(token, "det"))
    return article and preposition(token) == "of" and reader.is_of(token, "people")


def _is_else(token: Token, frame: Frame) -> bool:
    return _is_downing(token, frame) or _only_allows(token, frame) or _changes_hands(token, frame)


def _changes_hands(token: Token, frame: Frame) -> bool:
    """Tell "the missiles fell into the hands of rebels" from those that fell on somebody."""
    passed = any(lemma_of(c) == "hand" for c in children(token, "obl"))
    return passed and frame.type is ClaimType.ARMED_ACTION


def _only_allows(token: Token, frame: Frame) -> bool:
    """Tell "authorized the army to strike", which says what the army may do, from authorizing a force."""
    below = children(token, "xcomp", "advcl", "ccomp")
    sends = frame.type is ClaimType.DEPLOYMENT and lemma_of(token) in {"authorise", "authorize"}
    return sends and any(c.tag_ == "VB" for c in below)


def _is_downing(token: Token, frame: Frame) -> bool:
    """As in "five were shot down" are aircraft, not people; arms that are laid down are not mines."""
    behind = [t for t in token.doc[token.i + 1 : token.i + 2] if t.lower_ == "down"]
    down = next(iter(behind), None) or child(token, "compound:prt", "advmod")
    if frame.particle is not None or down is None:
        return False
    if frame.type in _MOVES:
        return down.dep_ == "compound:prt" and down.lower_ in _ELSE
    if frame.name == "armed_action:take" and down.lower_ == "up":
        return True  # "took up positions"
    return (frame.type is ClaimType.CASUALTIES or frame.name.endswith(":lay")) and down.lower_ == "down"


def _is_filled(reader: Reader, role: str, kind: str, roles: dict[str, list[Token]], row: Arguments) -> bool:
    match role:
        case "subject":
            tokens = [row.subject]
        case "object":
            tokens = [row.object]
        case "indirect":
            tokens = [row.indirect]
        case _:
            tokens = [*(roles.get(role) or [token for case, token in row.phrases if case == role])]
            if role == "destination":  # "on the ridge above Kargil"
                tokens += [c for token in [*tokens] if token for c in children(token, "nmod")]
    return any(is_of(reader, token, kind) for token in tokens if token is not None)


def _roles(reader: Reader, token: Token, frame: Frame, row: Arguments) -> dict[str, list[Token]]:
    roles: dict[str, list[Token]] = defaultdict(list)
    for argument, phrase in (("subject", row.subject), ("object", row.object), ("indirect", row.indirect)):
        role = frame.role(argument)
        if phrase is not None and role is not None:
            roles[role].append(phrase)
    for case, phrase in (*row.phrases, *inside(frame, row)):
        role = frame.role(case)
        if role is not None and phrase not in roles[role]:
            roles[role].append(phrase)
    of = frame.role("of")
    if of is not None and row.object is not None:
        roles[of] += [c for c in children(row.object, "nmod") if preposition(c) == "of"]
    if token.pos_ not in {"VERB", "AUX"}:
        fill_around_noun(reader, token, frame, roles)
    return roles


def _existential(verb: Token, row: Arguments) -> Arguments:
    """Take "in Syria" in "there are 900 soldiers in Syria" for where they are, not for what they are like."""
    if row.subject is None or child(verb, "expl") is None:
        return row
    there = tuple((preposition(c), c) for c in children(row.subject, "nmod") if preposition(c))
    return replace(row, phrases=(*row.phrases, *there))


def _located(token: Token) -> Arguments:
    """Return the subject of a clause that says where it is, and where."""
    row = arguments(token)
    return Arguments(row.subject, None, None, ((preposition(token), token), *row.phrases), passive=False)


def _noun_arguments(noun: Token) -> Arguments:
    own = children(noun, "nmod", "obl")
    # "denied the delivery of shells to Libya", where the tree hangs the last phrase on the verb
    over = [c for c in children(noun.head, "obl") if c.i > noun.i] if noun.dep_ == "obj" else []
    phrases = tuple((preposition(c), c) for c in (*own, *over) if preposition(c))
    return Arguments(None, None, None, phrases, passive=False)


__all__ = ["LIGHT", "OCCURRING", "Trigger", "triggers"]
