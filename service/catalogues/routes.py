"""The addresses of the descriptions: `/catalog` and `/.well-known/void`, in every format of RDF."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Final

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Query, Request, Response

from service.catalogues import void
from service.catalogues.dcat import DESCRIPTION, RIGHTS, SERVICES, TITLE, Catalogue
from service.catalogues.vocabulary import PREFIXES
from service.exports.building import Order
from service.exports.offered import EXPORTS
from service.http import SEQUENCE
from service.negotiation import Format, choose, negotiate
from service.pages.render import page
from service.problems import NotAcceptable
from service.rest.conditional import unchanged
from service.rest.strict import strict
from service.sparql.formats import GRAPHS, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.catalogues.figures import Counted
    from service.exports.building import Exports

router = APIRouter(include_in_schema=False, default_response_class=Response, dependencies=[Depends(strict)])

HTML: Final = Format(name="html", media_type="text/html")
Name = Annotated[str | None, Query(alias="format", description="Format, instead of Accept")]


@router.get("/catalog")
def catalog(request: Request, name: Name = None) -> Response:
    """Return the DCAT catalogue, a page for browsers."""
    catalogue = _catalogue(request)
    if name is None and _prefers_page(request):
        return _page(catalogue)
    return _written(request, name, catalogue, catalogue.triples())


@router.get(void.PATH)
def description(request: Request, name: Name = None) -> Response:
    """Return the VoID description."""
    catalogue = _catalogue(request)
    return _written(request, name, catalogue, void.triples(catalogue))


def _prefers_page(request: Request) -> bool:
    choice = negotiate(request.headers.get("accept"), (*GRAPHS, HTML))
    return choice is not None and choice.format is HTML


def _page(catalogue: Catalogue) -> Response:
    return page(
        "catalog.html",
        headers={"Vary": "Accept", "Cache-Control": "no-cache"},
        title=TITLE,
        description=DESCRIPTION,
        rights=RIGHTS,
        services=SERVICES,
        figures=catalogue.figures,
    )


def _catalogue(request: Request) -> Catalogue:
    state = request.app.state
    counted: Counted = state.figures
    exports: Exports = state.exports
    return Catalogue(
        address=str(request.base_url).rstrip("/"),
        base=state.store.base,
        figures=counted.figures(),
        built={name: built for name in EXPORTS if (built := exports.built(Order.whole(name))) is not None},
    )


def _written(
    request: Request, name: str | None, catalogue: Catalogue, triples: Iterable[ox.Triple]
) -> Response:
    (choice,) = choose(name, request.headers.get("accept"), GRAPHS)
    if choice is None:
        raise NotAcceptable([offered.media_type for offered in GRAPHS])
    content = ox.serialize(triples, format=RDF[choice.format.name], prefixes=PREFIXES) or b""
    headers = {
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        SEQUENCE: str(catalogue.figures.sequence),
        "Vary": "Accept",
        "Cache-Control": "no-cache",
    }
    return unchanged(request, headers) or Response(content, headers=headers, media_type=choice.media_type)
