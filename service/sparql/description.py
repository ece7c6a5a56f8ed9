"""What the endpoint says about itself: the SPARQL 1.1 Service Description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from starlette.responses import Response

from loaders.iris import Iris
from service.negotiation import Format, choose
from service.problems import NotAcceptable
from service.sparql.formats import GRAPHS, RDF
from service.sparql.graph_bodies import MOST_BYTES as MOST_GRAPH
from service.sparql.namespaces import NAMESPACES
from service.sparql.protocol import MOST_BYTES, MOST_UPDATE
from service.writes import MOST_QUADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from service.sparql.readers import Limits

HTML: Final = Format(name="html", media_type="text/html", aliases=("application/xhtml+xml",))
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
SIMPLE: Final = "http://www.w3.org/ns/entailment/Simple"
WRITTEN: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
RESULTS: Final = (*(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")), *WRITTEN)
PREFIXES: Final = {"sd": SD, "formats": FORMATS, "rdfs": NAMESPACES["rdfs"], "geof": NAMESPACES["geof"]}
# Tried one by one: a name that the engine does not know gives no value.
# fmt: off
FUNCTIONS: Final = (
    "distance", "getSRID", "dimension", "isEmpty", "centroid", "convexHull", "envelope", "asGeoJSON",
    "relate", "sfContains", "sfCrosses", "sfDisjoint", "sfEquals", "sfIntersects", "sfOverlaps",
    "sfTouches", "sfWithin", "ehContains", "ehCovers", "ehCoveredBy", "ehDisjoint",
    "ehEquals", "ehInside", "ehMeet",
    "ehOverlap", "rcc8dc", "rcc8ec", "rcc8eq", "rcc8ntpp", "rcc8ntppi", "rcc8po", "rcc8tpp", "rcc8tppi",
)
# fmt: on


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What there is to say, for the address that the service was asked at."""

    address: str
    union: bool
    limits: Limits
    own_graphs: tuple[tuple[str, str], ...]

    @property
    def default_graph(self) -> str:
        """Return what the default graph is, in words."""
        if self.union:
            return (
                "the union of all graphs; the unnamed graph alone is read from the graph store, as ?default"
            )
        return "the unnamed graph"

    @property
    def bounds(self) -> tuple[str, ...]:
        """Return the limits in words."""
        limits = self.limits
        return (
            f"A query may take {limits.seconds:g} seconds, fewer with timeout=.",
            f"It may be {MOST_BYTES:,} bytes long, take {limits.memory:,} of memory, give {limits.result:,}.",
            f"{limits.most} queries may be under way, {limits.most_each} of them for one client.",
            f"An update may be {MOST_UPDATE:,} bytes long, the body of a graph {MOST_GRAPH:,}.",
            f"A write may change {MOST_QUADS:,} quads.",
            "No query or update asks another server: SERVICE and LOAD are refused.",
            "An answer holds all acknowledged before it; during a bulk load it may be a second behind.",
        )

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the description as RDF."""
        for subject, predicate, value in (*self._services(), *self._dataset()):
            term = ox.NamedNode(value[1:-1]) if value.startswith("<") else ox.Literal(value, language="en")
            yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term)

    def _services(self) -> Iterator[tuple[str, str, str]]:
        query, update = f"{self.address}/sparql", f"{self.address}/update"
        rdf_type, comment = f"{NAMESPACES['rdf']}type", f"{NAMESPACES['rdfs']}comment"
        for endpoint, language in ((query, "SPARQL11Query"), (update, "SPARQL11Update")):
            yield endpoint, rdf_type, f"<{SD}Service>"
            yield endpoint, f"{SD}endpoint", f"<{endpoint}>"
            yield endpoint, f"{SD}supportedLanguage", f"<{SD}{language}>"
            yield endpoint, f"{SD}defaultEntailmentRegime", f"<{SIMPLE}>"
            yield endpoint, f"{SD}defaultDataset", f"<{query}#dataset>"
            for feature in ("EmptyGraphs", *(["UnionDefaultGraph"] if self.union else [])):
                yield endpoint, f"{SD}feature", f"<{SD}{feature}>"
            for function in FUNCTIONS:
                yield endpoint, f"{SD}extensionFunction", f"<{NAMESPACES['geof']}{function}>"
        for name in RESULTS:
            yield query, f"{SD}resultFormat", f"<{FORMATS}{name}>"
        for bound in self.bounds:
            yield query, comment, bound
        yield update, comment, "It takes a key with the scope write, as Authorization: Bearer KEY."

    def _dataset(self) -> Iterator[tuple[str, str, str]]:
        query = f"{self.address}/sparql"
        rdf_type, comment = f"{NAMESPACES['rdf']}type", f"{NAMESPACES['rdfs']}comment"
        yield f"{query}#dataset", rdf_type, f"<{SD}Dataset>"
        yield f"{query}#dataset", f"{SD}defaultGraph", f"<{query}#default>"
        yield f"{query}#default", rdf_type, f"<{SD}Graph>"
        yield f"{query}#default", comment, f"The default graph is {self.default_graph}."
        for number, (name, about) in enumerate(self.own_graphs):
            node = f"{query}#graph-{number}"
            yield f"{query}#dataset", f"{SD}namedGraph", f"<{node}>"
            yield node, rdf_type, f"<{SD}NamedGraph>"
            yield node, f"{SD}name", f"<{name}>"
            yield node, comment, about


def describe(request: Request) -> Response:
    """Return the description in the format that the client likes best: RDF, or a page.

    Raises:
        NotAcceptable: it likes none of them.
    """
    state = request.app.state
    told = Description(
        address=str(request.base_url).rstrip("/"),
        union=state.default_graph == "union",
        limits=state.readers.limits,
        own_graphs=() if state.store.is_bare else _own_graphs(state.store.base),
    )
    offered = (*GRAPHS, HTML)
    (choice,) = choose(request.query_params.get("format"), request.headers.get("accept"), offered)
    if choice is None:
        raise NotAcceptable([format_.media_type for format_ in offered])
    if choice.format is HTML:
        page: Response = state.page("description.html", told=told, results=RESULTS, functions=FUNCTIONS)
        page.headers["Vary"] = "Accept"
        return page
    body = ox.serialize(told.triples(), format=RDF[choice.format.name], prefixes=PREFIXES)
    return Response(body, headers={"Vary": "Accept"}, media_type=choice.media_type)


def _own_graphs(base: str) -> tuple[tuple[str, str], ...]:
    iris = Iris(base)
    return (
        (iris.ontology_graph, "The ontology and its code lists."),
        (iris.authority_graph, "Actors and places that come with the service."),
        (iris.local_graph, "Actors and places that articles name and the authority data lacks."),
        (iris.run_graph, "The runs that read the articles."),
        (iris.article_graphs, "What one run read out of one article stands in a graph whose name begins so."),
    )
