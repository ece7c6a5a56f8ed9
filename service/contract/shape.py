"""What the schemas of answers are written in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A JSON object that the service sends; a version may add keys to it, and takes none away."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=False)


def told(description: str, example: object, **limits: Any) -> Any:  # noqa: ANN401 - a field of any type
    """Return a key that is always there, with what it means and an example of it."""
    return Field(description=description, examples=[example], **limits)


def part(description: str) -> Any:  # noqa: ANN401 - a field of any type
    """Return a key that is always there and holds other objects, which have their own examples."""
    return Field(description=description)
