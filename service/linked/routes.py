"""The addresses of linked data: 303 from a resource's IRI to its page or its data, by `Accept`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import quote

import orjson
import pyoxigraph as ox
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from loaders.iris import Iris
from loaders.triples import RDF_TYPE
from ontology.terms import CONCEPT
from service import schema_org
from service.index import lists
from service.linked import nanopublication
from service.linked.compact import MEDIA_TYPE, compacted, context
from service.linked.places import elsewhere, held_version
from service.linked.resources import described, label, properties, triples
from service.linked.tombstones import tombstone
from service.negotiation import Format, choose, negotiate
from service.pages.render import embedded, page
from service.problems import BadRequest, Gone, NotAcceptable, NotFound
from service.rest.conditional import fresh, headers, unchanged
from service.rest.strict import strict
from service.sparql.formats import GRAPHS
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from service.store import Store

router = APIRouter(tags=["linked data"], default_response_class=Response)

Iri = Annotated[str, Query(max_length=2000, description="IRI of the resource")]
Name = Annotated[str | None, Query(alias="format", description="Format, instead of Accept")]

HTML: Final = Format(name="html", media_type="text/html")
ONTOLOGY: Final = "https://w3id.org/casus/ontology"
PAGES: Final = {"claim": "/claims/", "article": "/articles/"}
COMMENT: Final = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
# Compacting takes some 50 µs a triple; a description has a few hundred, the ontology many thousands.
MOST_COMPACTED: Final = 2_000
KINDS: Final = {
    "Classes": "http://www.w3.org/2002/07/owl#Class",
    "Properties to things": "http://www.w3.org/2002/07/owl#ObjectProperty",
    "Properties to values": "http://www.w3.org/2002/07/owl#DatatypeProperty",
    "Code lists": "http://www.w3.org/2004/02/skos/core#ConceptScheme",
}


@router.get("/id/{path:path}")
def resource_of_the_store(request: Request, path: str) -> Response:
    """Lead to the page or the data of an article, statement, claim, actor, place, run, graph or change.

    An article without a version leads to the version that is held. What is held no more is gone: 410.
    """
    store: Store = request.app.state.store
    return _see_other(request, held_version(store, store.base + path))


@router.get("/concept/{path:path}")
def concept(request: Request, path: str) -> Response:
    """Lead to the page or the data of a concept."""
    return _see_other(request, CONCEPT + path)


@router.get("/data", dependencies=[Depends(strict)])
def data(request: Request, iri: Iri, name: Name = None) -> Response:
    """Return a concise description of one resource as RDF, in the format that format or Accept names.

    A claim is there as a nanopublication too, with format=nanopub, and with format=schema as a Claim of
    schema.org; no rating comes with it.
    """
    told = headers(request, fresh(request))
    if name == schema_org.FORMAT.name:
        return unchanged(request, told) or _schema_org(request, _checked(iri), told)
    if name == nanopublication.FORMAT.name:
        return unchanged(request, told) or _nanopublication(request, _checked(iri), told)
    found = described(request.app.state.store, _checked(iri))
    if not found:
        return _gone(request, iri, name, told)
    return unchanged(request, told) or _written(request, found, name, told, about=iri)


@router.get("/resource", include_in_schema=False)
def resource(request: Request, iri: Iri) -> Response:
    """Show what the store says of one resource."""
    store: Store = request.app.state.store
    told = properties(store, _checked(iri))
    if not told:
        raise _absent(request, iri)
    known = headers(request, fresh(request)) | {"Link": _alternates(iri)}
    return unchanged(request, known) or page(
        "resource.html",
        headers=known,
        iri=iri,
        label=label(store, iri) or iri,
        properties=told,
        data=embedded(compacted(described(store, iri), about=iri, context_address=_context(request))),
    )


@router.get("/context.jsonld")
def json_ld_context() -> Response:
    """Return the JSON-LD context that the service's JSON-LD is compacted with."""
    return Response(context(), headers={"Cache-Control": "public, max-age=86400"}, media_type=MEDIA_TYPE)


