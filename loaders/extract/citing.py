"""Sources that are passed on: "X, citing Y, reported"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from loaders.extract.carriers import giver
from loaders.extract.sayings import Saying
from loaders.extract.speakers import speakers
from loaders.extract.tree import ancestors, child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.extract.nominals import Reader
    from loaders.extract.tokens import Token

_BODIES: Final = frozenset({"news_organization", "organization"})
_REACH: Final = 8  # tokens after "citing" among which its noun stands


def with_cited(reader: Reader, token: Token, found: Sequence[Saying]) -> list[Saying]:
    """Return a sentence's sayings with whom a word like "citing" names: it speaks, the sayer carries."""
    noun = child(token, "obj") or (token.head if token.dep_ == "case" else None) or _next_noun(token)
    cited = (giver(reader, noun) if noun is not None else ()) or speakers(reader, noun)
    if noun is None or not cited:
        return list(found)
    saying = _citing(token, found)
    if saying is None:
        clause = next((a for a in ancestors(token) if child(a, "nsubj") is not None), None)
        carriers = speakers(reader, child(clause, "nsubj")) if clause is not None else ()
        return [*found, Saying(noun, cited, tuple(a for a in carriers if a.kind in _BODIES), source=True)]
    if set(cited) & set(saying.who):
        return list(found)
    changed = replace(saying, who=cited, carriers=(*saying.who, *saying.carriers))
    return [changed if one is saying else one for one in found]


def _citing(token: Token, found: Sequence[Saying]) -> Saying | None:
    """Return the saying that cites: one above the word, else the last before it."""
    above = {a.i for a in ancestors(token)}
    over = [s for s in found if s.token.i in above]
    before = [s for s in found if s.token.i < token.i]
    after = [s for s in found if s.token.i > token.i and not s.source]
    return next(iter([*over[:1], *before[-1:], *after[:1]]), None)


def _next_noun(token: Token) -> Token | None:
    after = token.doc[token.i + 1 : min(token.i + _REACH, token.sent.end)]
    nouns = (t for t in after if t.pos_ in {"NOUN", "PROPN"})
    return next((t for t in nouns if t.dep_ not in {"compound", "amod"}), None)
