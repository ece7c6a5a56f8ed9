"""The actors that a dataset names: those of the authority data, found by their names, and others."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.iris import local_id
from loaders.model import Actor
from ontology.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Whom a name means first, where it is the name of several.
KINDS: Final = (
    "state",
    "armed_group",
    "armed_force",
    "government",
    "international_body",
    "coalition",
    "intelligence_service",
    "ministry",
    "news_organization",
    "organization",
    "person",
)
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*")


@lru_cache(maxsize=8_192)
def named(name: str, *, otherwise: str, country: str | None = None) -> Actor:
    """Return the actor of the authority data that has this name, else a local one of the kind `otherwise`.

    `country` is that of the local one, an alpha-3 code.
    """
    return known(name) or Actor(id=local_id(name, country), label=name, country=country, kind=otherwise)


def known(name: str) -> Actor | None:
    """Return the actor of the authority data that has this name, None when none or several have it.

    What stands in brackets may be left out, and an abbreviation before the name: "RSF: Rapid Support Forces".
    """
    plain = _ASIDE.sub(" ", name).strip()
    spellings = (name, plain, plain.partition(": ")[2])
    found_as = next((fold(one) for one in spellings if fold(one) in _names()), None)
    of_kinds = _names()[found_as] if found_as is not None else dict[str, list[Actor]]()
    kind = next((kind for kind in KINDS if kind in of_kinds), None)
    found = [] if kind is None else of_kinds[kind]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def state(name: str) -> Actor | None:
    """Return the state of this name, which may stand with a former one: "Russia (Soviet Union)"."""
    for spelling in (name, _ASIDE.sub(" ", name).strip()):
        found = _names().get(fold(spelling), {}).get("state", [])
        if len(found) == 1:
            return found[0]
    return None


def state_of(code: str) -> Actor:
    """Return the state with an alpha-3 code; KeyError when there is none."""
    return _by_id()[code]


def authority_actor(actor_id: str) -> Actor:
    """Return an actor of the authority data by its id; KeyError when there is none."""
    return _by_id()[actor_id]


def civilians(country: str | None) -> Actor:
    """Return the civilians of a country."""
    return Actor(id=local_id("civilians", country), label="civilians", country=country, kind="people")


@cache
def _names() -> Mapping[str, Mapping[str, list[Actor]]]:
    """Return the actors by folded name and kind."""
    found: dict[str, dict[str, list[Actor]]] = defaultdict(lambda: defaultdict(list))
    for entry in _entries():
        actor = _actor(entry)
        for name in {fold(name) for name in (entry["label"], *entry["names"], *entry["abbreviations"])}:
            found[name][actor.kind].append(actor)
    return found


@cache
def _by_id() -> Mapping[str, Actor]:
    return {entry["id"]: _actor(entry) for entry in _entries()}


@cache
def _entries() -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(
        (files("ontology") / "lexicon" / "actors.json").read_text("utf-8")
    )["actors"]
    return listed


def _actor(entry: Mapping[str, str]) -> Actor:
    return Actor(id=entry["id"], label=entry["label"], country=entry["country"], kind=entry["kind"])
