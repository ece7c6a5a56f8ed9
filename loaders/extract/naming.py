"""Whether a word stands for a claim made before: "it", "the report", "such an attack"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.extract.tree import child, children, preposition
from loaders.extract.words import lemma_of
from loaders.model import ClaimType

if TYPE_CHECKING:
    from loaders.extract.tokens import Token

_PRONOUNS: Final = frozenset({"it", "this", "that", "them", "they", "these", "those", "which", "so"})


def names(kind: str, token: Token) -> bool:
    """Tell whether a token is one of a kind's words of reactions.toml; KeyError for a kind that it lacks."""
    return lemma_of(token) in _table()[kind] or token.lower_ in _table()[kind]


def taken_up_type(noun: Token) -> ClaimType | None:
    """Return the type of the events that a noun names, or None."""
    named = {lemma_of(noun), noun.lower_}
    return next((k for k in ClaimType if not named.isdisjoint(_table().get(k.value, ()))), None)


def is_taken_up(noun: Token) -> bool:
    """Tell whether a noun is one that claims or their events are taken up with: "claim", "attack"."""
    return names("said", noun) or taken_up_type(noun) is not None


def is_anaphoric(noun: Token) -> bool:
    """Tell whether a phrase means an earlier claim, and tells nothing of its own."""
    if noun.lower_ in _PRONOUNS and noun.pos_ in {"PRON", "DET", "ADV", "SCONJ"}:
        return True
    if not is_taken_up(noun):
        return False
    bare = not any(
        preposition(c) in {"of", "that", "about"} and c.pos_ != "PRON" for c in children(noun, "nmod", "acl")
    )
    return bare and not any(not _is_apart(c) for c in children(noun, "acl", "acl:relcl", "ccomp"))


def _is_apart(clause: Token) -> bool:
    """Tell a sentence of its own: "denies the allegations, however, its presence was a sign"."""
    return clause.dep_ == "acl:relcl" and child(clause, "cop") is not None and _is_whole(clause)


def _is_whole(clause: Token) -> bool:
    subject = child(clause, "nsubj")
    return subject is not None and subject.tag_ not in {"WDT", "WP"} and subject.pos_ != "PRON"


@cache
def _table() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("reactions.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(lemmas) for kind, lemmas in data.items()}
