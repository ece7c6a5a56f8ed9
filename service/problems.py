"""What a client is told when a request cannot be answered: RFC 9457 problem documents."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar, Final

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from queries import BadParameter, UnknownParameter, UnknownQuery
from service.errors import CasusError
from service.http import methods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/casus/problem/"
CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Refusal(CasusError):
    """A request that is not answered as it stands; `members` go into the problem document."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "The request cannot be answered"

    def __init__(self, detail: str, *, headers: Mapping[str, str] | None = None, **members: object) -> None:
        super().__init__(detail)
        self.members = members
        self.headers = dict(headers or {})


class BadRequest(Refusal):
    """A parameter is unknown, malformed, missing or given twice; `parameter` names it."""

    title = "A parameter cannot be understood"

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(f"{parameter}: {detail}", parameter=parameter)


class NotFound(Refusal):
    """There is nothing under this address."""

    status = 404
    title = "Not found"


class Gone(NotFound):
    """What was under this address is no longer held."""

    status = 410
    title = "Gone"


class NotAcceptable(Refusal):
    """None of the formats that the client accepts is offered here."""

    status = 406
    title = "No acceptable format"

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__("this resource is offered as: " + ", ".join(offered), offered=list(offered))


class TooLarge(Refusal):
    """The request's body or query is larger than the service reads."""

    status = 413
    title = "The request is too large"


class UnsupportedMedia(Refusal):
    """The request's body is of a kind that is not read here."""

    status = 415
    title = "Unsupported media type"


class MalformedQuery(Refusal):
    """The query is no SPARQL query; `line` and `column` say where."""

    title = "The query cannot be parsed"


class RefusedQuery(Refusal):
    """The query asks for what this endpoint does not do."""

    title = "The query is refused"


class QueryStopped(Refusal):
    """The query passed its time limit, or took the process that evaluated it down."""

    status = 503
    title = "The query was stopped"


class ReadersBusy(Refusal):
    """No reader process came free in time."""

    status = 503
    title = "The service is busy"


def problem(
    status: int,
    title: str,
    detail: str | None,
    *,
    name: str | None = None,
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem document; `name` is the condition's, None for a plain HTTP status."""
    told = {
        "type": "about:blank" if name is None else TYPES + CAPITAL.sub("-", name).lower(),
        "title": title,
        "status": status,
        **({} if detail is None else {"detail": detail}),
        **(members or {}),
    }
    return Response(orjson.dumps(told), status, dict(headers or {}), MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(CasusError, _of_casus)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    for error in (UnknownQuery, UnknownParameter, BadParameter):
        app.add_exception_handler(error, _of_catalogue)
    app.add_exception_handler(Exception, _unforeseen)


def respond(error: CasusError) -> Response:
    """Return the problem document of a condition of the service."""
    members, headers = (error.members, error.headers) if isinstance(error, Refusal) else ({}, {})
    return problem(
        error.status, error.title, str(error), name=type(error).__name__, members=members, headers=headers
    )


async def _of_casus(_: Request, error: Exception) -> Response:
    assert isinstance(error, CasusError)
    return respond(error)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    detail = f"{request.method} {request.url.path}"
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(methods(request.app.state.routes, request.scope))
    return problem(error.status_code, phrase, detail, headers=headers)


async def _of_validation(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = first["loc"]
    return respond(BadRequest(str(place[1] if len(place) > 1 else place[0]), str(first["msg"])))


async def _of_catalogue(_: Request, error: Exception) -> Response:
    if isinstance(error, UnknownQuery):
        return respond(NotFound(str(error), query=error.name))
    assert isinstance(error, UnknownParameter | BadParameter)
    return problem(
        BadRequest.status,
        BadRequest.title,
        str(error),
        name="BadRequest",
        members={"parameter": error.parameter},
    )


async def _unforeseen(_: Request, error: Exception) -> Response:
    return problem(500, CasusError.title, None, members={"error": type(error).__name__})
