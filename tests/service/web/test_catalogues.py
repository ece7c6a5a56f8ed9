"""The descriptions of the dataset: other programs read them, they are whole, their figures the graph's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import pytest
from pyshacl import validate  # pyright: ignore[reportUnknownVariableType] - partly typed
from rdflib import DCAT, RDF, VOID, Graph, URIRef
from rdflib.compare import isomorphic

from service.catalogues.figures import Counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import NamedNode, QuerySolutions
    from starlette.testclient import TestClient

    from loaders.model import Document
    from service.store import Outcome, Store

DCTERMS: Final = "http://purl.org/dc/terms/"
FORMATS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
# What DCAT-AP and the VoID guide ask for at least, of what is told here.
SHAPES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <shapes#> .

:title sh:path dcterms:title ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true .
:description sh:path dcterms:description ; sh:minCount 1 ; sh:datatype rdf:langString .
:publisher sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent .
:modified sh:path dcterms:modified ; sh:maxCount 1 ; sh:datatype xsd:dateTime .
:rights sh:path dcterms:rights ; sh:minCount 1 .

:Catalog sh:targetClass dcat:Catalog ; sh:nodeKind sh:IRI ;
  sh:property :title, :description, :publisher, :modified,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ],
    [ sh:path dcat:service ; sh:minCount 1 ; sh:class dcat:DataService ] .
:Dataset sh:targetClass dcat:Dataset ; sh:nodeKind sh:IRI ;
  sh:property :title, :description, :publisher, :modified, :rights,
    [ sh:path dcterms:identifier ; sh:minCount 1 ],
    [ sh:path dcterms:source ; sh:minCount 1 ; sh:class foaf:Agent ],
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .
:Distribution sh:targetClass dcat:Distribution ; sh:nodeKind sh:IRI ;
  sh:property :title, :rights,
    [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:downloadURL ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:mediaType ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:compressFormat ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ],
    [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
:DataService sh:targetClass dcat:DataService ;
  sh:property :title, :rights,
    [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dcat:servesDataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
:Checksum sh:targetClass spdx:Checksum ;
  sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ],
    [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
:Source sh:targetObjectsOf dcterms:source ; sh:nodeKind sh:IRI ; sh:property :rights .
:Void sh:targetSubjectsOf void:triples ;
  sh:property [ sh:path void:triples ; sh:maxCount 1 ; sh:datatype xsd:integer ],
    [ sh:path void:vocabulary ; sh:nodeKind sh:IRI ],
    [ sh:path void:dataDump ; sh:nodeKind sh:IRI ],
    [ sh:path void:classPartition ; sh:node :Part ],
    [ sh:path void:propertyPartition ; sh:node :Part ] .
:Described sh:targetClass void:DatasetDescription ;
  sh:property :topic, [ sh:path foaf:primaryTopic ; sh:minCount 1 ; sh:class void:Dataset ] .
:topic sh:path foaf:primaryTopic ; sh:maxCount 1 .
:Part sh:property [ sh:path [ sh:alternativePath ( void:class void:property ) ] ;
    sh:minCount 1 ; sh:maxCount 1 ],
  [ sh:path [ sh:alternativePath ( void:entities void:triples ) ] ;
    sh:minCount 1 ; sh:datatype xsd:integer ] .
"""


def read(client: TestClient, path: str, media_type: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media_type)
    return Graph().parse(data=answer.content, format=FORMATS[media_type])


def complaints(graph: Graph) -> str:
    """Return what is against the shapes."""
    shapes = Graph().parse(data=SHAPES, format="turtle")
    conforms, _, report = cast("tuple[bool, Graph, str]", validate(graph, shacl_graph=shapes))
    return "" if conforms else report


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_every_format_says_the_same(client: TestClient, path: str) -> None:
    expected = read(client, path)

    assert len(expected) > 100
    for media_type in FORMATS:
        assert isomorphic(read(client, path, media_type), expected)


