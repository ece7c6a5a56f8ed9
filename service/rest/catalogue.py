"""The catalogued queries: what there is, what each asks, and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from queries import catalogue, named
from service.problems import BadRequest
from service.sparql.protocol import Asked
from service.sparql.routes import answer

if TYPE_CHECKING:
    from queries import CataloguedQuery

router = APIRouter(prefix="/api/v1/queries", tags=["catalogued queries"])

Name = Annotated[str, Path(max_length=100)]
RESERVED: Final = "format"


@router.get("")
def queries() -> dict[str, object]:
    """List the catalogued queries by name."""
    return {"items": [_described(query) for query in catalogue().values()], "next": None}


@router.get("/{name}")
def query(name: Name) -> dict[str, object]:
    """Show one query: what it asks, its parameters and columns, and its text."""
    found = named(name)
    return {**_described(found), "query": found.text}


@router.get("/{name}/results", response_class=Response)
async def results(request: Request, name: Name) -> Response:
    """Run a query with the parameters given by name; format or Accept choose the format."""
    given = request.query_params
    for key in given:
        if len(given.getlist(key)) > 1:
            raise BadRequest(key, "given more than once")
    params = {key: value for key, value in given.items() if key != RESERVED and value}
    text = named(name).bind(params, base=request.app.state.store.base)
    return await answer(request, Asked(query=text, format=given.get(RESERVED)))


def _described(found: CataloguedQuery) -> dict[str, object]:
    return {
        **found.model_dump(exclude={"text"}),
        "results": f"/api/v1/queries/{found.name}/results",
    }
