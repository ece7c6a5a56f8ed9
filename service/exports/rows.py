"""Which rows of the index an export takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.index import tags
from service.index.filters import matching
from service.index.fulltext import parsed
from service.index.graph import local_id
from service.index.lists import telling
from service.index.postings import both, either, read, span
from service.rest.wanted import wanted
from service.rights import Rights

if TYPE_CHECKING:
    import sqlite3

    from service.exports.wanted import Where
    from service.index.postings import Found
    from service.view import View


def chosen(db: sqlite3.Connection, where: Where, base: str) -> Found:
    """Return the rows that fit, as the lists of the REST API have them.

    Raises:
        BadRequest: a filter names what nobody knows, or contradicts another.
    """
    found = matching(db, wanted(db, where, base))
    if where.q is not None:
        claims = both(found, read(db, [tags.CLAIM], within=found))
        found = telling(db, "claims", parsed(where.q).match, claims)
    return found if where.since is None else both(found, _since(db, where.since))


def withheld(db: sqlite3.Connection, view: View) -> Found:
    """Return the rows of sources that leave as references only."""
    publishers = [f"publisher/{local_id(iri)}" for iri in sorted(Rights.of(view).reference_only)]
    return read(db, publishers) if publishers else {}


def _since(db: sqlite3.Connection, time: str) -> Found:
    query = "SELECT first, n FROM articles WHERE loaded >= ?"
    return either(*(span(first, last) for first, last in db.execute(query, (time,))))