@router.get("/ontology", dependencies=[Depends(strict)])
def ontology(request: Request, name: Name = None) -> Response:
    """Return the ontology with its code lists: a page for browsers, RDF for programs."""
    store: Store = request.app.state.store
    told = headers(request, fresh(request))
    if (same := unchanged(request, told)) is not None:
        return same
    if name is None and _prefers_page(request):
        return page("ontology.html", headers=told, kinds=_terms(store))
    # No iterator of the store may outlive this thread, as an exception's traceback would have it do.
    found = [quad.triple for quad in store.quads(Iris(store.base).ontology_graph)]
    return _written(request, found, name, told, about=ONTOLOGY)


def _nanopublication(request: Request, iri: str, told: dict[str, str]) -> Response:
    """Return a claim as a nanopublication.

    Raises:
        Gone: the claim is held no more.
        NotFound: the IRI names no claim.
    """
    address = request.url.replace(
        path="/data", query=f"iri={quote(iri, safe='')}&format=nanopub", fragment=""
    )
    found = nanopublication.nanopublication(request.app.state.store, iri, str(address))
    if not found:
        raise _absent(request, iri)
    content = ox.serialize(found, format=ox.RdfFormat.TRIG, prefixes=nanopublication.PREFIXES)
    told = told | {"Link": f'<{iri}>; rel="describes", {_alternates(iri)}'}
    return Response(content, headers=told, media_type=nanopublication.FORMAT.media_type)


def _schema_org(request: Request, iri: str, told: dict[str, str]) -> Response:
    """Return a claim as schema.org has claims.

    Raises:
        Gone: the claim is held no more.
        NotFound: the IRI names no claim.
    """
    base = request.app.state.store.base
    with fresh(request).reading() as db:
        found = lists.item(db, "claims", iri.removeprefix(f"{base}claim/"))
    if found is None:
        raise _absent(request, iri)
    content = orjson.dumps(schema_org.claim(orjson.loads(found[0]), base))
    told = told | {"Link": f'<{iri}>; rel="describes", {_alternates(iri)}'}
    return Response(content, headers=told, media_type=schema_org.FORMAT.media_type)


def _see_other(request: Request, iri: str) -> Response:
    place = elsewhere(request.app.state.store, iri)
    if place is None:
        if not triples(request.app.state.store, _checked(iri)):
            return _gone(request, iri, None, {})
        place = _place(request, iri)
    return RedirectResponse(place, status_code=303, headers={"Vary": "Accept"})


def _gone(request: Request, iri: str, name: str | None, told: dict[str, str]) -> Response:
    """Return the tombstone of what the store held once, as RDF for those who accept it.

    Raises:
        Gone: the same for people.
        NotFound: the store never held it.
    """
    state = request.app.state
    found = tombstone(state.store, state.history, iri)
    if found is None or (name is None and _prefers_page(request)):
        raise _absent(request, iri)
    answer = _written(request, found.triples(), name, told, about=iri)
    answer.status_code = HTTPStatus.GONE
    return answer


def _absent(request: Request, iri: str) -> NotFound:
    state = request.app.state
    found = tombstone(state.store, state.history, iri)
    return NotFound(f"nothing is said of {iri}") if found is None else Gone(found.detail)


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
    request: Request, found: list[ox.Triple], name: str | None, told: dict[str, str], *, about: str
) -> Response:
    (choice,) = choose(name, request.headers.get("accept"), GRAPHS)
    if choice is None:
        raise NotAcceptable([offered.media_type for offered in GRAPHS])
    told = told | {"Vary": "Accept", "Link": f'<{about}>; rel="describes", {_alternates(about)}'}
    if choice.format.name == "jsonld" and len(found) <= MOST_COMPACTED:
        content = compacted(found, about=about, context_address=_context(request))
    else:
        rdf = ox.RdfFormat.from_media_type(choice.format.media_type)
        assert rdf is not None
        content = ox.serialize(found, format=rdf, prefixes=NAMESPACES) or b""
    return Response(content, headers=told, media_type=choice.media_type)


def _alternates(iri: str) -> str:
    """Return links to every format of the description of a resource."""
    address = f"/data?iri={quote(iri, safe='')}&format="
    return ", ".join(f'<{address}{one.name}>; rel="alternate"; type="{one.media_type}"' for one in GRAPHS)


def _context(request: Request) -> str:
    return str(request.base_url.replace(path="/context.jsonld", query="", fragment=""))


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
