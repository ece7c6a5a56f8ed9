"""Addresses that take few parameters: none that is unknown, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request  # noqa: TC002 - FastAPI reads the type

from service.problems import UNKNOWN, BadRequest

if TYPE_CHECKING:
    from fastapi.routing import APIRoute


def strict(request: Request) -> None:
    """Check, as a dependency of a route, that a request has only parameters that the route takes, each once.

    Raises:
        BadRequest: one is unknown or given twice.
    """
    route: APIRoute = request.scope["route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    for name in request.query_params:
        if name not in known:
            raise BadRequest(name, UNKNOWN)
        if len(request.query_params.getlist(name)) > 1:
            raise BadRequest(name, "given more than once")
