"""Lists of actors, places and concepts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.index import cursors
from service.index.cursors import Position
from service.index.fulltext import parsed

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Box, Wanted

COLLECTIONS: Final = ("actors", "places", "concepts")
ORDERS: Final = {"id": "e.id", "label": "e.label"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a query, with its values."""

    sql: str
    values: tuple[object, ...] = ()


def item(db: sqlite3.Connection, collection: str, name: str) -> bytes | None:
    """Return one actor, place or concept by id, None where there is none."""
    query = "SELECT item FROM entities WHERE collection = ? AND id = ?"
    found = db.execute(query, (collection, name)).fetchone()
    return None if found is None else bytes(found[0])


def is_known(db: sqlite3.Connection, collection: str, name: str) -> bool:
    """Return whether there is an actor, place or concept of this id."""
    query = "SELECT 1 FROM entities WHERE collection = ? AND id = ?"
    return db.execute(query, (collection, name)).fetchone() is not None


def is_country(db: sqlite3.Connection, code: str) -> bool:
    """Return whether an actor or a place is of a country of this code."""
    return db.execute("SELECT 1 FROM entities WHERE country = ? LIMIT 1", (code,)).fetchone() is not None


def is_kind(db: sqlite3.Connection, kind: str) -> bool:
    """Return whether an actor or a place is of this kind, or a concept of this scheme."""
    return db.execute("SELECT 1 FROM entities WHERE kind = ? LIMIT 1", (kind,)).fetchone() is not None


def rows(
    db: sqlite3.Connection, collection: str, wanted: Wanted, *, sort: str, limit: int, start: Position | None
) -> tuple[list[tuple[bytes, str, str]], int]:
    """Return the first entities that fit, or those after a place, each with value and id, and the total."""
    conditions = _conditions(collection, wanted)
    where, values = _joined(conditions)
    total = db.execute(f"SELECT count(*) FROM entities AS e WHERE {where}", values).fetchone()[0]  # noqa: S608
    column, falls = ORDERS[sort.removeprefix("-")], sort.startswith("-")
    if start is not None:
        conditions.append(_after(column, start, falls=falls))
        where, values = _joined(conditions)
    way = "DESC" if falls else "ASC"
    query = (
        f"SELECT e.item, {column}, e.id FROM entities AS e WHERE {where} "  # noqa: S608
        f"ORDER BY {column} {way}, e.id {way} LIMIT ?"
    )
    return db.execute(query, (*values, limit)).fetchall(), int(total)


def written(order: str, row: tuple[bytes, str, str]) -> str:
    """Return the cursor of a row."""
    return cursors.written(order, Position(value=row[1], row=row[2]))


def _conditions(collection: str, wanted: Wanted) -> list[Condition]:
    found = [Condition("e.collection = ?", (collection,))]
    found += _among("e.kind", wanted.kinds) + _among("e.country", wanted.countries)
    if wanted.box is not None:
        found.append(_in_box(wanted.box))
    if wanted.q is not None:
        match = parsed(wanted.q).match
        found.append(Condition("e.n IN (SELECT rowid FROM entity_text WHERE entity_text MATCH ?)", (match,)))
    return found


def _among(column: str, values: tuple[str, ...]) -> list[Condition]:
    if not values:
        return []
    return [Condition(f"{column} IN ({', '.join('?' * len(values))})", values)]


def _in_box(box: Box) -> Condition:
    west, south, east, north = box
    lon = "e.lon BETWEEN ? AND ?" if west <= east else "(e.lon >= ? OR e.lon <= ?)"
    return Condition(f"{lon} AND e.lat BETWEEN ? AND ?", (west, east, south, north))


def _after(column: str, start: Position, *, falls: bool) -> Condition:
    beyond = "<" if falls else ">"
    return Condition(f"({column}, e.id) {beyond} (?, ?)", (start.value, start.row))


def _joined(conditions: list[Condition]) -> tuple[str, tuple[object, ...]]:
    sql = " AND ".join(condition.sql for condition in conditions)
    return sql, tuple(value for condition in conditions for value in condition.values)
