"""The problems that operations answer with, by status."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from service.contract.examples import formatted

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE: Final = "application/problem+json"

Json = dict[str, Any]
Names = dict[int, tuple[str, str, str]]

# Status: the name of the response, what it means, and the problem of an example.
PROBLEMS: Final[Names] = {
    400: (
        "BadRequest",
        "A parameter or field is unknown, malformed, contradictory or repeated; it is named",
        "bad-request",
    ),
    401: ("Unauthorized", "The request brings no key, or one that is not known", "unauthorized"),
    403: ("Forbidden", "The key lacks the scope that this takes", "forbidden"),
    404: ("NotFound", "There is nothing under this address", "not-found"),
    405: (
        "MethodNotAllowed",
        "The address does not take this method; Allow says which it takes",
        "method-not-allowed",
    ),
    406: ("NotAcceptable", "None of the formats offered is accepted; `offered` lists them", "not-acceptable"),
    408: ("RequestTimeout", "The request did not come in the time that it may take", "request-timeout"),
    409: ("Conflict", "The store changed meanwhile, or holds what contradicts the request", "conflict"),
    410: ("Gone", "It was held once, and was withdrawn or replaced", "gone"),
    412: (
        "PreconditionFailed",
        "What the request supposes of the resource does not hold",
        "precondition-failed",
    ),
    413: ("TooLarge", "The request is larger than the service reads", "too-large"),
    414: ("AddressTooLong", "The address is longer than the service reads", "too-large"),
    415: ("UnsupportedMediaType", "The body is of a kind that is not read here", "unsupported-media"),
    422: ("Unreadable", "The body is well formed and cannot be taken", "unreadable-document"),
    429: (
        "TooMany",
        "As many queries of this client are under way as may be; Retry-After says when to ask again",
        "too-many-queries",
    ),
    503: (
        "Unavailable",
        "The service is busy, or stopped what took too long; Retry-After says when to ask again",
        "readers-busy",
    ),
    507: ("StoreFailed", "The store's files cannot be written", "store-failed"),
}


def responses() -> Json:
    """Return the components that answers refer to."""
    return {name: _response(status, meaning, kind) for status, (name, meaning, kind) in PROBLEMS.items()}


def reference(status: int) -> dict[str, str]:
    """Return a reference to the response of a status."""
    return {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"}


def tombstone(formats: Mapping[str, object]) -> Json:
    """Return the component for what is gone and tells of itself in formats of graphs too, with examples."""
    content = {media_type: formatted(media_type, written) for media_type, written in formats.items()}
    gone = _response(410, *PROBLEMS[410][1:])
    return {**gone, "content": gone["content"] | content}


def _response(status: int, meaning: str, kind: str) -> Json:
    example: Json = {
        "type": f"https://w3id.org/casus/problem/{kind}",
        "title": meaning.partition(";")[0],
        "status": status,
        "detail": meaning.partition(";")[0],
    }
    if status == HTTPStatus.BAD_REQUEST:
        example |= {"detail": "from: there is no such day", "parameter": "from"}
    return {
        "description": meaning,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }
