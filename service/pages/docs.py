"""The documentation page: the operations of the OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from service.pages.render import page

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """A method at an address, and what it does."""

    tag: str
    method: str
    path: str
    description: str
    parameters: tuple[Parameter, ...]


@router.get("/docs", response_class=Response)
def docs(request: Request) -> Response:
    """Show what can be asked of the service."""
    tags: dict[str, list[Operation]] = {}
    for operation in _operations(request.app.openapi()):
        tags.setdefault(operation.tag, []).append(operation)
    return page("docs.html", tags=tags)


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield Operation(
                tag=told["tags"][0],
                method=method.upper(),
                path=path,
                description=told["description"],
                parameters=tuple(
                    Parameter(name=one["name"], description=one.get("description", ""))
                    for one in told.get("parameters", ())
                    if one["in"] == "query"
                ),
            )
