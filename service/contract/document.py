"""The OpenAPI document: the routes and their parameters, completed by what they answer."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema
from typing_extensions import override

from service.contract import problems
from service.contract.about import TAGS, description
from service.contract.answers import ANSWERS, GRAPHS, Answer
from service.contract.examples import example, formatted
from service.contract.others import Problem
from service.contract.parameters import OF_QUERIES, described, posted
from service.rest.submissions import NewPage, NewText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from service.contract.shape import Shape

Json = dict[str, Any]

WITH_CONTENT: Final = (HTTPStatus.OK, HTTPStatus.CREATED)
RESULTS: Final = "/api/v1/queries/{name}/results"
SCHEMAS: Final = "#/components/schemas/{model}"
JSON: Final = "application/json"
BODIES: Final = (NewText, NewPage)
HEADERS: Final = {
    "ETag": (
        "Names this very answer; sent back as If-None-Match, it is answered by 304 until it changes",
        '"33-9f2c"',
    ),
    "Casus-Sequence": ("Number of the newest change of the store that the answer has seen", "33"),
    "Cache-Control": ("How long the answer may be kept without asking", "no-cache"),
    "Vary": ("Request headers that the answer depends on", "Accept"),
    "Link": (
        'Address of the next page, as rel="next"; not there on the last',
        '</api/v1/claims?cursor=W10>; rel="next"',
    ),
    "Location": ("Where it is", "/api/v1/articles/92b75cb7a94fe610-c3346e8c4364"),
}
KNOWN: Final = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag of an answer that the client has already",
    "schema": {"type": "string", "examples": ['"33-9f2c"']},
}


class Application(FastAPI):
    """An application whose document tells all that it answers."""

    @override
    def openapi(self) -> Json:
        if self.openapi_schema is None:
            self.openapi_schema = _completed(super().openapi())
        return self.openapi_schema


def _completed(document: Json) -> Json:
    """Return FastAPI's document with the answers, schemas and examples that it does not know."""
    document["info"] |= {
        "title": "Casus",
        "version": version("casus"),
        "summary": "Who said what happened in a war, when, how sure they were, and in which words",
        "description": description(),
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    document["servers"] = [{"url": "/", "description": "This service"}]
    document["tags"] = [{"name": name, "description": told} for name, told in TAGS.items()]
    components: Json = document.setdefault("components", {})
    schemas: Json = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas |= _schemas()
    components["responses"] = {**problems.responses(), "Tombstone": problems.tombstone(GRAPHS)}
    components["headers"] = {name: _header(*told) for name, told in HEADERS.items()}
    for place, operation in _operations(document):
        if place == ("get", RESULTS):
            operation["parameters"] += OF_QUERIES
        for parameter in operation.get("parameters", ()):
            described(parameter, place[1])
        posted(operation.get("requestBody", {}), place[1])
        _complete(operation, ANSWERS.get(place), schemas)
    document["paths"]["/api/v1/articles"]["post"]["requestBody"] = _body(schemas)
    return document


def _operations(document: Json) -> Iterator[tuple[tuple[str, str], Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield (method, path), operation


def _schemas() -> Json:
    told = (model for answer in ANSWERS.values() for model in (answer.model, answer.or_model))
    shapes: set[type[Shape]] = {model for model in told if model is not None}
    inputs = [(model, "validation") for model in BODIES]
    outputs = [(model, "serialization") for model in sorted(shapes | {Problem}, key=lambda one: one.__name__)]
    _, found = models_json_schema([*inputs, *outputs], ref_template=SCHEMAS)  # type: ignore[list-item]
    definitions: Json = found["$defs"]
    return definitions


def _header(description: str, example_: str) -> Json:
    return {"description": description, "schema": {"type": "string", "examples": [example_]}}


def _complete(operation: Json, answer: Answer | None, schemas: Json) -> None:
    """Put what an operation answers into its description; one that nothing is told of keeps its own."""
    operation["responses"].pop("422", None)
    if answer is None:
        return
    operation["operationId"] = answer.name
    operation["summary"] = answer.name.replace("_", " ").capitalize()
    told = {
        str(status): _told(answer, status, meaning, schemas) for status, meaning in answer.statuses.items()
    }
    if "ETag" in answer.headers:
        told["304"] = {"description": "The client has this answer already", "headers": _headers(answer)}
        operation.setdefault("parameters", []).append(KNOWN)
    told |= {str(status): problems.reference(status) for status in answer.problems}
    if answer.has_tombstones:
        told["410"] = {"$ref": "#/components/responses/Tombstone"}
    operation["responses"] = dict(sorted(told.items()))


def _told(answer: Answer, status: int, meaning: str, schemas: Json) -> Json:
    found: Json = {
        "description": meaning,
        "headers": _headers(answer),
        "content": _content(answer, schemas) if status in WITH_CONTENT else {},
    }
    return {key: value for key, value in found.items() if value}


def _headers(answer: Answer) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in answer.headers}


def _content(answer: Answer, schemas: Json) -> Json:
    content: Json = {
        media_type: formatted(media_type, written) for media_type, written in answer.formats.items()
    }
    if answer.model is not None:
        reference = _reference(answer.model)
        other = answer.or_model
        schema = reference if other is None else {"anyOf": [reference, _reference(other)]}
        content = {answer.media_type: {"schema": schema, "example": example(reference, schemas)}} | content
    return content


def _reference(model: type[BaseModel]) -> Json:
    return {"$ref": SCHEMAS.format(model=model.__name__)}


def _body(schemas: Json) -> Json:
    references = [_reference(model) for model in BODIES]
    examples = {
        name: {"summary": schemas[name]["description"], "value": example(reference, schemas)}
        for name, reference in zip(("NewText", "NewPage"), references, strict=True)
    }
    return {
        "description": "The article, as its text or as its page, and what is known of it",
        "required": True,
        "content": {JSON: {"schema": {"anyOf": references}, "examples": examples}},
    }
