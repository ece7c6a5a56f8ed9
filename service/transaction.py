"""The text of one SPARQL update, which the engine does whole or not at all."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def transaction(*, drop: Iterable[str], came: Iterable[str]) -> str:
    """Return an update that drops graphs, then adds quads: N-Quads texts as the engine writes them."""
    steps = [f"DROP SILENT GRAPH <{graph}>" for graph in drop]
    # A literal may hold any line break but this one; an IRI holds no space.
    lines = (line.rsplit(" ", 2) for text in came for line in text.split("\n") if line)
    graphs = [
        f"GRAPH {graph} {{\n{_triples(group)}\n}}" for graph, group in groupby(lines, key=itemgetter(1))
    ]
    if graphs:
        steps.append("INSERT DATA {\n" + "\n".join(graphs) + "\n}")
    return " ;\n".join(steps)


def _triples(quads: Iterable[list[str]]) -> str:
    return "\n".join(f"{triple} ." for triple, _, _ in quads)
