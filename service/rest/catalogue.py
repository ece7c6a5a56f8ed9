"""The catalogued queries: what there is, what each asks, and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from queries import catalogue, named
from service.negotiation import Format, negotiate
from service.problems import BadRequest
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
def queries() -> dict[str, object]:
    """List the catalogued queries by name."""
    return {"items": [_described(query) for query in catalogue().values()], "next": None}


@router.get("/{name}", dependencies=[Depends(strict)])
def query(name: Name) -> dict[str, object]:
    """Show one query: what it asks, its parameters and columns, and its text."""
    found = named(name)
    return {**_described(found), "query": found.text}


@router.get("/{name}/results", response_class=Response, responses=TO_THE_PAGE)
async def results(request: Request, name: Name) -> Response:
    """Run a query with the parameters given by name; format or Accept choose the format, html is the page."""
    given = request.query_params
    for key in given:
        if len(given.getlist(key)) > 1:
            raise BadRequest(key, "given more than once")
    params = {key: value for key, value in given.items() if key not in {FORMAT, FRESHNESS} and value}
    text = named(name).bind(params, base=request.app.state.store.base)
    if _is_for_the_page(given.get(FORMAT), request.headers.get("accept")):
        return RedirectResponse(f"/?{urlencode({'ask': name, **params})}#sparql", 303, {"Vary": "Accept"})
    return await answer(
        request, Asked(query=text, format=given.get(FORMAT), min_sequence=_sequence(given.get(FRESHNESS)))
    )


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
