"""The operations and schemas of the OpenAPI document, as the documentation page shows them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

import orjson

from service.pages.types import name_of, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

JSON: Final = "application/json"
# What a first try is narrowed by: the first of these that the operation has.
FIRST: Final = ("actor", "kind", "scheme", "q", "graph")


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A parameter or a field: its type in words, and the schema that it is of, if it has one."""

    name: str
    type: str
    of: str | None
    description: str
    example: str
    is_required: bool
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a status means, the media types of its body, the schema of these."""

    status: str
    description: str
    media_types: tuple[str, ...]
    of: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """A method at an address: what it does, takes and answers, and a line that tries it."""

    id: str
    tag: str
    method: str
    path: str
    description: str
    needs_key: bool
    parameters: tuple[Value, ...]
    answers: tuple[Answer, ...]
    bodies: tuple[str, ...]
    line: str
    example: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """An object that is sent: what it is, and its fields."""

    name: str
    description: str
    fields: tuple[Value, ...]


def operations(document: Json, service: str) -> Iterator[Operation]:
    """Yield the operations of a document, with lines that try them on the service at an address."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            bodies: Json = told.get("requestBody", {}).get("content", {})
            yield Operation(
                id=told["operationId"],
                tag=told["tags"][0],
                method=method.upper(),
                path=path,
                description=told["description"],
                needs_key="security" in told,
                parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
                answers=tuple(_answer(document, *one) for one in told["responses"].items()),
                bodies=tuple(bodies),
                line=_line(method, service + path, told),
                example=_example(document, told["responses"]),
            )


def schemas(document: Json) -> Iterator[Schema]:
    """Yield the schemas of a document in the order of their names."""
    for name, told in sorted(document["components"]["schemas"].items()):
        required = told.get("required", ())
        yield Schema(
            name=name,
            description=told.get("description", ""),
            fields=tuple(
                _value(key, field, is_required=key in required)
                for key, field in told.get("properties", {}).items()
            ),
        )


def _parameter(told: Json) -> Value:
    schema = {"examples": [told["example"]], **told["schema"]} if "example" in told else told["schema"]
    return _value(
        told["name"],
        {**schema, "description": told.get("description", "")},
        is_required=told.get("required", False),
        place=told["in"],
    )


def _value(name: str, schema: Json, *, is_required: bool, place: str = "") -> Value:
    examples = schema.get("examples", ())
    return Value(
        name=name,
        type=type_of(schema),
        of=name_of(schema),
        description=schema.get("description", ""),
        example=_written(examples[0]) if examples else "",
        is_required=is_required,
        place=place,
    )


def _written(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _answer(document: Json, status: str, told: Json) -> Answer:
    found = _resolved(document, told)
    content: Json = found.get("content", {})
    named = (name_of(one.get("schema", {})) for one in content.values())
    return Answer(
        status=status,
        description=found["description"],
        media_types=tuple(content),
        of=next((name for name in named if name is not None), None),
    )


def _example(document: Json, answers: Json) -> str | None:
    """Return an example of the JSON that is answered when all goes well."""
    for status, told in answers.items():
        content: Json = _resolved(document, told).get("content", {})
        if status.startswith("2") and "example" in content.get(JSON, {}):
            return orjson.dumps(content[JSON]["example"], option=orjson.OPT_INDENT_2).decode()
    return None


def _resolved(document: Json, told: Json) -> Json:
    if "$ref" not in told:
        return told
    resolved: Json = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    return resolved


def _line(method: str, url: str, told: Json) -> str:
    """Return a command that tries an operation, its values those of the examples."""
    values = {
        (one["in"], one["name"]): _first(one) for one in told.get("parameters", ()) if _is_tried(one, told)
    }
    for (place, name), value in values.items():
        if place == "path":
            url = url.replace(f"{{{name}}}", quote(str(value)))
    asked = urlencode([(name, value) for (place, name), value in values.items() if place == "query"])
    words = [
        "curl",
        "-s",
        *([] if method == "get" else ["-X", method.upper()]),
        f"{url}?{asked}" if asked else url,
    ]
    if "security" in told:
        words += ["-H", "Authorization: Bearer KEY"]
    for media_type, body in list(told.get("requestBody", {}).get("content", {}).items())[:1]:
        words += ["-H", f"Content-Type: {media_type}", "-d", _posted(media_type, body)]
    return shlex.join(words)


def _is_tried(parameter: Json, told: Json) -> bool:
    if parameter.get("required"):
        return True
    names = [one["name"] for one in told["parameters"]]
    return bool(parameter["name"] == next((name for name in FIRST if name in names), None))


def _first(parameter: Json) -> object:
    examples = parameter["schema"].get("examples") or [parameter.get("example", "")]
    return examples[0][0] if isinstance(examples[0], list) else examples[0]


def _posted(media_type: str, body: Json) -> str:
    examples = [one["value"] for one in body.get("examples", {}).values()] or [body.get("example")]
    value = examples[0]
    if media_type.endswith("urlencoded"):
        return urlencode(value)
    return value if isinstance(value, str) else orjson.dumps(value).decode()
