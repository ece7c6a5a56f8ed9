"""Figures of what the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response

from service.index.figures import figures
from service.rest.answering import answered
from service.rest.filters import TypedSelection

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Wanted

router = APIRouter(prefix="/api/v1", tags=["series and layers"], default_response_class=Response)


Asked = Annotated[TypedSelection, Query()]


@router.get("/stats")
def stats(request: Request, asked: Asked) -> Response:
    """Tell how much there is of what: articles, statements and claims that fit, and claims by each code."""
    return answered(request, asked, _told)


def _told(db: sqlite3.Connection, wanted: Wanted, _: TypedSelection) -> dict[str, object]:
    return figures(db, wanted)
