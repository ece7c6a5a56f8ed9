"""The addresses of linked data: 303 from a resource's IRI to its page or its data, by `Accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from loaders.iris import Iris
from ontology.terms import CONCEPT
from service.linked.resources import label, properties, triples
from service.negotiation import Format, choose, negotiate
from service.pages.render import page
from service.problems import BadRequest, NotAcceptable, NotFound
from service.rest.conditional import fresh, headers
from service.sparql.formats import GRAPHS
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.store import Store

router = APIRouter(tags=["linked data"], default_response_class=Response)

Iri = Annotated[str, Query(max_length=2000, description="IRI of the resource")]
Name = Annotated[str | None, Query(alias="format", description="Format, instead of Accept")]

HTML: Final = Format(name="html", media_type="text/html")
ONTOLOGY: Final = "https://w3id.org/casus/ontology"
PAGES: Final = {"claim": "/claims/", "article": "/articles/"}
RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
COMMENT: Final = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
KINDS: Final = {
    "Classes": "http://www.w3.org/2002/07/owl#Class",
    "Properties to things": "http://www.w3.org/2002/07/owl#ObjectProperty",
    "Properties to values": "http://www.w3.org/2002/07/owl#DatatypeProperty",
    "Code lists": "http://www.w3.org/2004/02/skos/core#ConceptScheme",
}


@router.get("/id/{path:path}")
def resource_of_the_store(request: Request, path: str) -> Response:
    """Lead to the page or the data of an article, statement, claim, actor, place or run."""
    return _see_other(request, request.app.state.store.base + path)


@router.get("/concept/{path:path}")
def concept(request: Request, path: str) -> Response:
    """Lead to the page or the data of a concept."""
    return _see_other(request, CONCEPT + path)


@router.get("/data")
def data(request: Request, iri: Iri, name: Name = None) -> Response:
    """Return the triples of one resource as RDF, in the format that format or Accept names."""
    told = headers(request, fresh(request))
    found = triples(request.app.state.store, _checked(iri))
    if not found:
        raise NotFound(f"nothing is said of {iri}")
    return _written(request, found, name, told)


@router.get("/resource", include_in_schema=False)
def resource(request: Request, iri: Iri) -> Response:
    """Show what the store says of one resource."""
    store: Store = request.app.state.store
    told = properties(store, _checked(iri))
    if not told:
        raise NotFound(f"nothing is said of {iri}")
    known = headers(request, fresh(request))
    return page("resource.html", headers=known, iri=iri, label=label(store, iri) or iri, properties=told)


@router.get("/ontology")
def ontology(request: Request, name: Name = None) -> Response:
    """Return the ontology with its code lists: a page for browsers, RDF for programs."""
    store: Store = request.app.state.store
    told = headers(request, fresh(request))
    if name is None and _prefers_page(request):
        return page("ontology.html", headers=told, kinds=_terms(store))
    quads = store.quads(Iris(store.base).ontology_graph)
    return _written(request, [quad.triple for quad in quads], name, told)


def _see_other(request: Request, iri: str) -> Response:
    if not triples(request.app.state.store, _checked(iri)):
        raise NotFound(f"nothing is said of {iri}")
    return RedirectResponse(_place(request, iri), status_code=303, headers={"Vary": "Accept"})


def _place(request: Request, iri: str) -> str:
    if not _prefers_page(request):
        return f"/data?iri={quote(iri, safe='')}"
    kind, _, name = iri.removeprefix(request.app.state.store.base).partition("/")
    if kind in PAGES and "/" not in name:
        return PAGES[kind] + name
    return f"/resource?iri={quote(iri, safe='')}"


def _prefers_page(request: Request) -> bool:
    choice = negotiate(request.headers.get("accept"), (*GRAPHS, HTML))
    return choice is not None and choice.format is HTML


def _checked(iri: str) -> str:
    try:
        return ox.NamedNode(iri).value
    except ValueError:
        raise BadRequest("iri", f"{iri[:80]!r} is no IRI") from None


def _written(
    request: Request, found: Iterable[ox.Triple], name: str | None, told: dict[str, str]
) -> Response:
    (choice,) = choose(name, request.headers.get("accept"), GRAPHS)
    if choice is None:
        raise NotAcceptable([offered.media_type for offered in GRAPHS])
    rdf = ox.RdfFormat.from_media_type(choice.format.media_type)
    assert rdf is not None
    content = ox.serialize(found, format=rdf, prefixes=NAMESPACES)
    return Response(content, headers=told, media_type=choice.media_type)


def _terms(store: Store) -> dict[str, list[tuple[str, str, str]]]:
    """Return the terms of the ontology by kind: IRI, name and comment."""
    return {
        kind: sorted(_described(store, iri) for iri in _of_type(store, name)) for kind, name in KINDS.items()
    }


def _of_type(store: Store, name: str) -> set[str]:
    found = store.graphs.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(name), None)
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}


def _described(store: Store, iri: str) -> tuple[str, str, str]:
    comments = store.graphs.quads_for_pattern(ox.NamedNode(iri), COMMENT, None, None)
    comment = next((quad.object.value for quad in comments if isinstance(quad.object, ox.Literal)), "")
    return iri, iri.removeprefix(f"{ONTOLOGY}#").removeprefix(CONCEPT), comment or label(store, iri) or ""
