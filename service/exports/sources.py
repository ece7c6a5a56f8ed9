"""Whose words an export holds: each source with its licence, how it is to be named, and how it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from service.store import View

QUERY: Final = """
PREFIX casus: <https://w3id.org/casus/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?source (SAMPLE(?name) AS ?label) ?documents ?license ?rights ?citation ?homepage ?closed WHERE {
  {
    SELECT ?source (COUNT(?article) AS ?documents) WHERE { ?article casus:publisher ?source }
    GROUP BY ?source
  }
  OPTIONAL { ?source skos:prefLabel ?name FILTER(LANG(?name) = "en") }
  OPTIONAL { ?source dcterms:license ?license }
  OPTIONAL { ?source dcterms:rights ?rights }
  OPTIONAL { ?source dcterms:bibliographicCitation ?citation }
  OPTIONAL { ?source foaf:homepage ?homepage }
  OPTIONAL { ?source casus:isReferenceOnly ?closed }
}
GROUP BY ?source ?documents ?license ?rights ?citation ?homepage ?closed
ORDER BY ?source
"""
CLAIMS: Final = "claims"
REFERENCE: Final = "reference"
# Of newsrooms the graph holds what they say happened, and the few words that carry it, never their text.
UNTOLD: Final = "not told; held are statements of fact and the words quoted as their evidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A newsroom or dataset with the number of its documents; `leaves_as` is "claims" or "reference"."""

    iri: str
    label: str | None
    documents: int
    license: str | None
    rights: str
    citation: str | None
    homepage: str | None
    leaves_as: str


def sources(view: View) -> list[Source]:
    """Return the sources of what a store holds, by IRI."""
    found = view.query(QUERY)
    assert isinstance(found, ox.QuerySolutions)
    return [_source(solution) for solution in found]


def _source(solution: ox.QuerySolution) -> Source:
    def value(name: str) -> str | None:
        term = solution[name]
        return term.value if isinstance(term, ox.NamedNode | ox.Literal) else None

    return Source(
        iri=value("source") or "",
        label=value("label"),
        documents=int(value("documents") or 0),
        license=value("license"),
        rights=value("rights") or UNTOLD,
        citation=value("citation"),
        homepage=value("homepage"),
        leaves_as=REFERENCE if value("closed") == "true" else CLAIMS,
    )