def test_the_descriptions_have_the_shape_that_others_expect(client: TestClient) -> None:
    catalogue = read(client, "/catalog")
    described = read(client, "/.well-known/void")

    assert complaints(catalogue) == ""
    assert complaints(described + catalogue) == ""


def test_shapes_find_what_is_missing(client: TestClient) -> None:
    catalogue = read(client, "/catalog")
    catalogue.remove((None, URIRef(f"{DCTERMS}rights"), None))

    assert "dcterms:rights" in complaints(catalogue)


def test_figures_are_those_of_the_graph(client: TestClient, store: Store) -> None:
    told = read(client, "/.well-known/void")

    def partitions(of: URIRef, count: URIRef) -> dict[str, int]:
        return {str(kind): int(str(told.value(node, count))) for node, kind in told.subject_objects(of)}

    def counted(pattern: str) -> dict[str, int]:
        found = cast("QuerySolutions", store.query(f"SELECT ?of WHERE {{ {pattern} }}"))
        names = [cast("NamedNode", solution["of"]).value for solution in found]
        return {name: names.count(name) for name in set(names)}

    dataset = URIRef("http://testserver/catalog#dataset")
    assert int(str(told.value(dataset, VOID.triples))) == len(store.graphs)
    assert partitions(VOID["class"], VOID.entities) == counted("?thing a ?of")
    assert partitions(VOID.property, VOID.triples) == counted("?thing ?of ?value")


def test_every_file_and_service_that_is_told_answers(client: TestClient) -> None:
    catalogue = read(client, "/catalog")

    def told(by: URIRef) -> set[str]:
        return {str(one).removeprefix("http://testserver") for one in catalogue.objects(None, by)}

    files = told(DCAT.downloadURL)
    listed = {file for one in client.get("/exports/").json()["exports"] for file in one["files"]}
    assert told(DCAT.endpointURL) == {"/api/v1", "/feed", "/sparql"}
    assert files == {file for file in listed if not file.endswith(".manifest.json")}
    assert len(set(catalogue.subjects(RDF.type, DCAT.Distribution))) == len(files)


def test_what_changed_is_counted_anew_in_time(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    seldom, often = Counted(empty, share=1e-9), Counted(empty, share=1e9)
    before = seldom.figures(), often.figures()
    put(empty, documents[0])

    early, later = seldom.figures(), often.figures()

    assert (before[0].sequence, early, later.sequence) == (0, before[0], 1)
    assert (later.triples, later.modified) == (len(empty.graphs), "2024-12-10T12:00:00.000Z")
    assert later.entities > before[1].entities
    assert often.figures() is later


def test_who_has_a_description_is_told_so(client: TestClient) -> None:
    tag = client.get("/catalog").headers["etag"]

    again = client.get("/catalog", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_sources_are_told_with_their_terms(client: TestClient, store: Store) -> None:
    catalogue = read(client, "/catalog")

    sources = {str(one) for one in catalogue.objects(None, URIRef(f"{DCTERMS}source"))}
    assert sources == {f"{store.base}actor/ukrinform"}
    for source in sources:
        rights = [str(one) for one in catalogue.objects(URIRef(source), URIRef(f"{DCTERMS}rights"))]
        assert [one for one in rights if one.startswith("not told")] == rights != []


@pytest.mark.parametrize(
    ("path", "accept", "code"),
    [("/catalog?format=xyz", "*/*", 400), ("/catalog?x=1", "*/*", 400), ("/catalog", "image/png", 406)],
)
def test_what_cannot_be_described_is_refused(client: TestClient, path: str, accept: str, code: int) -> None:
    answer = client.get(path, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json")


def test_the_catalogue_is_a_page_for_browsers(client: TestClient, store: Store) -> None:
    answer = client.get("/catalog", headers={"Accept": "text/html,*/*;q=0.8"})

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"{len(store.graphs):,}" in answer.text
    assert ">Ukrinform</a>" in answer.text
    assert "http" not in "".join(line for line in answer.text.splitlines() if "src=" in line)
