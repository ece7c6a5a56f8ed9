"""The people an article names: by the authority data, by a title or an apposition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.sayings import vocabulary
from loaders.extract.scene import Scene, choose, local_actor
from loaders.extract.tree import ancestors, child, children, preposition
from loaders.extract.words import lemma_of, noun_class

if TYPE_CHECKING:
    from loaders.extract.passages import Passage
    from loaders.extract.tokens import Token
    from loaders.model import Actor


def plain_name(words: list[str]) -> list[str]:
    """Return the words of a name without the titles and offices before it."""
    kept = list(words)
    while kept and (
        kept[0].lower().strip(".") in vocabulary("titles") or kept[0].lower() in vocabulary("no_name")
    ):
        kept.pop(0)
    return kept


def person_named(scene: Scene, passage: Passage, head: Token) -> Actor | None:
    """Return the person whom a phrase names, by itself, after a title or in apposition; None without one."""
    if lemma_of(head) in vocabulary("governments"):
        return None  # "the Trump administration" is not Trump
    of_others = [c for c in children(head, "nmod") if preposition(c)]  # "the daughter of Jane Doe"
    for token in (head, *children(head, "appos", "flat", "nmod", "compound")):
        if token in of_others:
            continue
        found = passage.actors.get(token.i)
        if found is not None and found.entries[0].kind == "person":
            return choose(scene, found)
        if token.text[:1].isupper() and token.i not in passage.actors:
            run = name_run(passage, token)
            known = _known(scene, passage, run)
            if known is not None:
                return known
            if token.pos_ == "PROPN" and _is_person(passage, run, head):
                name = name_of(passage, run)
                return scene.introduce(local_actor(name, _country_of(scene, passage, head), "person"))
    return None


def person_harmed(scene: Scene, passage: Passage, head: Token) -> Actor | None:
    """Return the person who a name without a title is where only people can stand; None for a place."""
    if head.pos_ != "PROPN" or head.tag_ == "NNPS" or head.i in passage.actors:
        return None
    run = name_run(passage, head)
    if not _SHORTEST <= len(run) <= _LONGEST or any(t.lower_ in vocabulary("no_name") for t in run):
        return None
    name = name_of(passage, run)
    if is_called(run) or scene.places.get(name) is not None:
        return None
    return scene.person(name) or scene.introduce(
        local_actor(name, _country_of(scene, passage, head), "person")
    )


def person_beside(scene: Scene, passage: Passage, head: Token) -> Actor | None:
    """Return the person whom a role stands beside: "Ali Karimi, a police officer"; or None."""
    if head.pos_ not in {"NOUN", "PROPN"} or lemma_of(head) not in _roles():
        return None
    within = [c for near in (head, *children(head, "nmod")) for c in children(near, "appos", "nmod")]
    first = head.i
    while first > head.sent.start and passage.doc[first - 1].text != "," and head.i - first < _REACH:
        first -= 1
    before = (
        [passage.doc[first - 2]]
        if first - 2 >= head.sent.start and passage.doc[first - 1].text == ","
        else []
    )
    for token in (
        *(c for c in within if c.i > head.i and passage.doc[c.left_edge.i - 1].text == ","),
        *before,
    ):
        found = passage.actors.get(token.i)
        if found is not None and found.entries[0].kind == "person":
            return choose(scene, found)
        run = name_run(passage, token) if token.pos_ == "PROPN" and found is None else []
        known = _known(scene, passage, run)
        if known is not None and known.kind == "person":
            return known
        if _SHORTEST <= len(run) <= _LONGEST and not any(t.lower_ in vocabulary("no_name") for t in run):
            name = name_of(passage, run)
            return scene.introduce(local_actor(name, _country_of(scene, passage, head), "person"))
    return None


_REACH: Final = 8  # words of a role before its noun
_SHORTEST: Final = 2
_LONGEST: Final = 4  # words of a person's name


def name_run(passage: Passage, token: Token) -> list[Token]:
    """Return the capitalised words around a token that make one name, titles cut off."""
    doc, first, last = passage.doc, token.i, token.i
    if _is_shouted(passage):
        return []
    while first > token.sent.start and _continues(doc[first - 1], passage):
        first -= 1
    while last + 1 < token.sent.end and _continues(doc[last + 1], passage):
        last += 1
    run = list(doc[first : last + 1])
    titled = (i for i, t in enumerate(run[:-1]) if t.lower_.strip(".") in vocabulary("titles"))
    run = run[max(titled, default=-1) + 1 :]
    while run and (
        run[0].lower_.strip(".") in vocabulary("titles") or run[0].lower_ in vocabulary("no_name")
    ):
        run.pop(0)
    return run


def _is_shouted(passage: Passage) -> bool:
    """Tell whether a passage is set in capitals, so that they tell no names."""
    letters = [c for t in passage.doc for c in filter(str.isalpha, t.text)]
    return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


_SHOUTED: Final = 0.7  # share of capitals


def name_of(passage: Passage, run: list[Token]) -> str:
    """Return a run of words as the article writes it: "Omar al-Saleh"."""
    return " ".join(passage.span(run[0].i, run[-1].i).text.split())


def _continues(token: Token, passage: Passage) -> bool:
    if token.i in passage.actors or token.i in passage.weapons or token.i in passage.dates:
        return False
    if token.text == "-" and token.i > token.sent.start:
        return token.doc[token.i - 1].lower_ in vocabulary("articles") or _is_given_name(token)
    if (
        token.i > token.sent.start
        and token.doc[token.i - 1].text == "-"
        and _is_given_name(token.doc[token.i - 1])
    ):
        return True
    return (
        token.text[:1].isupper() and token.text.replace("'", "").replace(".", "").isalpha()
    ) or token.lower_ in vocabulary("articles") | vocabulary("particles")


def _is_given_name(hyphen: Token) -> bool:
    """Tell whether a hyphen joins the two parts of a given name: "Kim Min-su", not "Fulani-led"."""
    doc, at = hyphen.doc, hyphen.i
    if at < hyphen.sent.start + 2 or at + 1 >= hyphen.sent.end:
        return False
    surname, first, second = doc[at - 2], doc[at - 1], doc[at + 1]
    words = (
        surname.text[:1].isupper()
        and first.text[:1].isupper()
        and first.pos_ == "PROPN"
        and second.text.isalpha()
    )
    return (
        words
        and second.text.islower()
        and not second.text.endswith(("ed", "ing"))
        and second.lower_ not in vocabulary("joined")
    )


def _known(scene: Scene, passage: Passage, run: list[Token]) -> Actor | None:
    return scene.person(name_of(passage, run)) if run else None


def _is_person(passage: Passage, run: list[Token], head: Token) -> bool:
    if not _SHORTEST <= len(run) <= _LONGEST or any(t.lower_ in vocabulary("no_name") for t in run):
        return False
    if is_called(run):
        return False
    before = passage.doc[run[0].i - 1] if run[0].i else None
    titled = before is not None and before.lower_.strip(".") in vocabulary("titles")
    described = any(lemma_of(c) in _roles() for c in children(head, "appos"))  # "Kim Min-su, a lawmaker"
    return titled or described or is_who(head) or lemma_of(head) in vocabulary("titles")


def is_who(token: Token) -> bool:
    """Tell a person by the clause behind the name: "Jon Doe, who was shot"."""
    clauses = children(token, "acl:relcl")
    relatives = [child(clause, "nsubj", "nsubj:pass") for clause in clauses]
    return token.pos_ == "PROPN" and any(t is not None and t.lower_ == "who" for t in relatives)


def _roles() -> frozenset[str]:
    return vocabulary("titles") | noun_class("roles") | noun_class("civilians")


def is_called(run: list[Token]) -> bool:
    """Tell whether a name follows the sort of medium or vessel that it names: "the newspaper Der Bote"."""
    first = run[0]
    return first.i > first.sent.start and first.doc[first.i - 1].lower_ in vocabulary("called")


def _country_of(scene: Scene, passage: Passage, token: Token) -> str | None:
    """The state of a person's office: a name among the modifiers of the name, its title or its apposition."""
    for near in (
        token,
        *children(token, "appos", "compound", "amod", "nmod", "nmod:desc", "nmod:poss", "flat"),
        *list(ancestors(token))[:1],
    ):
        if near != token and near.dep_ not in {
            "appos",
            "compound",
            "amod",
            "nmod",
            "nmod:desc",
            "nmod:poss",
            "flat",
            "nsubj",
            "obl",
        }:
            continue
        for c in (near, *children(near, "amod", "compound", "nmod", "nmod:poss")):
            found = passage.actors.get(c.i)
            if found is not None and c.pos_ != "VERB":
                return choose(scene, found).country
    return None
