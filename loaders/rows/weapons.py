"""The weapons that a dataset names: concepts of the weapon scheme, found by their names."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from loaders.extract.lexicon import find_weapons, weapon_entries
from loaders.model import Weapon

if TYPE_CHECKING:
    from loaders.extract.lexicon import WeaponEntry


@cache
def weapon(weapon_id: str) -> Weapon:
    """Return the weapon of an id: "iskander-m", "tank"; KeyError when there is none."""
    return _weapon(weapon_entries()[weapon_id])


@lru_cache(maxsize=16_384)
def system_named(words: str) -> Weapon | None:
    """Return the named system that some words speak of, None when they name none or several."""
    found = {
        entry.id: entry for one in find_weapons(words) for entry in one.entries if entry.broader is not None
    }
    return _weapon(next(iter(found.values()))) if len(found) == 1 else None


@lru_cache(maxsize=16_384)
def kind_named(words: str) -> Weapon | None:
    """Return the weapon, system or kind, that some words speak of, None when they name none or several."""
    found = {entry.id: entry for one in find_weapons(words) for entry in one.entries}
    return _weapon(next(iter(found.values()))) if len(found) == 1 else None


def _weapon(entry: WeaponEntry) -> Weapon:
    return Weapon(concept=entry.concept, id=entry.id, label=entry.label)
