"""IRIs of the store that have a place of their own in the service: versions, graphs, changes, the feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from loaders.iris import KEY_LENGTH

if TYPE_CHECKING:
    from service.store import Store

KEY: Final = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")
CHANGE: Final = re.compile(r"change/([1-9][0-9]{0,17})")


def held_version(store: Store, iri: str) -> str:
    """Return the IRI of the newest version of an article that is named without one, any other as it is."""
    kind, _, key = iri.removeprefix(store.base).partition("/")
    if kind != "article" or KEY.fullmatch(key) is None:
        return iri
    last = store.log.last(key)
    return iri if last is None else last.article


def elsewhere(store: Store, iri: str) -> str | None:
    """Return where a graph, a change or the feed is to be had; None for what is described by triples."""
    path = iri.removeprefix(store.base)
    if path == "feed":
        return "/feed"
    if path.startswith("graph/"):
        return f"/graphs?graph={quote(iri, safe='')}"
    change = CHANGE.fullmatch(path)
    if change is None:
        return None
    return f"/feed/changes?after={int(change.group(1)) - 1}&limit=1"
