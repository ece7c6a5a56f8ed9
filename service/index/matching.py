"""The claims that fit some words, many and quickly: for searches inside of other questions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from service.index.lists import telling
from service.index.postings import numbers, read
from service.index.search import understood
from service.index.tags import NOW

if TYPE_CHECKING:
    from service.index.index import Index

NAMED: Final = "SELECT id FROM claims WHERE n = ?"


def claims_found(index: Index, question: str, most: int, *, base: str) -> list[str]:
    """Return the IRIs of claims that fit all that a question looks for; none when it looks for nothing.

    Newest first, not by rank: to weigh a million claims takes seconds, to take as many as are asked for
    milliseconds.
    """
    index.catch_up()
    with index.reading() as db:
        wanted = understood(db, question)
        if not wanted:
            return []
        match = " AND ".join(unit.match for unit in wanted)
        found = telling(db, "claims", match, read(db, [NOW]), enough=most)
        names = [db.execute(NAMED, (n,)).fetchone()[0] for n in islice(numbers(found), most)]
    return [f"{base}claim/{name}" for name in names]
