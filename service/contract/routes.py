"""The address of the OpenAPI document."""

from __future__ import annotations

import hashlib
from typing import Final

import orjson
from fastapi import APIRouter, Request, Response

from service.rest.conditional import unchanged

PATH: Final = "/api/v1/openapi.json"

router = APIRouter(include_in_schema=False)


@router.get(PATH)
def openapi(request: Request) -> Response:
    """Return the document, which stays the same while the service runs."""
    content = orjson.dumps(request.app.openapi())
    told = {"ETag": f'"{hashlib.sha256(content).hexdigest()[:24]}"', "Cache-Control": "no-cache"}
    return unchanged(request, told) or Response(content, headers=told, media_type="application/json")
