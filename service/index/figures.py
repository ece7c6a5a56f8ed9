"""How much there is of what: counts of claims by each of their codes, of articles, statements, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.index import entities
from service.index.filters import items_of, matching
from service.index.fulltext import parsed
from service.index.lists import telling
from service.index.postings import count, of_names

if TYPE_CHECKING:
    import sqlite3

    from service.index.filters import Wanted
    from service.index.postings import Found

CODED: Final = ("type", "status", "stance", "certainty", "time_frame", "outcome", "publisher", "country")
COLLECTIONS: Final = ("articles", "statements", "claims")


def figures(db: sqlite3.Connection, wanted: Wanted) -> dict[str, object]:
    """Return how many articles, statements and claims fit, and how many of the claims have each code.

    Actors, places and concepts are counted whether a claim names them or not, and named as not narrowed.
    """
    rows = matching(db, wanted)
    found = {name: items_of(db, name, rows) for name in COLLECTIONS}
    if wanted.q is not None:
        match = parsed(wanted.q).match
        found = {name: telling(db, name, match, fitting) for name, fitting in found.items()}
    names = db.execute("SELECT collection, count(*) FROM entities GROUP BY collection").fetchall()
    return {
        **{name: count(fitting) for name, fitting in found.items()},
        **dict(names),
        "not_narrowed": sorted(entities.COLLECTIONS),
        "by": {kind: _by(db, kind, found["claims"]) for kind in CODED},
    }


def _by(db: sqlite3.Connection, kind: str, claims: Found) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name, chunk, bits in of_names(db, f"{kind}/", f"{kind}0"):
        if fitting := (bits & claims.get(chunk, 0)).bit_count():
            value = name.partition("/")[2]
            counted[value] = counted.get(value, 0) + fitting
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
