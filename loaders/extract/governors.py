"""What kind of predicate stands over a claim: saying, confirming, denying, believing, planning..."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.tree import child
from loaders.extract.words import VERB_KINDS, lemma_of

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_VERBAL: Final = (*VERB_KINDS, "aware", "ready")
_NOMINAL: Final = (
    "denial_nouns",
    "hearsay_nouns",
    "evidence_nouns",
    "commit_nouns",
    "request_nouns",
    "feared_nouns",
    "possible",
    "likely",
)
_ADJECTIVAL: Final = (
    "likely",
    "possible",
    "ready",
    "unwilling",
    "unable",
    "aware",
    "unclear",
    "true",
    "denial_nouns",
)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the lemmas of one kind of governors.toml; KeyError for a kind that it lacks."""
    return _table()[kind]


def kinds(token: Token) -> frozenset[str]:
    """Return the kinds of governor that a token is; a verb may be of several."""
    lemma = lemma_of(token)
    particle = child(token, "compound:prt")
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.pos_ == "VERB":
        forms = {
            lemma,
            f"{lemma} {following}",
            f"{lemma} {particle.lower_}" if particle is not None else lemma,
        }
        named = _by_word(_VERBAL)
        return _participle(token).union(_not_known(token), *(named.get(form, ()) for form in forms))
    if token.lower_ == "right" and lemma_of(token.head) == "reserve":
        return frozenset({"commit_nouns"})  # who reserves a right to do something holds it ready
    if token.pos_ in {"NOUN", "PROPN"}:
        return _by_word(_NOMINAL).get(lemma, frozenset())
    return _by_word(_ADJECTIVAL).get(token.lower_, _not_known(token))


def _not_known(token: Token) -> frozenset[str]:
    """Read "not clear", "not yet known" as unclear; "we do not know" is of who does not."""
    if token.lower_ not in words("clear") or child(token, "cop", "aux:pass") is None:
        return frozenset()
    negated = any(c.lower_ in words("negations") for c in token.children)
    return frozenset({"unclear"}) if negated else frozenset()


def _participle(token: Token) -> frozenset[str]:
    """Read a participle after "be" that the parser takes for a verb: "is expected to", "is set to"."""
    passive = child(token, "aux:pass", "cop") is not None
    return frozenset(k for k in ("likely", "ready", "unclear") if passive and token.lower_ in words(k))


@cache
def _by_word(among: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return which of some kinds each word is of."""
    found: dict[str, set[str]] = {}
    for kind in among:
        for word in words(kind):
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(of) for word, of in found.items()}


@cache
def _table() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("governors.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(lemmas) for kind, lemmas in data.items()}
