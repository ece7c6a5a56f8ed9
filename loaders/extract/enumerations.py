"""What a list of people enumerates: its items, wherever the tree hangs them, who is named, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.people import person_harmed
from loaders.extract.tree import child, children, conjuncts, preposition
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.model import Actor

_ONE: Final = frozenset({"a", "an", "another", "first", "one"})
_INNER: Final = frozenset({"compound", "flat", "nmod:desc"})


def items(token: Token) -> list[Token]:
    """Return the items of a list, also those that stand beside it: "a guard, two soldiers and a rebel"."""
    row = [token]
    if token.dep_ == "nsubj:pass":
        row += [c for c in children(token.head, "nsubj:pass") if c != token and _is_further(c)]
    return [member for item in row for member in conjuncts(item)]


def _is_further(token: Token) -> bool:
    first = token.left_edge
    return token.pos_ != "PROPN" and first.i > first.sent.start and first.nbor(-1).text == ","


def members(token: Token) -> list[Token]:
    """Return a noun and those joined to it, no parts of its figure: "18 people, four of them children"."""
    whole = child(token, "nsubj", "nsubj:pass")
    if whole is not None and _is_part(token):
        return [whole]
    return [m for m in conjuncts(token) if m == token or not _is_part(m)]


def _is_part(token: Token) -> bool:
    row = [token, *token.subtree]
    return any(t.lower_ in {"including", "them", "whom"} for t in row)


def with_named(filler: Filler, token: Token) -> Quantity | None:
    """Return how many a person by name and those beside him are: 3 for "Jane Doe and two others"."""
    row = members(token)
    if len(row) == 1 or not is_person(filler.reader, token):
        return None
    counts = [filler.count(member) or single(filler.reader, [member], alone=True) for member in row]
    lows = [c.low for c in counts if c is not None and c.low is not None and c.low == c.high]
    if len(lows) < len(row):
        return None
    words = filler.reader.passage.span(token.left_edge.i, max(m.i for m in row)).text
    return Quantity(low=sum(lows), high=sum(lows), unit=None, qualifier="exact", text=words)


def single(reader: Reader, tokens: Iterable[Token], *, alone: bool = False) -> Quantity | None:
    """As in "a woman was killed" is one, and so is a person by name; a plural without a number is none."""
    for token in tokens:
        row = reader.parties(token, alone=alone)
        several = not alone and len(members(token)) > 1
        named = is_only_person(reader, token) or [a.kind for a in row] == ["person"]
        if not several and (named or _is_office(token)):
            return Quantity(
                low=1, high=1, unit=None, qualifier="exact", text=reader.passage.span(token.i, token.i).text
            )
        determiner = next((c for c in children(token, "det", "amod", "nummod") if c.lower_ in _ONE), None)
        if (
            determiner is not None
            and token.tag_ not in {"NNS", "NNPS"}
            and reader.is_of(token, "people")
            and lemma_of(token) not in event_words("many")
        ):
            span = reader.passage.span(determiner.i, token.i)
            return Quantity(low=1, high=1, unit=None, qualifier="exact", text=span.text)
    return None


def _is_office(token: Token) -> bool:
    """As in "its most important general", "the police chief": one person."""
    owned = child(token, "nmod:poss") is not None or any(c.lower_ == "the" for c in children(token, "det"))
    return token.tag_ == "NN" and owned and lemma_of(token) in noun_class("roles")


def person(reader: Reader, token: Token) -> Actor | None:
    """Return the person whom a phrase names where only people can stand: "one of them, John Doe"."""
    name = token if token.lower_ != "one" else _apposed(token)
    return None if name is None else person_harmed(reader.scene, reader.passage, name)


def is_person(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase names one person."""
    found = reader.parties(token, alone=True)
    return [a.kind for a in found] == ["person"] or (not found and person(reader, token) is not None)


def is_only_person(reader: Reader, token: Token) -> bool:
    """Tell whether a phrase names one person, with nobody joined to it or put beside it."""
    beside = children(token.head, token.dep_) if token.dep_ in {"nsubj:pass", "obj"} else [token]
    single = len(conjuncts(token)) == 1 and (len(beside) == 1 or token.lower_ == "one")
    return single and is_person(reader, token)


def _apposed(one: Token) -> Token | None:
    """Return the name behind "one of their commanders,", wherever the tree hangs it."""
    many = child(one, "nmod")
    if many is None or preposition(many) != "of" or many.i + 2 >= many.sent.end or many.nbor().text != ",":
        return None
    name = many.nbor(2)
    while name.dep_ in _INNER and name.head.i > name.i:
        name = name.head
    return name
