"""Who publishes an article: the actor behind the name that a page or its sender gives."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from loaders.iris import local_id
from loaders.model import Actor
from ontology.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

NEWS: Final = "news_organization"
# Those that publish, the likeliest first: a ministry's release is published by the ministry.
KINDS: Final = (
    NEWS,
    "ministry",
    "armed_force",
    "government",
    "international_body",
    "organization",
    "intelligence_service",
    "coalition",
    "armed_group",
)


def publisher(name: str) -> Actor:
    """Return the actor of the authority data with this name, or a local news organisation of that name."""
    known = _publishers().get(fold(name))
    return known or Actor(id=local_id(name), label=name, country=None, kind=NEWS)


@cache
def _publishers() -> Mapping[str, Actor]:
    listed = json.loads((files("ontology") / "lexicon" / "actors.json").read_text("utf-8"))["actors"]
    found: dict[str, Actor] = {}
    for entry in sorted(
        (entry for entry in listed if entry["kind"] in KINDS), key=lambda entry: KINDS.index(entry["kind"])
    ):
        actor = Actor(id=entry["id"], label=entry["label"], country=entry["country"], kind=entry["kind"])
        for name in (entry["label"], *entry["names"], *entry["abbreviations"]):
            found.setdefault(fold(name), actor)
    return found
