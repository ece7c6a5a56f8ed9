"""Who a noun phrase says is speaking: a person with an office, a body, a pronoun, or somebody unnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import NameKind
from loaders.extract.people import person_beside, person_named
from loaders.extract.sayings import vocabulary
from loaders.extract.scene import SPEAKING, choose
from loaders.extract.tree import children, conjuncts
from loaders.extract.unnamed import unnamed
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.model import Actor


def speakers(reader: Reader, head: Token | None) -> tuple[Actor, ...]:
    """Return who speaks where a phrase is the subject of saying; several when jointly, () for nobody."""
    if head is None:
        return ()
    found = [actor for member in conjuncts(head) if (actor := _speaker(reader, member)) is not None]
    return tuple(dict.fromkeys(found))


def is_medium(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase names something that carries the words of others."""
    found = reader.passage.actors.get(token.i)
    if found is not None:
        return found.entries[0].kind == "news_organization"
    if token.pos_ == "PROPN" and token.lower_ in vocabulary("press"):
        return True
    sorts = (token, *children(token, "compound"))
    return any(t.lower_ in vocabulary("media") for t in sorts) or lemma_of(token) in vocabulary("media")


def _speaker(reader: Reader, head: Token) -> Actor | None:
    scene, passage = reader.scene, reader.passage
    word = head.lower_
    if word in _PRONOUNS:
        return _pronoun(reader, word)
    medium = head.pos_ == "NOUN" and lemma_of(head) in vocabulary("media") - noun_class("roles")
    person = None if medium else person_named(scene, passage, head) or person_beside(scene, passage, head)
    if person is not None:
        return person
    found = passage.actors.get(head.i)
    if found is not None and not reader.describes(head):
        if found.kind is NameKind.DEMONYM and head.tag_ not in {"NNPS", "NNS"}:
            return None
        return choose(scene, found)
    return unnamed(reader, head)


_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})


def _pronoun(reader: Reader, word: str) -> Actor | None:
    """Return whom a pronoun means that speaks: who has the floor, else who spoke or was spoken of last."""
    if word in {"we", "i"}:
        return reader.speaker
    scene = reader.scene
    recent = [*([reader.speaker] if reader.speaker is not None else []), *reversed(scene.speakers)]
    spoke = next((a for a in recent if fits(word, a)), None)
    kinds = frozenset({"person"}) if word in {"he", "she"} else SPEAKING - {"person"}
    return spoke or scene.last(kinds)


def fits(word: str, actor: Actor) -> bool:
    """Tell whether a pronoun of the third person can mean an actor."""
    one = actor.kind == "people" and not actor.label.endswith("s")
    match word:
        case "he" | "she":
            return actor.kind == "person" or one
        case "it":
            return actor.kind not in {"person", "people"}
        case _:
            return actor.kind != "person"
