"""The dataset as VoID: how much there is of what, where it can be had, by which names it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.catalogues.dcat import DESCRIPTION, ONTOLOGY, RIGHTS, TITLE
from service.catalogues.vocabulary import iri, told
from service.exports.formats import RDF
from service.exports.offered import EXPORTS
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.catalogues.dcat import Catalogue

PATH: Final = "/.well-known/void"
VOCABULARIES: Final = ("casus", "dcterms", "foaf", "oa", "org", "prov", "schema", "sem", "skos")
FORMATS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")


def triples(catalogue: Catalogue) -> Iterator[ox.Triple]:
    """Yield the description as RDF."""
    figures, address, dataset = catalogue.figures, catalogue.address, catalogue.dataset
    document = f"{address}{PATH}"
    classes = {name: f"{document}#class-{number}" for number, name in enumerate(figures.classes, 1)}
    properties = {name: f"{document}#property-{number}" for number, name in enumerate(figures.properties, 1)}
    yield from told(document, {"rdf:type": iri("void:DatasetDescription"), "foaf:primaryTopic": iri(dataset)})
    yield from told(
        dataset,
        {
            "rdf:type": iri("void:Dataset"),
            "dcterms:title": TITLE,
            "dcterms:description": DESCRIPTION,
            "dcterms:rights": RIGHTS,
            "dcterms:source": [iri(source.iri) for source in figures.sources],
            "foaf:homepage": iri(f"{address}/"),
            "void:triples": figures.triples,
            "void:entities": figures.entities,
            "void:classes": len(classes),
            "void:properties": len(properties),
            "void:classPartition": [iri(node) for node in classes.values()],
            "void:propertyPartition": [iri(node) for node in properties.values()],
            "void:uriSpace": ox.Literal(catalogue.base),
            "void:sparqlEndpoint": iri(f"{address}/sparql"),
            "void:dataDump": [
                iri(f"{address}/exports/{name}") for name, format_ in EXPORTS.items() if format_ in RDF
            ],
            "void:vocabulary": [iri(ONTOLOGY), *(iri(NAMESPACES[name]) for name in VOCABULARIES)],
            "void:feature": [iri(f"http://www.w3.org/ns/formats/{name}") for name in FORMATS],
        },
    )
    for name, node in classes.items():
        yield from told(node, {"void:class": iri(name), "void:entities": figures.classes[name]})
    for name, node in properties.items():
        yield from told(node, {"void:property": iri(name), "void:triples": figures.properties[name]})
