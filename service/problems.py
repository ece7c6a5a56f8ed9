"""What a client is told when a request cannot be answered: RFC 9457 problem documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
    from collections.abc import Sequence

    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/casus/problem/"
UNKNOWN: Final = "there is no such parameter here"
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


class ResultTooLarge(Refusal):
    """The result is larger than a result may be."""

    status = 413
    title = "The result is too large"


class TooManyRequests(Refusal):
    """More is under way for this client, or for all, than the service takes on."""

    status = 429
    title = "Too many requests"


class NotThereYet(Refusal):
    """The change that the client asks to see was not made in the time that it may take."""

    status = 503
    title = "The store is not there yet"


class ReadersBusy(Refusal):
    """No reader process came free in time."""

    status = 503
    title = "The service is busy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What a problem document says, and the headers that go with it."""

    status: int
    title: str
    detail: str | None = None
    type: str = "about:blank"
    members: Mapping[str, object] = field(default_factory=dict[str, object])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def response(self) -> Response:
        """Return the document."""
        detail = {} if self.detail is None else {"detail": self.detail}
        told = {"type": self.type, "title": self.title, "status": self.status, **detail, **self.members}
        return Response(orjson.dumps(told), self.status, self.headers, MEDIA_TYPE)


Page = Callable[[Problem], Response]


def install(app: FastAPI, *, page: Page, has_page: Callable[[Request], bool]) -> None:
    """Make every error of the app a problem document, or a page for requests that have one."""

    def told(describe: Callable[[Request, Exception], Problem]) -> Callable[[Request, Exception], Response]:
        def handler(request: Request, error: Exception) -> Response:
            found = describe(request, error)
            return page(found) if has_page(request) else found.response()

        return handler

    app.add_exception_handler(CasusError, told(_of_casus))
    app.add_exception_handler(HTTPException, told(_of_http))
    app.add_exception_handler(RequestValidationError, told(_of_validation))
    for error in (UnknownQuery, UnknownParameter, BadParameter):
        app.add_exception_handler(error, told(_of_catalogue))
    app.add_exception_handler(Exception, told(_unforeseen))


def described(error: CasusError) -> Problem:
    """Return the problem that a condition of the service is."""
    members, headers = (error.members, error.headers) if isinstance(error, Refusal) else ({}, {})
    name = CAPITAL.sub("-", type(error).__name__).lower()
    return Problem(
        status=error.status,
        title=error.title,
        detail=str(error),
        type=TYPES + name,
        members=members,
        headers=headers,
    )


def _of_casus(_: Request, error: Exception) -> Problem:
    assert isinstance(error, CasusError)
    return described(error)


def _of_http(request: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(methods(request.app.state.routes, request.scope))
    return Problem(
        status=error.status_code,
        title=HTTPStatus(error.status_code).phrase,
        detail=f"{request.method} {request.url.path}",
        headers=headers,
    )


def _of_validation(_: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    told = UNKNOWN if first["type"] == "extra_forbidden" else str(first["msg"]).removeprefix("Value error, ")
    return described(BadRequest(str(first["loc"][1]), told))


def _of_catalogue(_: Request, error: Exception) -> Problem:
    if isinstance(error, UnknownQuery):
        return described(NotFound(str(error), query=error.name))
    assert isinstance(error, UnknownParameter | BadParameter)
    told = described(BadRequest(error.parameter, ""))
    return replace(told, detail=str(error))


def _unforeseen(_: Request, error: Exception) -> Problem:
    return Problem(status=500, title=CasusError.title, members={"error": type(error).__name__})
