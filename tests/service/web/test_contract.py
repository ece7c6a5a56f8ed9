"""The OpenAPI document: everything in it is described and has an example, and answers are what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs
import pytest

from service.contract.answers import ANSWERS
from service.contract.examples import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

Json = dict[str, Any]
PATH: Final = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def document(client: TestClient) -> Json:
    found: Json = client.get(PATH).json()
    return found


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def resolved(document: Json, part: Json) -> Json:
    if "$ref" not in part:
        return part
    found = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return found


def has_example(part: Json) -> bool:
    schema: Json = part.get("schema", {})
    return any(key in part for key in ("example", "examples")) or "examples" in schema


def test_the_document_is_of_openapi_3_1(document: Json) -> None:
    jsonschema_rs.Draft202012Validator(document["components"]["schemas"])

    assert document["openapi"].startswith("3.1.")
    assert document["info"]["description"].count("/api/v2") == 1


def test_every_operation_says_what_it_answers(document: Json) -> None:
    found = {(method, path) for path, methods in document["paths"].items() for method in methods}

    assert found - ANSWERS.keys() == set()
    assert ANSWERS.keys() - found == set()


def test_every_operation_has_a_name_of_its_own_and_a_description(document: Json) -> None:
    told = dict(operations(document))

    names = [operation["operationId"] for operation in told.values()]
    assert sorted(set(names)) == sorted(names)
    assert [place for place, one in told.items() if not (one["summary"] and one["description"])] == []
    assert {tag for one in told.values() for tag in one["tags"]} <= {tag["name"] for tag in document["tags"]}


def test_every_parameter_has_a_description_and_an_example(document: Json) -> None:
    lacking = [
        (place, parameter["name"])
        for place, operation in operations(document)
        for parameter in operation.get("parameters", ())
        if not (parameter.get("description") and has_example(parameter))
    ]

    assert lacking == []


def test_every_body_and_answer_has_a_description_and_an_example(document: Json) -> None:
    lacking = [
        (place, where, media_type)
        for place, operation in operations(document)
        for where, part in [*operation["responses"].items(), ("body", operation.get("requestBody", {}))]
        for found in [resolved(document, part)]
        for media_type, content in found.get("content", {}).items()
        if not (found.get("description") and has_example(content))
    ]

    assert lacking == []


def test_every_header_of_an_answer_has_a_description_and_an_example(document: Json) -> None:
    lacking = [
        (place, status, name)
        for place, operation in operations(document)
        for status, part in operation["responses"].items()
        for name, header in resolved(document, part).get("headers", {}).items()
        if not (resolved(document, header).get("description") and has_example(resolved(document, header)))
    ]

    assert lacking == []


def test_every_field_of_a_schema_has_a_description_and_an_example(document: Json) -> None:
    schemas = document["components"]["schemas"]

    lacking: list[tuple[str, str]] = []
    for name, schema in schemas.items():
        assert schema["description"], name
        for key, field in schema.get("properties", {}).items():
            try:
                example(field, schemas)
            except LookupError:
                lacking.append((name, key))
            if not field.get("description"):
                lacking.append((name, key))

    assert lacking == []


def test_every_operation_answers_errors_with_problems(document: Json) -> None:
    lacking = [
        (place, status)
        for place, operation in operations(document)
        for status, part in operation["responses"].items()
        if status >= "400" and "application/problem+json" not in resolved(document, part)["content"]
    ]

    assert lacking == []


def test_whoever_writes_needs_a_key(document: Json) -> None:
    writing = {place for place, operation in operations(document) if "security" in operation}

    assert {place for place in writing if place.startswith("get")} == set()
    assert writing >= {"post /api/v1/articles", "delete /api/v1/articles/{name}"}
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def validator(document: Json, schema: Json, *, closed: bool) -> jsonschema_rs.Validator:
    """Return what checks a value against a schema of the document; `closed` refuses keys that it lacks."""
    schemas = document["components"]["schemas"]
    if closed:
        schemas = {
            name: {"additionalProperties": False, **told} if "properties" in told else told
            for name, told in schemas.items()
        }
    return jsonschema_rs.Draft202012Validator(
        {**schema, "components": {"schemas": schemas}}, validate_formats=True
    )


def test_every_example_is_what_its_schema_allows(document: Json) -> None:
    checked = 0
    for place, operation in operations(document):
        for part in [*operation["responses"].values(), operation.get("requestBody", {})]:
            for content in resolved(document, part).get("content", {}).values():
                examples = [one["value"] for one in content.get("examples", {}).values()]
                for value in [content["example"]] if "example" in content else examples:
                    errors = list(validator(document, content["schema"], closed=False).iter_errors(value))
                    assert errors == [], place
                    checked += 1
        for parameter in operation.get("parameters", ()):
            for value in parameter["schema"].get("examples", ()):
                assert validator(document, parameter["schema"], closed=False).is_valid(value), (
                    place,
                    parameter["name"],
                )
                checked += 1

    assert checked > 200


ANSWERED: Final = (
    "/api/v1/articles",
    "/api/v1/articles/92b75cb7a94fe610-c3346e8c4364",
    "/api/v1/statements",
    "/api/v1/statements/0ed7a36d57a3689dea4c",
    "/api/v1/claims",
    "/api/v1/claims/61d2961785d7d28c2194",
    "/api/v1/deployments",
    "/api/v1/casualties",
    "/api/v1/armed-actions",
    "/api/v1/weapons-transfers",
    "/api/v1/events",
    "/api/v1/actors?limit=500",
    "/api/v1/actors/local-the-mayor-rus",
    "/api/v1/places?limit=500",
    "/api/v1/places/kursk-oblast",
    "/api/v1/concepts?limit=500",
    "/api/v1/concepts/weapon/hwasong-11a",
    "/api/v1/timeline?split=status",
    "/api/v1/timeline?split=actor&bucket=day",
    "/api/v1/timeline?measure=quantity&split=claimant",
    "/api/v1/map?zoom=14",
    "/api/v1/stats",
    "/api/v1/search?q=North Korean losses",
    "/api/v1/queries",
    "/api/v1/queries/casualty-figures",
    "/api/v1/queries/casualty-figures/results?victim=PRK",
    "/sparql?query=ASK{}",
    "/healthz",
    "/readyz",
)
FAULTY: Final = (
    "/api/v1/claims?from=2024-02-30",
    "/api/v1/claims?limt=3",
    "/api/v1/claims/none",
    "/api/v1/queries/none",
    "/sparql?query=ASK",
)


def template(document: Json, path: str) -> str:
    """Return the path of the document that an address is of."""
    known = path.partition("?")[0]
    patterns = {one: re.sub(r"\{\w+\}", "[^/]+", one) for one in document["paths"]}
    found = [one for one, pattern in patterns.items() if re.fullmatch(pattern, known)]
    return str(min(found, key=lambda one: one.count("{")))


@pytest.mark.parametrize("path", ANSWERED + FAULTY)
def test_a_real_answer_has_the_keys_and_headers_that_are_told(
    client: TestClient, document: Json, path: str
) -> None:
    answer = client.get(path)

    operation = document["paths"][template(document, path)]["get"]
    told = resolved(document, operation["responses"][str(answer.status_code)])
    content = told["content"][answer.headers["content-type"].partition(";")[0]]
    # A page whose keys a client names may have any.
    alternatives = [
        one for one in content["schema"].get("anyOf", [content["schema"]]) if "SelectedPage" not in str(one)
    ]
    errors = [
        f"{error.instance_path}: {error.message}"
        for error in validator(document, {"anyOf": alternatives}, closed=path in ANSWERED).iter_errors(
            answer.json()
        )
    ]
    assert errors == []
    assert [name for name in told.get("headers", {}) if name not in answer.headers and name != "Link"] == []


def test_the_document_is_answered_by_304_while_the_service_runs(client: TestClient) -> None:
    first = client.get(PATH)

    again = client.get(PATH, headers={"if-none-match": first.headers["etag"]})

    assert (first.headers["content-type"], again.status_code, again.content) == ("application/json", 304, b"")


def test_a_page_of_any_origin_may_read(client: TestClient) -> None:
    answer = client.get("/api/v1/claims", headers={"origin": "https://dashboard.example"})

    exposed = answer.headers["access-control-expose-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {name.strip() for name in exposed.split(",")} >= {"ETag", "Link", "Casus-Sequence"}
