"""Templates filled in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service.pages.markdown import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from service.problems import Problem

MACHINES: Final = ("/api/", "/sparql", "/data", "/healthz", "/readyz")


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """Return a page."""
    return HTMLResponse(_environment().get_template(template).render(values), status, dict(headers or {}))


def problem_page(problem: Problem) -> Response:
    """Return a problem as a page."""
    return page("problem.html", status=problem.status, headers=problem.headers, problem=problem)


def embedded(document: bytes) -> str:
    """Return a JSON document as it can stand in a page: nothing in it ends the element around it."""
    return document.decode().replace("<", "\\u003c")


def wants_page(request: Request) -> bool:
    """Return whether a browser asks for an address that a person reads."""
    is_for_people = not request.url.path.startswith(MACHINES)
    return is_for_people and "text/html" in request.headers.get("accept", "")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("service.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = markdown
    return environment
