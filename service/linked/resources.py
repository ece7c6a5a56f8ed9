"""What the store says of one resource: its own triples, and those of the nodes that are parts of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from service.store import View

MOST_TRIPLES: Final = 5_000  # of one resource; an article of a thousand statements has fewer
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
LABELS: Final = (f"{SKOS}prefLabel", f"{RDFS}label", "https://w3id.org/casus/ontology#title")


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """An object as a page shows it: its text, and the IRI that it is, if it is one."""

    text: str
    iri: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    """A property with its values."""

    iri: str
    name: str
    values: tuple[Value, ...]


def triples(view: View, iri: str) -> list[ox.Triple]:
    """Return what the store says of a resource and of the nodes under its name; nothing where unknown."""
    found: list[ox.Triple] = []
    waiting, seen = [iri], {iri}
    while waiting and len(found) < MOST_TRIPLES:
        subject = ox.NamedNode(waiting.pop())
        for quad in view.graphs.quads_for_pattern(subject, None, None, None):
            found.append(quad.triple)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{iri}/"):
                part = quad.object.value
                waiting += [] if part in seen else [part]
                seen.add(part)
    return found


def properties(view: View, iri: str) -> list[Property]:
    """Return the properties of a resource as a page shows them, by name."""
    values: dict[str, list[Value]] = {}
    for quad in view.graphs.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        values.setdefault(quad.predicate.value, []).append(_value(view, quad.object))
    found = (Property(iri=name, name=_short(name), values=tuple(them)) for name, them in values.items())
    return sorted(found, key=lambda one: one.name)


def label(view: View, iri: str) -> str | None:
    """Return the label of a resource, None when it has none."""
    for name in LABELS:
        for quad in view.graphs.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None, None):
            assert isinstance(quad.object, ox.Literal)
            return quad.object.value
    return None


def _value(view: View, value: object) -> Value:
    if isinstance(value, ox.NamedNode):
        return Value(text=label(view, value.value) or value.value, iri=value.value)
    assert isinstance(value, ox.Literal)
    return Value(text=value.value, iri=None)


def _short(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
