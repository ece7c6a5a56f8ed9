"""Classes of common nouns, read from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def noun_class(name: str) -> frozenset[str]:
    """Return the lemmas of one class of words.toml; KeyError for a class that it lacks."""
    return _classes()[name]


def lemma_of(token: Token) -> str:
    """Return a word's lemma in lower case, singular also where the model keeps the plural ("troops", "casualties")."""
    lemma = token.lemma_.lower()
    if token.tag_ in {"NNS", "NNPS"} and lemma.endswith("s") and lemma == token.lower_ and lemma not in _PLURAL_ONLY:
        return lemma.removesuffix("ies") + "y" if lemma.endswith("ies") else lemma.removesuffix("s")
    return lemma


_PLURAL_ONLY = frozenset({"arms", "remains", "barracks", "headquarters", "news", "series", "forces"})


@cache
def _classes() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(lemmas) for name, lemmas in data.items()}
