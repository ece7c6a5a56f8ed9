"""Items of a list as JSON-LD: what the graph says of them and of the nodes that are parts of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pyoxigraph as ox

from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.store import View


def as_json_ld(view: View, iris: Iterable[str]) -> bytes:
    """Return what the graph says of some resources; nothing of those that it does not hold (any more)."""
    triples = dict.fromkeys(triple for iri in iris for triple in _about(view, iri))
    written = ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=NAMESPACES)
    assert written is not None
    return written


def iris(items: Iterable[bytes]) -> list[str]:
    """Return the IRIs of some items."""
    return [str(orjson.loads(item)["iri"]) for item in items]


def _about(view: View, iri: str) -> Iterator[ox.Triple]:
    waiting, seen = [iri], {iri}
    while waiting:
        for quad in view.graphs.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None, None):
            yield quad.triple
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{iri}/"):
                part = quad.object.value
                waiting += [] if part in seen else [part]
                seen.add(part)
