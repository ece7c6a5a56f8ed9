"""The IRIs of concepts and schemes, from their notations."""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import NamedNode

CONCEPTS: Final = "https://w3id.org/casus/concept/"


def scheme(name: str) -> NamedNode:
    """Return the IRI of a scheme from its notation: `scheme("time_frame")`."""
    return NamedNode(f"{CONCEPTS}{hyphenated(name)}")


@cache
def concept(scheme_name: str, notation: str) -> NamedNode:
    """Return the IRI of a concept from two notations: `concept("stance", "not_observed")`."""
    return NamedNode(f"{CONCEPTS}{hyphenated(scheme_name)}/{hyphenated(notation)}")


def hyphenated(notation: str) -> str:
    """Return a notation as it is written in an IRI."""
    return notation.replace("_", "-")
