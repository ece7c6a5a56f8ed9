"""What can be said: classes, code lists, shapes and authority data, as Turtle and as generated lexicons."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Triple, parse

FOLDER: Final = Path(__file__).parent
BASE: Final = "https://w3id.org/casus/id/"
VOCABULARY: Final = ("casus", "schemes", "weapons", "outside", "alignments")
SHAPES: Final = "shapes"
AUTHORITY: Final = FOLDER / "authority"


def turtle_path(name: str) -> Path:
    """Return the path of a Turtle file: `turtle_path("weapons")`, `turtle_path("authority/states")`."""
    return FOLDER / f"{name}.ttl"


def authority_names() -> tuple[str, ...]:
    """Return the names of the files of authority data, in order."""
    return tuple(f"authority/{path.stem}" for path in sorted(AUTHORITY.glob("*.ttl")))


def read_turtle(name: str, *, base: str = BASE) -> list[Triple]:
    """Return the triples of a Turtle file in its order, relative IRIs resolved against the base.

    Raises:
        FileNotFoundError: there is no such file.
        SyntaxError: the file is no Turtle.
    """
    quads = parse(path=str(turtle_path(name)), format=RdfFormat.TURTLE, base_iri=base)
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
