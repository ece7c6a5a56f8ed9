"""The words that a predicate is made of beside its verb or noun: "pull out", "put boots on the ground"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.tree import Arguments, arguments, child, children, is_passive, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.frames import Frame
    from loaders.extract.tokens import Token

# "put American boots on the ground": how far the next word of an expression may stand.
_REACH: Final = 4
# Far from its verb it ties a time or a place to it: "poured into Syria in 2013".
_CASES: Final = frozenset({"in", "on", "by"})
_BOUND: Final = frozenset({"head"})
_MOVING: Final = frozenset({ClaimType.DEPLOYMENT, ClaimType.WEAPONS_TRANSFER})


def is_worded(token: Token, frame: Frame, row: Arguments) -> bool:
    """Tell whether the other words of a frame stand by its predicate: "put boots on the ground"."""
    words = (frame.particle or "").split()
    return len(words) == 0 or (
        _follow(token, words) if len(words) > 1 else _has_particle(token, words[0], row)
    )


def suited(verb: Token, row: Arguments, frame: Frame) -> Arguments:
    """Return the arguments as a frame takes them: the phrase behind its particle is its object.

    Of an indirect object alone, as in "advise the army", it makes the only one; of "loaned Chad two
    helicopters" two, where the tree hangs one on the other.
    """
    if frame.type is ClaimType.DEPLOYMENT and row.object is None and row.indirect is not None:
        row = replace(row, object=row.indirect, indirect=None)
    if row.object is None and not row.passive and frame.type in _MOVING:
        row = replace(row, object=_shared_object(verb))
    given = child(row.object, "obj") if row.object is not None and row.object.pos_ == "PROPN" else None
    if given is not None:
        row = replace(row, object=given, indirect=row.object)
    if frame.type is ClaimType.DEPLOYMENT and "destination" in dict(frame.needs) and row.object is not None:
        row = replace(row, phrases=(*row.phrases, *_within(row.object)))
    return _with_particle(verb, _active(verb, row, frame), frame)


def _shared_object(verb: Token) -> Token | None:
    """Return the object of the verb right behind: "arm and train the rebels"."""
    joined = next((c for c in children(verb, "conj") if c.tag_ == verb.tag_), None)
    between = [] if joined is None else list(verb.doc[verb.i + 1 : joined.i])
    close = len(between) == 1 and between[0].dep_ == "cc"
    return child(joined, "obj") if joined is not None and close else None


def _within(noun: Token) -> list[tuple[str, Token]]:
    """Return the phrases that a tree hangs on what is counted: "keeps a force of 900 soldiers in Niger"."""
    inner = children(noun, "nmod")
    parts = [c for c in inner if preposition(c) == "of"]
    own = [(preposition(c), c) for c in inner if preposition(c) not in {"", "of"}]
    return [*own, *(pair for part in parts for pair in _within(part))]


def inside(frame: Frame, row: Arguments) -> list[tuple[str, Token]]:
    """Return the phrases that hang on a noun of an expression: "fight on the side of Russia"."""
    words = (frame.particle or "").split()
    over = [phrase for _, phrase in row.phrases] + _predicated(row)
    inner = [c for word in over if word.lower_ in words for c in children(word, "nmod", "obl")]
    return [(preposition(c), c) for c in inner]


def _predicated(row: Arguments) -> list[Token]:
    """Return what is said of an object: "made the tanks available"."""
    return [] if row.object is None else children(row.object, "amod", "acl", "xcomp")


def _follow(token: Token, words: list[str]) -> bool:
    """Tell whether words follow in order, few others between them, or stand before a passive verb."""
    if is_passive(token) and (subject := arguments(token).object) is not None:
        words = [word for word in words if word != lemma_of(subject)]
    at = token.i
    for word in words:
        near = [t for t in token.doc[at + 1 : at + 1 + _REACH] if t.sent == token.sent]
        found = next((t.i for t in near if word in {t.lower_, lemma_of(t)}), None)
        if found is None:
            return False
        at = found
    return True


def _has_particle(token: Token, particle: str, row: Arguments) -> bool:
    following = [
        c.lower_ for c in token.children if c.dep_ in {"compound:prt", "advmod", "case", "obl", "obj", "mark"}
    ]
    following += [preposition(c) for c in token.children if particle not in _CASES]
    following += [c.lower_ for c in (*_predicated(row), *children(token, "xcomp"))]
    following += [
        case.partition(" ")[0] for case, _ in row.phrases if " of" in case
    ]  # "pulled its men out of"
    after = token.doc[token.i + 1 : token.i + 2]
    return particle in following or any(t.lower_ == particle and t.sent == token.sent for t in after)


def _with_particle(verb: Token, row: Arguments, frame: Frame) -> Arguments:
    """Take the phrase after a verb's particle for its object: "hand over tanks" is read as "over tanks"."""
    if frame.particle is None or row.object is not None:
        return row
    inner = next((phrase for case, phrase in row.phrases if case == frame.particle), None)
    if inner is None and verb.i + 1 < verb.sent.end and verb.doc[verb.i + 1].lower_ == frame.particle:
        inner = next((c for c in children(verb, "obl") if not preposition(c) and c.i > verb.i), None)
    if inner is None:
        return row
    under = tuple((preposition(c), c) for c in children(inner, "nmod") if preposition(c) not in {"", "of"})
    return replace(row, object=inner, phrases=(*row.phrases, *under))


def _active(verb: Token, row: Arguments, frame: Frame) -> Arguments:
    """Read "the fighters gathered there" of a verb without an object: they do it, nobody does it to them."""
    bound = row.passive and row.subject is None and lemma_of(verb) in _BOUND  # "are headed to Iraq"
    reduced = row.passive and row.subject is None and child(verb, "aux:pass", "nsubj:pass", "aux") is None
    needs = dict(frame.needs)
    if not (reduced or bound) or "subject" not in needs or "object" in needs or row.object is None:
        return row
    return replace(row, subject=row.object, object=None, passive=False)
