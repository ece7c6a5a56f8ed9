"""A claim as a nanopublication: what is claimed, where it comes from, and who tells it, each in a graph.

https://nanopub.net/guidelines/working_draft/ says what must be in which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms
from service.linked.resources import triples
from service.negotiation import Format
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.view import View

NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = NAMESPACES["prov"]
RDF_TYPE: Final = ox.NamedNode(f"{NAMESPACES['rdf']}type")
FORMAT: Final = Format(name="nanopub", media_type="application/trig")
PARTS: Final = ("Assertion", "Provenance", "PublicationInfo")
PREFIXES: Final = {**NAMESPACES, "np": NP}
RIGHTS: Final = (
    "What is claimed is its speaker's; that it was claimed, and in which words, is what is told here."
)


def nanopublication(view: View, claim: str, address: str) -> list[ox.Quad]:
    """Return a claim as a nanopublication under an address; nothing where there is no such claim.

    The claim and its quantity are the assertion; its provenance are the statement, the words and the article,
    and the run that made it. Casus asserts that it was claimed, never that it is so.
    """
    if next(view.graphs.quads_for_pattern(ox.NamedNode(claim), RDF_TYPE, terms.Claim, None), None) is None:
        return []
    this = ox.NamedNode(address)
    graphs = {name: ox.NamedNode(f"{address}#{name.lower()}") for name in PARTS}
    told = triples(view, claim)
    content = {
        "Assertion": [one for one in told if not _is_of(one, f"{claim}/evidence")],
        "Provenance": [
            *(one for one in told if _is_of(one, f"{claim}/evidence")),
            *_provenance(view, claim, graphs["Assertion"]),
        ],
        "PublicationInfo": list(_publication(view, claim, this)),
    }
    head = ox.NamedNode(f"{address}#head")
    quads = [ox.Quad(this, RDF_TYPE, ox.NamedNode(f"{NP}Nanopublication"), head)]
    for name, found in content.items():
        quads.append(ox.Quad(this, ox.NamedNode(f"{NP}has{name}"), graphs[name], head))
        quads += (_within(graphs[name], one) for one in found)
    return list(dict.fromkeys(quads))


def _within(graph: ox.NamedNode, triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _is_of(triple: ox.Triple, node: str) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(node)


def _provenance(view: View, claim: str, assertion: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield what the assertion comes from, and the statement that makes the claim."""
    for quad in view.graphs.quads_for_pattern(ox.NamedNode(claim), None, None, None):
        for of, by in (
            (terms.inArticle, "hadPrimarySource"),
            (terms.speaker, "wasAttributedTo"),
            (terms.madeBy, "wasGeneratedBy"),
        ):
            if quad.predicate == of:
                yield ox.Triple(assertion, ox.NamedNode(PROV + by), quad.object)
    for quad in view.graphs.quads_for_pattern(None, terms.makes, ox.NamedNode(claim), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield from triples(view, quad.subject.value)


def _publication(view: View, claim: str, this: ox.NamedNode) -> Iterator[ox.Triple]:
    dcterms = NAMESPACES["dcterms"]
    yield ox.Triple(this, ox.NamedNode(f"{dcterms}rights"), ox.Literal(RIGHTS, language="en"))
    yield ox.Triple(this, ox.NamedNode(f"{dcterms}subject"), ox.NamedNode(claim))
    for quad in view.graphs.quads_for_pattern(ox.NamedNode(claim), terms.madeBy, None, None):
        yield ox.Triple(this, ox.NamedNode(f"{PROV}wasGeneratedBy"), quad.object)
