"""Who gave what a text cites, and in which medium: "data from the ministry", "in an interview with"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.sayings import vocabulary
from loaders.extract.scene import choose
from loaders.extract.speakers import is_medium, speakers
from loaders.extract.tree import children, preposition
from loaders.extract.words import lemma_of

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.model import Actor

_GIVEN: Final = frozenset({"by", "from", "of"})
_TOLD: Final = frozenset({"with", "to", "on", "by", "for"})
_BESIDE: Final = 4  # words after a vessel among which its giver stands where the tree hangs it elsewhere


def giver(reader: Reader, noun: Token) -> tuple[Actor, ...]:
    """Return who gave what a noun is a vessel of ("data from Ukraine", "Ukrainian updates"), or ()."""
    if lemma_of(noun) not in vocabulary("vessels") or is_medium(reader, noun):
        return ()
    near = [t for t in noun.doc[noun.i + 1 : noun.i + _BESIDE] if t.sent == noun.sent]
    for inner in dict.fromkeys([*noun.subtree, *near]):
        given = inner.dep_ in {"nmod:poss", "obl:agent"} or preposition(inner) in _GIVEN
        who = speakers(reader, inner) if inner != noun and given else ()
        if who:
            return who
    the = any(c.lower_ == "the" for c in children(noun, "det"))
    if the and lemma_of(noun) in vocabulary("own_words") and all(c.dep_ == "det" for c in noun.children):
        spoke = reader.speaker or reader.scene.last_speaker()
        return () if spoke is None else (spoke,)
    named = (reader.passage.actors.get(c.i) for c in children(noun, "amod", "compound"))
    return tuple(choose(reader.scene, found) for found in named if found is not None)[:1]


def carried_by(reader: Reader, token: Token) -> tuple[Actor, ...]:
    """Return the media in or through which somebody said something: "in an interview with CNN"."""
    occasions = [
        t
        for t in token.sent
        if lemma_of(t) in vocabulary("occasions")
        and preposition(t) in {"in", "during", "on"}
        and (t.head == token or any(c.lower_ in vocabulary("carried") for c in children(t, "acl")))
    ]
    found: list[Actor] = []
    for inner in (t for occasion in occasions for t in occasion.subtree if t != occasion):
        told = preposition(inner) in _TOLD or inner.head.lower_ in vocabulary("carried")
        if told and is_medium(reader, inner):
            found += speakers(reader, inner)
    return tuple(dict.fromkeys(found))
