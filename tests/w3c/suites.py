"""The suites: which manifests they are, and how a case of each kind is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import rdflib

from tests.w3c import records
from tests.w3c.cases import QT, UT, Case, Data, query_data, update_data
from tests.w3c.client import triples_of
from tests.w3c.results import Order, canonical_dataset, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.w3c.client import Client

SUITES: Final = {
    "query 1.0": "sparql/sparql10/manifest-evaluation.ttl",
    "syntax 1.0": "sparql/sparql10/manifest-syntax.ttl",
    "query 1.1": "sparql/sparql11/manifest-sparql11-query.ttl",
    "results 1.1": "sparql/sparql11/manifest-sparql11-results.ttl",
    "update 1.1": "sparql/sparql11/manifest-sparql11-update.ttl",
    "protocol": "sparql/sparql11/protocol/manifest.ttl",
    "graph store": "sparql/sparql11/graph-store-protocol/manifest.ttl",
    "service description": "sparql/sparql11/service-description/manifest.ttl",
}
SD: Final = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FROM: Final = re.compile(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
MALFORMED: Final = ("/malformed-query", "/malformed-update")
ACCEPT: Final = "application/sparql-results+json, application/n-triples"
ACCEPTS: Final = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srx": "application/sparql-results+xml",
}


def failure(case: Case, client: Client) -> str | None:
    """Return what is not as a case expects, None when all is."""
    return RUNS[case.kind](case, client)


def _query(case: Case, client: Client) -> str | None:
    address = str(case.need(case.action, QT.query))
    query = case.text(case.need(case.action, QT.query))
    client.fill(_with_from(case, query, address))
    assert case.result is not None
    expected = case.path(case.result)
    accept = ACCEPTS[expected.suffix] if expected.suffix == ".csv" else ACCEPT
    answer = client.query(f"BASE <{address}>\n{query}", accept)
    if answer.status_code != 200:
        return f"{answer.status_code}: {answer.text[:200]}"
    return None if same(expected, answer, order=Order.of(query)) else f"other results: {answer.text[:300]}"


def _with_from(case: Case, query: str, address: str) -> Data:
    """Return what is to be held; where the query alone names its graphs, these."""
    data = query_data(case)
    if data.unnamed or data.named:
        return data
    folder = address.rpartition("/")[0]
    names = sorted(set(FROM.findall(query)))
    return Data(
        unnamed=(),
        named=tuple((f"{folder}/{name}", case.path(rdflib.URIRef(f"{folder}/{name}"))) for name in names),
    )


def _update(case: Case, client: Client) -> str | None:
    request = case.need(case.action, UT.request)
    client.fill(update_data(case, case.action))
    answer = client.update(f"BASE <{request}>\n{case.text(request)}")
    if not answer.is_success:
        return f"{answer.status_code}: {answer.text[:200]}"
    assert case.result is not None
    if canonical_dataset(client.dataset()) != canonical_dataset(_dataset(update_data(case, case.result))):
        return f"other data: {client.dataset()}"
    return None


def _dataset(data: Data) -> ox.Dataset:
    held = ox.Dataset()
    for file in data.unnamed:
        for triple in triples_of(file):
            held.add(ox.Quad(triple.subject, triple.predicate, triple.object))
    for name, file in data.named:
        for triple in triples_of(file):
            held.add(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(name)))
    return held


def _syntax(*, is_good: bool) -> Callable[[Case, Client], str | None]:
    def run(case: Case, client: Client) -> str | None:
        text = case.text(case.action)
        is_update = case.path(case.action).suffix == ".ru"
        answer = client.update(text) if is_update else client.query(text)
        malformed = answer.status_code == 400 and answer.json()["type"].endswith(MALFORMED)
        if malformed is not is_good and answer.status_code < 500:
            return None
        return f"{answer.status_code}: {answer.text[:200]}"

    return run


def _description(_: Case, client: Client) -> str | None:
    answer = client.http.get("/sparql", headers={"Accept": "text/turtle, application/rdf+xml;q=0.5"})
    if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/turtle"):
        return f"{answer.status_code} {answer.headers['content-type']}"
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    endpoint = rdflib.URIRef(str(client.http.base_url.join("/sparql")))
    services = list(graph.subjects(SD.endpoint, endpoint))
    if len(services) != 1 or (services[0], rdflib.RDF.type, SD.Service) not in graph:
        return f"no sd:Service has the sd:endpoint {endpoint}"
    return _unknown_terms(graph)


def _unknown_terms(graph: rdflib.Graph) -> str | None:
    """Return the terms of the vocabulary that are used where it does not let them be."""
    resources = (SD.supportedLanguage, SD.resultFormat, SD.inputFormat, SD.feature, SD.extensionFunction)
    for predicate in resources:
        for value in graph.objects(None, predicate):
            if not isinstance(value, rdflib.URIRef):
                return f"{predicate} is {value!r}"
    for _, dataset in graph.subject_objects(SD.defaultDataset):
        if (dataset, rdflib.RDF.type, SD.Dataset) not in graph:
            return "the default dataset is no sd:Dataset"
    return None


RUNS: Final[dict[str, Callable[[Case, Client], str | None]]] = {
    "QueryEvaluationTest": _query,
    "CSVResultFormatTest": _query,
    "UpdateEvaluationTest": _update,
    "PositiveSyntaxTest": _syntax(is_good=True),
    "PositiveSyntaxTest11": _syntax(is_good=True),
    "PositiveUpdateSyntaxTest11": _syntax(is_good=True),
    "NegativeSyntaxTest": _syntax(is_good=False),
    "NegativeSyntaxTest11": _syntax(is_good=False),
    "NegativeUpdateSyntaxTest11": _syntax(is_good=False),
    "ProtocolTest": records.failure,
    "GraphStoreProtocolTest": records.failure,
    "ServiceDescriptionTest": _description,
}
