"""The words by which strikes and tolls are told, read from event_words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def event_words(name: str) -> frozenset[str]:
    """Return one list of event_words.toml; KeyError for a list that it lacks."""
    return frozenset(_data()[name])


@cache
def outcome_by_word(name: str) -> dict[str, str]:
    """Return what each word of a table says befell people; KeyError for a table that is not there."""
    return {word: outcome for outcome, words in _data()[name].items() for word in words}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("loaders.extract").joinpath("event_words.toml").read_text(encoding="utf-8"))
