"""Classes of common nouns, read from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def noun_class(name: str) -> frozenset[str]:
    """Return the lemmas of one class of words.toml; KeyError for a class that it lacks."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(lemmas) for name, lemmas in data.items()}
