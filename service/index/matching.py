"""The claims that fit some words, many and quickly: for searches inside of other questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.index.search import understood

if TYPE_CHECKING:
    from service.index.index import Index

# Not by rank: to weigh a million claims takes seconds, to take as many as are asked for milliseconds.
MATCHING: Final = """
SELECT c.id FROM claim_text t CROSS JOIN claims c ON c.n = t.rowid
WHERE t.claim_text MATCH ? ORDER BY t.rowid LIMIT ?
"""


def claims_found(index: Index, question: str, most: int, *, base: str) -> list[str]:
    """Return the IRIs of claims that fit all that a question looks for; none when it looks for nothing."""
    index.catch_up()
    with index.reading() as db:
        wanted = understood(db, question)
        if not wanted:
            return []
        found = db.execute(MATCHING, (" AND ".join(unit.match for unit in wanted), most))
        return [f"{base}claim/{name}" for (name,) in found]
