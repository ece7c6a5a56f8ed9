"""An example of a schema, put together from the examples of its parts."""

from __future__ import annotations

from typing import Any, Final

Json = dict[str, Any]

PREFIX: Final = "#/components/schemas/"


def formatted(media_type: str, written: object) -> Json:
    """Return the content of a media type that has no schema of ours, with an example."""
    schema: Json = {"type": "string"}
    if media_type.endswith(("+json", "/json")):
        schema = {"anyOf": [{"type": "object"}, {"type": "array", "items": {}}]}
    return {"schema": schema, "example": written}


def example(schema: Json, schemas: Json) -> Any:  # noqa: ANN401 - what JSON holds
    """Return an example: the first that the schema gives, else one of each part that it must have.

    Raises:
        LookupError: a part has no example and no parts.
    """
    schema = _resolved(schema, schemas)
    if "examples" in schema:
        return schema["examples"][0]
    if "properties" in schema:
        return {name: example(told, schemas) for name, told in schema["properties"].items()}
    if "items" in schema:
        return [example(schema["items"], schemas)]
    for alternative in schema.get("anyOf", ()):
        return example(alternative, schemas)
    if "const" in schema:
        return schema["const"]
    raise LookupError(f"no example of {schema}")


def _resolved(schema: Json, schemas: Json) -> Json:
    if "$ref" not in schema:
        return schema
    resolved: Json = schemas[schema["$ref"].removeprefix(PREFIX)]
    return resolved
