"""States that never receive each other's troops or weapons: at war, as known (enemies.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loaders.model import Actor


@cache
def enemies() -> frozenset[frozenset[str]]:
    """Return the pairs of states that are enemies, by their codes."""
    return _pairs("pairs")


@cache
def expeditions() -> frozenset[frozenset[str]]:
    """Return the pairs of states of which the one fights the other in a third's war."""
    return _pairs("expeditions")


@cache
def wars() -> frozenset[frozenset[str]]:
    """Return the pairs of states of which each strikes the other: an attack of one is on the other."""
    return _pairs("wars")


def are_enemies(some: Iterable[Actor], others: Iterable[Actor]) -> bool:
    """Tell whether a state of the ones is an enemy of a state of the others."""
    codes = {actor.country for actor in others if actor.country}
    return any(
        frozenset({a.country, code}) in enemies()
        for a in some
        if a.country
        for code in codes
        if code != a.country
    )


def _pairs(name: str) -> frozenset[frozenset[str]]:
    data = tomllib.loads(files("loaders.extract").joinpath("enemies.toml").read_text(encoding="utf-8"))
    return frozenset(frozenset(pair) for pair in data[name])
