"""The formats that results of queries are offered in."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from service.negotiation import Format

SOLUTIONS: Final = (
    Format(name="json", media_type="application/sparql-results+json", aliases=("application/json",)),
    Format(name="xml", media_type="application/sparql-results+xml", aliases=("application/xml", "text/xml")),
    Format(name="csv", media_type="text/csv"),
    Format(name="tsv", media_type="text/tab-separated-values"),
)
GRAPHS: Final = (
    Format(name="turtle", media_type="text/turtle", aliases=("application/x-turtle",)),
    Format(name="ntriples", media_type="application/n-triples", aliases=("text/plain",)),
    Format(name="rdfxml", media_type="application/rdf+xml", aliases=("application/xml", "text/xml")),
    Format(name="jsonld", media_type="application/ld+json", aliases=("application/json",)),
    Format(name="trig", media_type="application/trig"),
    Format(name="nquads", media_type="application/n-quads"),
)
# As the engine calls the formats of graphs.
RDF: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
