"""The rows of the exported tables, read from one state of the index."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import orjson
import pyoxigraph as ox

from ontology import terms
from service.errors import StoreFailed
from service.exports.batches import batches
from service.exports.columns import ACTORS, ARTICLES, CLAIMS, PLACES, STATEMENTS
from service.exports.sources import CLAIMS as AS_CLAIMS
from service.exports.sources import REFERENCE
from service.index.facts import SLOTS
from service.index.filters import items_of
from service.index.postings import both, either, numbers, read

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from service.exports.columns import Column, Json
    from service.index.postings import Found
    from service.view import View

MOST: Final = 500  # rows that one statement asks for
# What of an article names it and says nothing of what it says.
NAMING: Final = ("id", "iri", "publisher", "published", "url")
# What of an item names actors and places.
NODES: Final = frozenset({"speakers", "carriers", "claimants", "co_claimants", "place", *SLOTS})
TYPES: Final = {
    "deployments": "deployment",
    "casualties": "casualties",
    "weapons-transfers": "weapons_transfer",
    "armed-actions": "armed_action",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table: its name, its columns, and what yields the items that are its rows."""

    name: str
    columns: tuple[Column, ...]
    items: Callable[[Tables], Iterator[Json]]


class Tables:
    """Rows of the index as items, in one state of it; the records are a view's.

    Of the rows that are `closed`, which may not be passed on, articles are named and no more is told. Where
    not all is taken, actors and places are those that the statements and claims yielded before name.
    """

    def __init__(
        self, db: sqlite3.Connection, view: View, *, taken: Found, closed: Found, is_whole: bool
    ) -> None:
        self._db = db
        self._view = view
        self._open: Final = taken
        self._closed: Final = closed
        self._named: dict[str, set[object]] | None = None if is_whole else {"actors": set(), "places": set()}

    def articles(self) -> Iterator[Json]:
        """Yield the articles; those of sources that may not be passed on are named, and no more."""
        closed = set(numbers(items_of(self._db, "articles", self._closed)))
        query = "SELECT n, item, x'7b7d' FROM articles"
        for number, item in self._rows(
            query, items_of(self._db, "articles", either(self._open, self._closed))
        ):
            told = {key: item[key] for key in NAMING} if number in closed else item
            yield {
                **told,
                "record": self._record(str(item["iri"])),
                "leaves_as": REFERENCE if number in closed else AS_CLAIMS,
            }

    def statements(self) -> Iterator[Json]:
        """Yield the statements of sources that may be passed on."""
        for _, item in self._rows(
            "SELECT n, item, x'7b7d' FROM statements", items_of(self._db, "statements", self._open)
        ):
            self._note(item)
            yield item

    def claims(self, type_: str | None = None) -> Iterator[Json]:
        """Yield the claims of one type, or of all, of sources that may be passed on."""
        rows = self._open if type_ is None else both(self._open, read(self._db, [f"type/{type_}"]))
        for _, item in self._rows("SELECT n, item, more FROM claims", items_of(self._db, "claims", rows)):
            self._note(item)
            yield item

    def entities(self, collection: str) -> Iterator[Json]:
        """Yield the actors or the places."""
        query = "SELECT id, item FROM entities WHERE collection = ? ORDER BY id"
        for name, item in self._db.execute(query, (collection,)):
            if self._named is None or name in self._named[collection]:
                yield orjson.loads(item)

    def _note(self, item: Json) -> None:
        """Note whom and which places a statement or claim names."""
        if self._named is not None:
            for key in NODES & item.keys():
                named = self._named["places" if key == "place" else "actors"]
                named.update(node["id"] for node in cast("list[Json]", item[key]))

    def _rows(self, query: str, found: Found) -> Iterator[tuple[int, Json]]:
        for wanted in batches(numbers(found), MOST):
            marks = ", ".join(map(str, wanted))
            for number, item, more in self._db.execute(f"{query} WHERE n IN ({marks}) ORDER BY n"):
                yield number, {**orjson.loads(more), **orjson.loads(item)}

    def _record(self, article: str) -> str | None:
        found = self._view.graphs.quads_for_pattern(ox.NamedNode(article), terms.record, None, None)
        quad = next(found, None)
        return None if quad is None else cast("ox.Literal", quad.object).value


def _of_type(type_: str) -> Callable[[Tables], Iterator[Json]]:
    return lambda tables: tables.claims(type_)


TABLES: Final = (
    Table(name="articles", columns=ARTICLES, items=Tables.articles),
    Table(name="statements", columns=STATEMENTS, items=Tables.statements),
    *(Table(name=name, columns=CLAIMS, items=_of_type(type_)) for name, type_ in TYPES.items()),
    Table(name="actors", columns=ACTORS, items=lambda tables: tables.entities("actors")),
    Table(name="places", columns=PLACES, items=lambda tables: tables.entities("places")),
)


@contextmanager
def opened(index: Path) -> Generator[sqlite3.Connection]:
    """Give an index's file for reading, in the state that it has now for as long as it is read.

    Raises:
        StoreFailed: the file cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.execute("BEGIN")
            db.execute("SELECT value FROM meta").fetchone()  # from here on others' changes are not seen
            yield db
    except sqlite3.Error as error:
        raise StoreFailed(f"the index {index} could not be read: {error}") from error
