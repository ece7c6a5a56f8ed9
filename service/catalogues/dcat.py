"""The service as a DCAT 3 catalogue: its one dataset, in which files it leaves, which services answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.catalogues.vocabulary import MEDIA, iri, told, typed
from service.exports.formats import GZIP, ZSTD, Format
from service.exports.manifest import MANIFEST
from service.exports.offered import EXPORTS, files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from service.catalogues.figures import Figures
    from service.exports.building import Built
    from service.exports.sources import Source

TITLE: Final = "Claims about armed conflict"
DESCRIPTION: Final = (
    "Who said what happened in armed conflicts, when they said it, how sure they were, and which words say "
    "so: articles and dataset records, their statements, and the claims that these make."
)
RIGHTS: Final = (
    "What is said belongs to its sources, each named here with its licence or terms; "
    "sources whose terms forbid to pass them on leave as references only."
)
ONTOLOGY: Final = "https://w3id.org/casus/ontology"
MEDIA_TYPES: Final = {
    Format.NQUADS: "application/n-quads",
    Format.TRIG: "application/trig",
    Format.JSONLD: "application/ld+json",
    Format.TURTLE: "text/turtle",
    Format.NTRIPLES: "application/n-triples",
    Format.RDFXML: "application/rdf+xml",
    Format.CSV: "text/csv",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.GEOJSON: "application/geo+json",
    Format.CHANGES: "application/x-ndjson",
}
PACKINGS: Final = {GZIP: "application/gzip", ZSTD: "application/zstd"}
SERVICES: Final = {
    "sparql": ("SPARQL endpoint", "sparql", "http://www.w3.org/TR/sparql11-protocol/"),
    "api/v1": ("REST API", "api/v1/openapi.json", "https://spec.openapis.org/oas/v3.1.0"),
    "feed": ("Change feed", "feed", "https://w3id.org/ldes/specification"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The catalogue for the address that the service was asked at."""

    address: str
    base: str
    figures: Figures
    built: Mapping[str, Built]

    @property
    def iri(self) -> str:
        """Return the catalogue's IRI."""
        return f"{self.address}/catalog"

    @property
    def dataset(self) -> str:
        """Return the dataset's IRI."""
        return f"{self.address}/catalog#dataset"

    @property
    def publisher(self) -> str:
        """Return the IRI of who gives this out: all that a service knows is itself."""
        return f"{self.address}/catalog#service"

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the catalogue as RDF."""
        yield from told(
            self.iri,
            {
                "rdf:type": iri("dcat:Catalog"),
                "dcterms:title": "Casus",
                "dcterms:description": f"What the Casus service at {self.address} holds, and how to have it.",
                "dcterms:publisher": iri(self.publisher),
                "dcterms:modified": self._modified(),
                "dcat:dataset": iri(self.dataset),
                "dcat:service": [iri(f"{self.address}/{path}") for path in SERVICES],
                "foaf:homepage": iri(f"{self.address}/"),
            },
        )
        yield from told(
            self.publisher,
            {"rdf:type": iri("foaf:Agent"), "foaf:name": f"The Casus service at {self.address}"},
        )
        yield from self._dataset()
        for path, (title, description, standard) in SERVICES.items():
            yield from told(
                f"{self.address}/{path}",
                {
                    "rdf:type": iri("dcat:DataService"),
                    "dcterms:title": title,
                    "dcat:endpointURL": iri(f"{self.address}/{path}"),
                    "dcat:endpointDescription": iri(f"{self.address}/{description}"),
                    "dcat:servesDataset": iri(self.dataset),
                    "dcterms:conformsTo": iri(standard),
                    "dcterms:rights": RIGHTS,
                },
            )
        for source in self.figures.sources:
            yield from _source(source)

    def _dataset(self) -> Iterator[ox.Triple]:
        names = [(export, name) for export in EXPORTS for name in files(export)[:-1]]
        yield from told(
            self.dataset,
            {
                "rdf:type": [iri("dcat:Dataset"), iri("void:Dataset")],
                "dcterms:title": TITLE,
                "dcterms:description": DESCRIPTION,
                "dcterms:identifier": typed(self.base, "xsd:anyURI"),
                "dcterms:publisher": iri(self.publisher),
                "dcterms:modified": self._modified(),
                "dcat:version": ox.Literal(str(self.figures.sequence)),
                "dcterms:conformsTo": iri(ONTOLOGY),
                "dcterms:rights": RIGHTS,
                "dcterms:source": [iri(source.iri) for source in self.figures.sources],
                "dcat:distribution": [iri(f"{self.address}/exports/{name}") for _, name in names],
            },
        )
        for export, name in names:
            yield from self._distribution(export, name)

    def _distribution(self, export: str, name: str) -> Iterator[ox.Triple]:
        address = f"{self.address}/exports/{name}"
        packing = next((PACKINGS[ending] for ending in PACKINGS if name.endswith(ending)), None)
        yield from told(
            address,
            {
                "rdf:type": iri("dcat:Distribution"),
                "dcterms:title": _title(export, name),
                "dcat:accessURL": iri(address),
                "dcat:downloadURL": iri(address),
                "dcat:mediaType": iri(MEDIA + MEDIA_TYPES[EXPORTS[export]]),
                "dcat:compressFormat": None if packing is None else iri(MEDIA + packing),
                "dcterms:rights": RIGHTS,
                "foaf:page": iri(f"{self.address}/exports/{export}{MANIFEST}"),
            },
        )
        built = self.built.get(export)
        file = next((one for one in built.manifest["files"] if one["name"] == name), None) if built else None
        if file is not None:
            yield from told(
                address,
                {
                    "dcat:byteSize": typed(str(file["bytes"]), "xsd:nonNegativeInteger"),
                    "spdx:checksum": iri(f"{address}#checksum"),
                },
            )
            yield from told(
                f"{address}#checksum",
                {
                    "rdf:type": iri("spdx:Checksum"),
                    "spdx:algorithm": iri("spdx:checksumAlgorithm_sha256"),
                    "spdx:checksumValue": typed(file["sha256"], "xsd:hexBinary"),
                },
            )

    def _modified(self) -> ox.Literal | None:
        modified = self.figures.modified
        return None if modified is None else typed(modified, "xsd:dateTime")


def _title(export: str, name: str) -> str:
    part = "" if export == name else name.removeprefix("casus-").partition(".")[0].replace("-", " ")
    return f"{part or 'all'} as {name.partition('.')[2]}"


def _source(source: Source) -> Iterator[ox.Triple]:
    license_ = source.license
    yield from told(
        source.iri,
        {
            "rdf:type": iri("foaf:Agent"),
            "foaf:name": source.label,
            "dcterms:license": None if license_ is None else _linked(license_),
            "dcterms:rights": source.rights,
            "dcterms:bibliographicCitation": source.citation,
            "foaf:homepage": None if source.homepage is None else _linked(source.homepage),
        },
    )


def _linked(text: str) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(text) if text.startswith(("http://", "https://")) else ox.Literal(text)
