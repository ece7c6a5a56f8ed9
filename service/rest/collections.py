"""The collections and their items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from service.problems import NotFound
from service.rest.answers import listed, shown
from service.rest.filters import (
    ClaimFilters,
    ConceptFilters,
    EntityFilters,
    PlaceFilters,
    TextFilters,
    TypedFilters,
)
from service.rest.strict import strict

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(prefix="/api/v1", tags=["collections"], default_response_class=Response)

OfClaims = Annotated[ClaimFilters, Query()]
OfTypes = Annotated[TypedFilters, Query()]
OfTexts = Annotated[TextFilters, Query()]
OfPlaces = Annotated[PlaceFilters, Query()]
OfEntities = Annotated[EntityFilters, Query()]
OfConcepts = Annotated[ConceptFilters, Query()]
Id = Annotated[str, Path(max_length=300)]

CLAIM_TYPES: Final = {
    "deployments": "deployment",
    "casualties": "casualties",
    "weapons-transfers": "weapons_transfer",
    "armed-actions": "armed_action",
}


@router.get("/articles")
def articles(request: Request, asked: OfTexts) -> Response:
    """List articles, newest first; filters of claims mean articles with a claim that fits."""
    return listed(request, "articles", asked)


@router.get("/articles/{name}")
def article(request: Request, name: Id) -> Response:
    """Show one article; 410 when it was withdrawn or replaced."""
    return shown(request, "articles", name)


@router.get("/statements")
def statements(request: Request, asked: OfTexts) -> Response:
    """List statements, newest article first; filters of claims mean statements with a claim that fits."""
    return listed(request, "statements", asked)


@router.get("/statements/{name}")
def statement(request: Request, name: Id) -> Response:
    """Show one statement."""
    return shown(request, "statements", name)


@router.get("/claims")
def claims(request: Request, asked: OfTypes) -> Response:
    """List claims, newest article first."""
    return listed(request, "claims", asked)


@router.get("/claims/{name}")
def claim(request: Request, name: Id) -> Response:
    """Show one claim."""
    return shown(request, "claims", name)


@router.get("/events")
def events(request: Request, asked: OfTexts) -> Response:
    """List events: none, until claims are resolved to events."""
    return listed(request, "events", asked)


@router.get("/events/{name}", dependencies=[Depends(strict)])
def event(name: Id) -> Response:
    """Show one event: there is none, until claims are resolved to events."""
    raise NotFound(f"events has nothing with the id {name!r}")


@router.get("/actors")
def actors(request: Request, asked: OfEntities) -> Response:
    """List actors by id."""
    return listed(request, "actors", asked)


@router.get("/actors/{name}")
def actor(request: Request, name: Id) -> Response:
    """Show one actor."""
    return shown(request, "actors", name)


@router.get("/places")
def places(request: Request, asked: OfPlaces) -> Response:
    """List places by id."""
    return listed(request, "places", asked)


@router.get("/places/{name}")
def place(request: Request, name: Id) -> Response:
    """Show one place."""
    return shown(request, "places", name)


@router.get("/concepts")
def concepts(request: Request, asked: OfConcepts) -> Response:
    """List the concepts of the code lists by id."""
    return listed(request, "concepts", asked)


@router.get("/concepts/{scheme}/{notation}")
def concept(request: Request, scheme: Id, notation: Id) -> Response:
    """Show one concept."""
    return shown(request, "concepts", f"{scheme}/{notation}")


def _of_type(path: str, claim_type: str) -> None:
    name = path.replace("-", "_")

    def claims_of_type(request: Request, asked: OfClaims) -> Response:
        return listed(request, "claims", asked, narrowed=lambda found: replace(found, types=(claim_type,)))

    def claim_of_type(request: Request, name: Id) -> Response:
        return shown(request, "claims", name)

    _add(f"/{path}", claims_of_type, name, f"List claims of the type {claim_type}, newest article first.")
    _add(f"/{path}/{{name}}", claim_of_type, f"one_of_{name}", f"Show one claim of the type {claim_type}.")


def _add(path: str, endpoint: Callable[..., Response], name: str, description: str) -> None:
    router.add_api_route(path, endpoint, name=name, description=description, methods=["GET"])


for _path, _claim_type in CLAIM_TYPES.items():
    _of_type(_path, _claim_type)
