"""The graph of chosen claims: what their articles say of them, and what is told of whom they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms
from service.exports.batches import batches
from service.index import tags
from service.index.filters import items_of
from service.index.postings import both, count, numbers, read, span
from service.rights import Rights

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from service.index.postings import Found
    from service.log import Log
    from service.view import View

MOST: Final = 500  # articles that one statement asks for
LINKS: Final = (str(terms.contains), str(terms.makes))
# What stands in the graphs of articles, or is a graph itself: it is not followed.
OWN: Final = frozenset({"article", "statement", "claim", "graph"})


class Chosen:
    """The quads of some rows of an index; what articles say is read from the log, past versions too."""

    def __init__(self, db: sqlite3.Connection, log: Log, rows: Found, *, base: str) -> None:
        self._db = db
        self._log = log
        self._rows = rows
        self._base = base
        self._root = re.compile(rf"<{re.escape(base)}([^/>]+/[^/>]+)")

    def quads(self, view: View) -> Iterator[ox.Quad]:
        """Yield the quads of the articles, then those of the actors, places and runs that they name.

        Memory does not grow with the articles, only with what they name.
        """
        rights, named = Rights.of(view), set[str]()
        for text in self._texts():
            leaving = rights.leaving(text)
            named.update(node for node in self._root.findall(leaving) if node.partition("/")[0] not in OWN)
            yield from ox.parse(leaving.encode(), ox.RdfFormat.N_QUADS)
        yield from self._told(view, named)

    def _texts(self) -> Iterator[str]:
        """Yield of each article's graph what is chosen, as N-Quads."""
        articles = items_of(self._db, "articles", self._rows)
        for wanted in batches(numbers(articles), MOST):
            marks = ", ".join(map(str, wanted))
            query = f"SELECT first, n, id, loaded FROM articles WHERE n IN ({marks}) ORDER BY n"  # noqa: S608
            for first, last, name, loaded in self._db.execute(query).fetchall():
                seq = self._log.brought(f"{self._base}article/{name}", time=loaded)
                text = self._log.content(seq).came
                rows = both(self._rows, span(first, last))
                yield text if count(rows) == last - first + 1 else self._part(text, rows, name)

    def _part(self, text: str, rows: Found, article: str) -> str:
        """Return what an article's graph says of the article, of these rows and of their statements."""
        kept = {
            f"article/{article}",
            *self._names("claims", "claim", both(rows, read(self._db, [tags.CLAIM], within=rows))),
            *self._names("statements", "statement", items_of(self._db, "statements", rows)),
        }
        return "".join(f"{line}\n" for line in text.split("\n") if line and self._takes(line, kept))

    def _names(self, collection: str, kind: str, rows: Found) -> Iterator[str]:
        marks = ", ".join(map(str, numbers(rows)))
        query = f"SELECT id FROM {collection} WHERE n IN ({marks})"  # noqa: S608
        return (f"{kind}/{name}" for (name,) in self._db.execute(query))

    def _takes(self, line: str, kept: set[str]) -> bool:
        subject, *others = self._root.findall(line)
        is_link = line.split(" ", 2)[1] in LINKS
        return subject in kept and (not is_link or others[0] in kept)

    def _told(self, view: View, named: set[str]) -> Iterator[ox.Quad]:
        """Yield what the store's own graphs say of some nodes, and of those that these lead to."""
        waiting = sorted(named)
        while waiting:
            node = waiting.pop()
            for quad in self._parts(view, f"{self._base}{node}"):
                yield quad
                for linked in self._root.findall(str(quad.object)):
                    if linked not in named and linked.partition("/")[0] not in OWN:
                        named.add(linked)
                        waiting.append(linked)

    def _parts(self, view: View, iri: str) -> Iterator[ox.Quad]:
        """Yield what is said of a node and of those under its name."""
        waiting, seen = [iri], {iri}
        while waiting:
            for quad in view.graphs.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None, None):
                graph = quad.graph_name
                if isinstance(graph, ox.NamedNode) and graph.value.startswith(f"{self._base}graph/"):
                    yield quad
                    part = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
                    if part.startswith(f"{iri}/") and part not in seen:
                        seen.add(part)
                        waiting.append(part)
