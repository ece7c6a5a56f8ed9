"""The documentation page: the OpenAPI document as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from service.pages.reference import operations, schemas
from service.pages.render import page

if TYPE_CHECKING:
    from service.pages.reference import Operation

router = APIRouter(include_in_schema=False)


@router.get("/docs", response_class=Response)
def docs(request: Request) -> Response:
    """Show what can be asked of the service, how, and what it answers."""
    document = request.app.openapi()
    told = {tag["name"]: tag["description"] for tag in document["tags"]}
    tags: dict[str, list[Operation]] = {name: [] for name in told}
    for operation in operations(document, str(request.base_url).rstrip("/")):
        tags[operation.tag].append(operation)
    return page(
        "docs.html",
        about=document["info"]["description"],
        told=told,
        tags=tags,
        schemas=list(schemas(document)),
    )
