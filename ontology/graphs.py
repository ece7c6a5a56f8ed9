"""The triples of the two graphs that come with the package: the ontology, and the authority data."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from ontology import BASE, VOCABULARY, authority_names, read_turtle
from ontology.terms import CASUS, broaderTransitive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUBCLASS: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
BROADER: Final = NamedNode("http://www.w3.org/2004/02/skos/core#broader")


def ontology_triples(base: str = BASE) -> Iterator[Triple]:
    """Yield each triple of the vocabulary, code lists and alignments once, and what follows from them.

    What follows: `casus:broaderTransitive` from each concept to all above it.
    """
    stated = _once(triple for name in VOCABULARY for triple in read_turtle(name, base=base))
    yield from stated
    above = _links(stated, BROADER)
    for concept in above:
        for broader in _reached(above, concept):
            yield Triple(concept, broaderTransitive, broader)


def authority_triples(base: str = BASE) -> Iterator[Triple]:
    """Yield each triple of the actors and places once, with the superclasses of their classes.

    Only superclasses of the ontology's own are materialised.
    """
    supers = superclasses()
    stated = _once(triple for name in authority_names() for triple in read_turtle(name, base=base))
    types = (
        Triple(triple.subject, TYPE, above)
        for triple in stated
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode)
        for above in supers.get(triple.object, ())
    )
    yield from _once((*stated, *types))


def superclasses() -> dict[NamedNode, tuple[NamedNode, ...]]:
    """Return the ontology's own superclasses of each of its classes, the class itself left out."""
    links = _links(read_turtle("casus"), SUBCLASS)
    return {node: tuple(above for above in _reached(links, node) if _is_own(above)) for node in links}


def _once(triples: Iterable[Triple]) -> list[Triple]:
    return list(dict.fromkeys(triples))


def _links(triples: Iterable[Triple], predicate: NamedNode) -> dict[NamedNode, list[NamedNode]]:
    links: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == predicate and isinstance(triple.subject, NamedNode):
            assert isinstance(triple.object, NamedNode)
            links[triple.subject].append(triple.object)
    return dict(links)


def _reached(links: dict[NamedNode, list[NamedNode]], start: NamedNode) -> Iterable[NamedNode]:
    """Return all nodes that links lead to from a node, nearest first, each once."""
    found: dict[NamedNode, None] = {}
    waiting = list(links.get(start, ()))
    while waiting:
        node = waiting.pop(0)
        if node not in found:
            found[node] = None
            waiting += links.get(node, ())
    return found


def _is_own(node: NamedNode) -> bool:
    return node.value.startswith(CASUS)
