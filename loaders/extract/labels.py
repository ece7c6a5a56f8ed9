"""Whom the label of a passage names as its speaker: "Quote from Ryder:"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.extract.lexicon import actor_names, straight
from loaders.extract.people import plain_name
from loaders.extract.scene import choose, local_actor

if TYPE_CHECKING:
    from loaders.extract.passages import Passage
    from loaders.extract.scene import Scene
    from loaders.model import Actor

_QUOTE_FROM: Final = re.compile(
    r"(?:quote|comment|statement|remarks?)s?\s+(?:from|by|of)\s+(.*?)\s*:?\s*$", re.IGNORECASE
)


def label_speaker(scene: Scene, passage: Passage) -> Actor | None:
    """Return whom a passage's label names as its speaker ("Quote from Ryder:"), or None."""
    label = passage.zone.label
    match = _QUOTE_FROM.search(label.text) if label is not None else None
    return _named(scene, match.group(1)) if match is not None else None


def _named(scene: Scene, words: str) -> Actor:
    """Return whom a label's words name: a person known to the data or the article, else as it calls them."""
    found = actor_names().find(straight(words))
    people = [f for f in found if f.entries[0].kind == "person"]
    name = " ".join(plain_name([w for w in words.split() if w[:1].isupper()]))
    person = choose(scene, people[-1]) if people else scene.person(name)
    if person is not None:
        return person
    if found:
        return choose(scene, found[-1])
    if " " in name:
        return scene.introduce(local_actor(name, None, "person"))
    return local_actor(words.removeprefix("the "), None, "people")
