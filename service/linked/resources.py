"""What the store says of one resource: its own triples, and those of the nodes that are parts of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms
from ontology.terms import CONCEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.store import View

MOST_TRIPLES: Final = 5_000  # of one resource; an article of a thousand statements has fewer
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
PREF_LABEL: Final = ox.NamedNode(f"{SKOS}prefLabel")
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


def described(view: View, iri: str) -> list[ox.Triple]:
    """Return a concise description of a resource; nothing where it is unknown.

    It holds what the store says of the resource and of the nodes under its name, and the names of what it is
    linked to. A claim comes with its statement, a statement with the article that contains it.
    """
    found = triples(view, iri)
    if not found:
        return []
    for above in (terms.makes, terms.contains):
        for quad in view.graphs.quads_for_pattern(None, above, ox.NamedNode(iri), None):
            found.append(quad.triple)
            if above == terms.makes and isinstance(quad.subject, ox.NamedNode):
                found += triples(view, quad.subject.value)
    return list(dict.fromkeys([*found, *_names(view, found)]))


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


def _names(view: View, found: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield the labels of the actors, places and concepts that triples lead to."""
    linked = dict.fromkeys(triple.object for triple in found if isinstance(triple.object, ox.NamedNode))
    for node in linked:
        if node.value.startswith((f"{view.base}actor/", f"{view.base}place/", CONCEPT)):
            for quad in view.graphs.quads_for_pattern(node, PREF_LABEL, None, None):
                yield quad.triple


def _value(view: View, value: object) -> Value:
    if isinstance(value, ox.NamedNode):
        return Value(text=label(view, value.value) or value.value, iri=value.value)
    assert isinstance(value, ox.Literal)
    return Value(text=value.value, iri=None)


def _short(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
