"""Types of parameters and fields in words."""

from __future__ import annotations

from typing import Any, Final

Json = dict[str, Any]

NUMBERS: Final = {"integer": "whole number", "number": "number", "boolean": "true or false"}
FORMATS: Final = {"date": "day", "date-time": "moment", "uri": "address"}
BOUNDS: Final = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} long",
    "maxLength": "at most {} long",
    "maxItems": "at most {} of them",
    "default": "{} if not given",
}


def type_of(schema: Json) -> str:
    """Return what a value may be: "day", "one of confirmed, denied; list of them"."""
    bounds = [told.format(schema[key]) for key, told in BOUNDS.items() if _tells(schema, key)]
    return ", ".join([_kind(schema), *bounds])


def name_of(schema: Json) -> str | None:
    """Return the name of the schema that a value, or each value of a list, is of."""
    reference = schema.get("$ref") or schema.get("items", {}).get("$ref")
    if reference is None:
        found = (name_of(one) for one in schema.get("anyOf", ()))
        return next((name for name in found if name is not None), None)
    return str(reference).rpartition("/")[2]


def _kind(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return "one of " + ", ".join(map(str, schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return _plain(schema)


def _plain(schema: Json) -> str:
    kind = str(schema.get("type", "anything"))
    if kind == "string":
        return FORMATS.get(str(schema.get("format")), "text")
    return NUMBERS.get(kind, kind)


def _tells(schema: Json, key: str) -> bool:
    return bool(schema.get(key)) if key == "default" else key in schema
