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
    "negotiating",
    "possible",
    "likely",
)
_ADJECTIVAL: Final = (
    "likely",
    "possible",
    "ready",
    "arranged",
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
    if token.pos_ == "VERB":
        forms = _forms(token)
        named = _by_word(_VERBAL)
        return _participle(token).union(_not_known(token), *(named.get(form, ()) for form in forms))
    if token.lower_ == "right" and lemma_of(token.head) == "reserve":
        return frozenset({"commit_nouns"})  # who reserves a right to do something holds it ready
    if token.pos_ in {"NOUN", "PROPN"}:
        return _by_word(_NOMINAL).get(_nominal_form(token), frozenset())
    return _by_word(_ADJECTIVAL).get(token.lower_, _not_known(token))


def is_form_of(token: Token, kind: str) -> bool:
    """Tell whether a verb, with its particle if it has one, is among the words of a kind."""
    return token.pos_ == "VERB" and not _forms(token).isdisjoint(words(kind))


def _forms(verb: Token) -> frozenset[str]:
    """Return what a verb may be listed as: "call", "call off"."""
    lemma = lemma_of(verb)
    particle = child(verb, "compound:prt")
    following = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    behind = lemma if particle is None else f"{lemma} {particle.lower_}"
    return frozenset({lemma, f"{lemma} {following}", behind})


def _nominal_form(noun: Token) -> str:
    """Return what a noun is listed as: "light" is a go-ahead only if green."""
    lemma = lemma_of(noun)
    green = lemma == "light" and any(c.lower_ == "green" for c in noun.children)
    return "green light" if green else lemma


def _not_known(token: Token) -> frozenset[str]:
    """Read "not clear", "not yet known" as unclear; "we do not know" is of who does not."""
    if token.lower_ not in words("clear") or child(token, "cop", "aux:pass") is None:
        return frozenset()
    negated = any(c.lower_ in words("negations") for c in token.children)
    return frozenset({"unclear"}) if negated else frozenset()


def _participle(token: Token) -> frozenset[str]:
    """Read a participle after "be" that the parser takes for a verb: "is expected to", "is set to"."""
    if token.lower_ in words("unwilling"):
        return frozenset({"unwilling"})
    passive = child(token, "aux:pass", "cop") is not None
    known = ("likely", "arranged", "ready", "unclear")
    return frozenset(k for k in known if passive and token.lower_ in words(k))


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
