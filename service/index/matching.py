"""The claims that fit some words, many and quickly: for searches inside of other questions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from service.index.fulltext import BadQuestion, parsed
from service.index.lists import telling
from service.index.postings import numbers, read
from service.index.tags import NOW
from service.problems import BadRequest

if TYPE_CHECKING:
    from service.index.index import Index

NAMED: Final = "SELECT id FROM claims WHERE n = ?"


def claims_found(index: Index, question: str, most: int, *, base: str) -> list[str]:
    """Return the IRIs of claims that fit a question as `q` puts them to lists.

    Newest first, not by rank: to weigh a million claims takes seconds, to take as many as are asked for
    milliseconds.

    Raises:
        BadRequest: the question names nothing to look for.
    """
    try:
        match = parsed(question).match
    except BadQuestion as error:
        raise BadRequest("query", f"casus:matches {question[:80]!r}: {error}") from None
    index.catch_up()
    with index.reading() as db:
        found = telling(db, "claims", match, read(db, [NOW]), enough=most)
        names = [db.execute(NAMED, (n,)).fetchone()[0] for n in islice(numbers(found), most)]
    return [f"{base}claim/{name}" for name in names]
