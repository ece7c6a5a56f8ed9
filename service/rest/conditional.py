"""Answers that a client need not fetch again while the store has not changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from service.index.schema import VERSION

if TYPE_CHECKING:
    from starlette.requests import Request

    from service.index import Index

SEQUENCE: Final = "Casus-Sequence"


def fresh(request: Request) -> Index:
    """Return the index of the app's store with every change taken in."""
    index: Index = request.app.state.index
    index.catch_up()
    return index


def headers(request: Request, index: Index) -> dict[str, str]:
    """Return what every reading answer carries: which change it saw, and the name of this very answer."""
    asked = (
        f"{VERSION} {index.vocabulary} {request.url.path}?{request.url.query} {request.headers.get('accept')}"
    )
    digest = hashlib.sha256(asked.encode()).hexdigest()[:24]
    return {
        "ETag": f'"{index.sequence}-{digest}"',
        SEQUENCE: str(index.sequence),
        "Vary": "Accept",
        "Cache-Control": "no-cache",
    }


def unchanged(request: Request, told: dict[str, str]) -> Response | None:
    """Return the answer to a client that has this very answer already, None for any other."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers=told) if told["ETag"] in known else None
