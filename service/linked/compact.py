"""Triples as JSON-LD that reads as JSON: compacted with the published context."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import orjson
import pyoxigraph as ox
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA_TYPE: Final = "application/ld+json"
FILE: Final = "context.jsonld"


@cache
def context() -> bytes:
    """Return the context as it is published: a JSON document with the one key "@context"."""
    return (files("ontology") / FILE).read_bytes()


def compacted(triples: Sequence[ox.Triple], *, about: str, context_address: str) -> bytes:
    """Return triples as a JSON-LD document under the context at an address; what it is about comes first."""
    graph = Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    told = orjson.loads(graph.serialize(format="json-ld", context=_terms(), auto_compact=False))
    nodes: list[dict[str, Any]] = told.get("@graph", [told])
    ordered = sorted(nodes, key=lambda node: (node.get("id") != about, str(node.get("id"))))
    content = [{key: value for key, value in node.items() if key != "@context"} for node in ordered]
    return orjson.dumps({"@context": context_address, "@graph": content})


@cache
def _terms() -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(context())["@context"]
    return told
