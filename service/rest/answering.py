"""Answers that are figures rather than lists: checked parameters in, JSON out, all alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import orjson
from starlette.responses import Response

from service.rest.conditional import fresh, headers, unchanged
from service.rest.wanted import once, wanted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from starlette.requests import Request

    from service.index.filters import Wanted
    from service.rest.filters import Reading

Asked = TypeVar("Asked", bound="Reading")


def answered(
    request: Request,
    asked: Asked,
    tell: Callable[[sqlite3.Connection, Wanted, Asked], dict[str, object]],
    *,
    media_type: str = "application/json",
) -> Response:
    """Return what is told of the rows that some parameters ask for, or that nothing has changed."""
    once(request, asked)
    index = fresh(request, asked.min_sequence)
    told = headers(request, index)
    if (same := unchanged(request, told)) is not None:
        return same
    with index.reading() as db:
        found = tell(db, wanted(db, asked, request.app.state.store.base), asked)
    return Response(orjson.dumps(found), headers=told, media_type=media_type)
