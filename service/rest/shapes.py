"""Items in the shape that a client asks for: some of their keys alone, or what they refer to shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from service.index import lists
from service.problems import BadRequest

if TYPE_CHECKING:
    import sqlite3

    from service.index.lists import Page
    from service.rest.filters import Paging

ACTOR: Final = frozenset(("id", "label", "country", "kind", "iri", "names", "part_of"))
TEXT: Final = frozenset(("id", "iri", "public_from", "links"))
KEYS: Final = {
    "actors": ACTOR,
    "places": ACTOR | {"lat", "lon"},
    "concepts": frozenset(("id", "iri", "scheme", "notation", "label", "definition", "broader")),
    "articles": TEXT
    | {
        "title",
        "publisher",
        "published",
        "url",
        "authors",
        "language",
        "text_hash",
        "republishes",
        "loaded",
        "statements",
        "claims",
    },
    "statements": TEXT
    | {"speakers", "carriers", "said", "direct", "words", "occasion", "evidence", "claims", "article"},
    "claims": TEXT
    | {"type", "statement", "status", "stance", "certainty", "time_frame", "claimants", "co_claimants"}
    | {"force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target"}
    | {
        "outcome",
        "weapons",
        "place",
        "quantity",
        "value",
        "date",
        "evidence",
        "confidence",
        "event",
        "article",
        "said",
    },
    "events": TEXT,
}
CONTEXT: Final = ("prefix", "suffix", "zone")


def shaped(db: sqlite3.Connection, collection: str, page: Page, asked: Paging) -> tuple[bytes, ...]:
    """Return a page's items in the shape that is asked for.

    Raises:
        BadRequest: `fields` names a key that the collection's items do not have.
    """
    told: str | None = getattr(asked, "embed", None)
    embedded = frozenset(told.split(",")) if told is not None else frozenset[str]()
    fields = _fields(collection, asked.fields)
    if not embedded and fields is None:
        return page.items
    items = [orjson.loads(item) for item in page.items]
    for row, item in zip(page.rows, items, strict=False):
        if collection != "articles":
            _embed(db, collection, row, item, embedded)
    return tuple(orjson.dumps(item if fields is None else _only(item, fields)) for item in items)


def _fields(collection: str, asked: str | None) -> list[str] | None:
    if asked is None:
        return None
    fields = asked.split(",")
    for field in fields:
        if field not in KEYS[collection]:
            raise BadRequest("fields", f"items of {collection} have no key {field[:80]!r}")
    return fields


def _only(item: dict[str, object], fields: list[str]) -> dict[str, object]:
    return {field: item[field] for field in fields if field in item}


def _embed(
    db: sqlite3.Connection, collection: str, row: int, item: dict[str, object], embedded: frozenset[str]
) -> None:
    if "article" in embedded:
        item["article"] = orjson.loads(lists.article_of(db, row))
    if "evidence" in embedded:
        evidence, beside = item["evidence"], orjson.loads(lists.beside(db, collection, row))
        assert isinstance(evidence, dict)
        item["evidence"] = {**evidence, **{key: beside[key] for key in CONTEXT}}
