"""Figures about a store: what it holds, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, QuerySolutions

from loaders.iris import Iris

if TYPE_CHECKING:
    from service.store import View

PREFIXES: Final = "PREFIX casus: <https://w3id.org/casus/ontology#>\n"
CLASSES: Final = {
    "articles": "Article",
    "statements": "Statement",
    "claims": "Claim",
    "deployment claims": "DeploymentClaim",
    "casualty claims": "CasualtyClaim",
    "transfer claims": "TransferClaim",
    "action claims": "ActionClaim",
}


def statistics(view: View) -> dict[str, str | int]:
    """Return the store's base and newest change, and how many there are of each thing that it holds."""
    local = f"GRAPH <{Iris(view.base).local_graph}> {{ ?thing a ?class }}"
    return {
        "base": view.base,
        "changes": view.sequence,
        **{
            label: _count(view, f"(COUNT(?thing) AS ?n) WHERE {{ ?thing a casus:{name} }}")
            for label, name in CLASSES.items()
        },
        "local actors and places": _count(view, f"(COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {local} }}"),
        "quads": len(view.graphs),
    }


def _count(view: View, what: str) -> int:
    solutions = view.query(f"{PREFIXES}SELECT {what}")
    assert isinstance(solutions, QuerySolutions)
    counted = next(solutions)["n"]
    assert isinstance(counted, Literal)
    return int(counted.value)
