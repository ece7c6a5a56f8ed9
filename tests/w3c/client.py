"""What a test does to the service, over HTTP alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import httpx2 as httpx
import pyoxigraph as ox

from tests.w3c.cases import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.w3c.cases import Data

MEDIA: Final = {
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
}
EVERYTHING: Final = {"unnamed": "SELECT * { ?s ?p ?o }", "named": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}


class Client:
    """A client of a bare service, with a key for writing."""

    def __init__(self, url: str, key: str) -> None:
        self.http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60)

    def query(self, query: str, accept: str | None = None) -> httpx.Response:
        """Ask a query."""
        headers = {"Content-Type": "application/sparql-query"} | ({"Accept": accept} if accept else {})
        return self.http.post("/sparql", content=query.encode(), headers=headers)

    def update(self, update: str) -> httpx.Response:
        """Do an update."""
        headers = {"Content-Type": "application/sparql-update"}
        return self.http.post("/update", content=update.encode(), headers=headers)

    def fill(self, data: Data) -> None:
        """Make the store hold this and nothing else."""
        self.update("DROP ALL").raise_for_status()
        for file in data.unnamed:
            self._add("default", "", file)
        for name, file in data.named:
            self._add("graph", name, file)

    def dataset(self) -> ox.Dataset:
        """Return all that the store holds."""
        held = ox.Dataset()
        for query in EVERYTHING.values():
            answer = self.query(query, "application/sparql-results+json")
            found = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
            assert isinstance(found, ox.QuerySolutions)
            names = [variable.value for variable in found.variables]
            for row in found:
                held.add(ox.Quad(row["s"], row["p"], row["o"], *([row["g"]] if "g" in names else [])))
        return held

    def _add(self, parameter: str, name: str, file: Path) -> None:
        # The files resolve relative IRIs with their own addresses.
        triples = triples_of(file)
        content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        headers = {"Content-Type": "application/n-triples"}
        self.http.post(
            "/graphs", params={parameter: name}, content=content, headers=headers
        ).raise_for_status()


def triples_of(file: Path) -> list[ox.Triple]:
    """Return the triples of a file."""
    format_ = ox.RdfFormat.from_media_type(MEDIA[file.suffix])
    return [quad.triple for quad in ox.parse(file.read_bytes(), format=format_, base_iri=address_of(file))]


def address_of(file: Path) -> str:
    """Return the address that a file is published at."""
    return BASE + "/".join(file.parts[file.parts.index("sparql") :])
