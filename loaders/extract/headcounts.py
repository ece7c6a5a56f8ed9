"""How many people a toll counts, and who of them is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.event_words import event_words
from loaders.extract.people import person_beside
from loaders.extract.tree import child, children, conjuncts
from loaders.extract.words import lemma_of, noun_class
from loaders.model import Actor, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.extract.filler import Filler
    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token
    from loaders.extract.trigger import Trigger

_ONE: Final = frozenset({"a", "an", "another", "first", "one"})


def count(filler: Filler, trigger: Trigger) -> Quantity | None:
    """Return how many people a trigger says that it befell, None where it gives no figure."""
    tokens = trigger.roles.get("victim", [])
    counted = [
        *(m for token in tokens[:1] for m in members(token)[:1]),
        *tokens,
        *trigger.roles.get("toll", ()),
    ]
    if trigger.token.pos_ not in {"VERB", "AUX"}:
        counted.insert(0, trigger.token)
    named = _of_named(filler, tokens)
    found = next((c for token in counted if (c := filler.count(token)) is not None), None)
    return named or found or _single(filler.reader, tokens)


def of_people(found: Quantity | None) -> Quantity | None:
    """Return a figure of people, who need no unit."""
    return None if found is None else replace(found, unit=None)


def members(token: Token) -> list[Token]:
    """Return a noun and those joined to it, no parts of its figure: "18 people, four of them children"."""
    whole = child(token, "nsubj", "nsubj:pass")
    if whole is not None and _is_part(token):
        return [whole]
    return [m for m in conjuncts(token) if m == token or not _is_part(m)]


def beside(reader: Reader, token: Token) -> Actor | None:
    """Return who "one of its generals, Jon Doe" is: the name beside the office."""
    core = reader.core(token)
    if lemma_of(core) not in noun_class("roles") or (core.tag_ == "NNS" and core == token):
        return None
    return person_beside(reader.scene, reader.passage, core)


def _of_named(filler: Filler, tokens: Iterable[Token]) -> Quantity | None:
    """As in "killed the general and two others", "killed Ann Lee and Bo Ray": how many these are together."""
    for token in tokens:
        row = members(token)
        named = [m for m in row if _person(filler.reader, m) is not None]
        rest = [filler.count(m) for m in row if m not in named]
        known = [c for c in rest if c is not None and c.low == c.high and c.low is not None]
        if not named or len(row) == 1 or len(known) < len(rest):
            continue
        total = len(named) + sum(c.low or 0 for c in known)
        span = filler.reader.passage.span(row[0].i, row[-1].i)
        return Quantity(low=total, high=total, unit=None, qualifier="exact", text=span.text)
    return None


def _person(reader: Reader, token: Token) -> Actor | None:
    """Return the one person whom a phrase names, or None."""
    found = reader.parties(token, alone=True)
    return found[0] if len(found) == 1 and found[0].kind == "person" else None


def _single(reader: Reader, tokens: Iterable[Token]) -> Quantity | None:
    """As in "a woman was killed" is one, and so is a person by name; a plural without a number is none."""
    for token in tokens:
        row = reader.parties(token)
        if (len(row) == 1 and row[0].kind == "person") or beside(reader, token) or _is_office(token):
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


def _is_part(token: Token) -> bool:
    row = [token, *token.subtree]
    return any(t.lower_ in {"including", "them", "whom"} for t in row)
