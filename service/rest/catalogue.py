"""The catalogued queries: what there is, what each asks, and its results."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from queries import catalogue, named
from service.index.names import is_unknown
from service.negotiation import Format, negotiate
from service.problems import BadRequest
from service.rest.conditional import fresh, headers, unchanged
from service.rest.strict import strict
from service.sparql.formats import SOLUTIONS
from service.sparql.protocol import Asked
from service.sparql.routes import answer

if TYPE_CHECKING:
    from queries import CataloguedQuery

router = APIRouter(prefix="/api/v1/queries", tags=["catalogued queries"])

Name = Annotated[str, Path(max_length=100)]
FORMAT: Final = "format"
FRESHNESS: Final = "min_sequence"
MOST_DIGITS: Final = 18
HTML: Final = Format(name="html", media_type="text/html")
TO_THE_PAGE: Final[dict[int | str, dict[str, Any]]] = {
    303: {"description": "The start page, which shows the results as a table"}
}


@router.get("", dependencies=[Depends(strict)])
def queries(request: Request) -> Response:
    """List the catalogued queries by name."""
    return _told(request, {"items": [_described(query) for query in catalogue().values()], "next": None})


@router.get("/{name}", dependencies=[Depends(strict)])
def query(request: Request, name: Name) -> Response:
    """Show one query: what it asks, its parameters and columns, and its text."""
    found = named(name)
    return _told(request, {**_described(found), "query": found.text})


@router.get("/{name}/results", response_class=Response, responses=TO_THE_PAGE)
async def results(request: Request, name: Name) -> Response:
    """Run a query with the parameters given by name; format or Accept choose the format, html is the page."""
    given = request.query_params
    for key in given:
        if len(given.getlist(key)) > 1:
            raise BadRequest(key, "given more than once")
    params = {key: value for key, value in given.items() if key not in {FORMAT, FRESHNESS} and value}
    text = named(name).bind(params, base=request.app.state.store.base)
    await asyncio.to_thread(_check_known, request, named(name), params)
    if _is_for_the_page(given.get(FORMAT), request.headers.get("accept")):
        return RedirectResponse(f"/?{urlencode({'ask': name, **params})}#sparql", 303, {"Vary": "Accept"})
    return await answer(
        request, Asked(query=text, format=given.get(FORMAT), min_sequence=_sequence(given.get(FRESHNESS)))
    )


def _told(request: Request, content: dict[str, object]) -> Response:
    """Return what the package tells of its queries, whatever the store holds, or that the client has it."""
    written = orjson.dumps(content)
    told = headers(request, fresh(request)) | {"ETag": f'"{hashlib.sha256(written).hexdigest()[:24]}"'}
    return unchanged(request, told) or Response(written, headers=told, media_type="application/json")


def _check_known(request: Request, asked: CataloguedQuery, params: dict[str, str]) -> None:
    """Check that the ids that a query is given are those of something.

    Raises:
        BadRequest: one is of nothing that the store or the authority data knows.
    """
    base = request.app.state.store.base
    iris = asked.named_iris(params, base=base)
    if not iris:
        return
    with fresh(request).reading() as db:
        for name, iri in iris.items():
            if is_unknown(db, iri, base=base):
                raise BadRequest(name, f"nothing here has the id {params[name][:80]!r}")


def _is_for_the_page(wanted: str | None, accept: str | None) -> bool:
    if wanted is not None:
        return wanted == HTML.name
    choice = negotiate(accept, (*SOLUTIONS, HTML))
    return choice is not None and choice.format is HTML


def _sequence(value: str | None) -> int:
    if value is None:
        return 0
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        raise BadRequest(FRESHNESS, "is not the number of a change")
    return int(value)


def _described(found: CataloguedQuery) -> dict[str, object]:
    return {
        **found.model_dump(exclude={"text"}),
        "results": f"/api/v1/queries/{found.name}/results",
    }
