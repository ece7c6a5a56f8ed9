"""Whether an IRI names something that the index knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.index.entities import is_known
from service.index.graph import local_id
from service.index.lists import was_held

if TYPE_CHECKING:
    import sqlite3

CONCEPTS: Final = "https://w3id.org/casus/concept/"


def is_unknown(db: sqlite3.Connection, iri: str, *, base: str) -> bool:
    """Return whether an IRI looks like that of an actor, a place, a concept or an article, and is of none.

    Nothing is known of other IRIs: graphs of others may hold them.
    """
    if iri.startswith(CONCEPTS):
        return not is_known(db, "concepts", iri.removeprefix(CONCEPTS))
    kind, _, _ = iri.removeprefix(base).partition("/")
    if not iri.startswith(base) or kind not in {"actor", "place", "article"}:
        return False
    name = local_id(iri)
    return not (was_held(db, name) if kind == "article" else is_known(db, f"{kind}s", name))
