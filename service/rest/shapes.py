"""Items in the shape that a client asks for: some of their keys alone, or what they refer to shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import orjson

from service.index import lists
from service.problems import BadRequest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

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
NAMED: Final = ("id", "label", "country", "kind")
ROLES: Final = ("force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target")
# What keys of items have below them, in items of every collection that has the key.
PARTS: Final = {
    **dict.fromkeys((*ROLES, "claimants", "co_claimants", "speakers", "carriers"), NAMED),
    "weapons": ("concept", "id", "label"),
    "place": ("id", "label", "country", "lat", "lon"),
    "quantity": ("low", "high", "best", "unit", "qualifier", "text"),
    "value": ("amount", "currency", "qualifier", "text"),
    "date": ("start", "end", "precision"),
    "evidence": ("start", "end", "text", *CONTEXT),
    "article": tuple(sorted(KEYS["articles"])),
    "links": ("self", "evidence", "article", "event", "claims", "page"),
}
# A key that is asked for with what is asked for below it; nothing there means all of it.
Fields = dict[str, frozenset[str]]


def paths(keys: Iterable[str]) -> list[str]:
    """Return what `fields` may name of items with some keys: those, and what is below them, as a pattern."""
    return [rf"{key}(\.({'|'.join(PARTS[key])}))?" if key in PARTS else key for key in sorted(keys)]


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


def _fields(collection: str, asked: str | None) -> Fields | None:
    if asked is None:
        return None
    found: Fields = {}
    for field in asked.split(","):
        key, _, part = field.partition(".")
        if key not in KEYS[collection] or (part and part not in PARTS.get(key, ())):
            raise BadRequest("fields", f"items of {collection} have no key {field[:80]!r}")
        is_whole = not part or found.get(key) == frozenset()
        found[key] = frozenset() if is_whole else found.get(key, frozenset()) | {part}
    return found


def _only(item: dict[str, object], fields: Fields) -> dict[str, object]:
    return {key: _part(item[key], parts) for key, parts in fields.items() if key in item}


def _part(value: object, parts: frozenset[str]) -> object:
    if not parts:
        return value
    if isinstance(value, list):
        return [_part(one, parts) for one in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: one for key, one in cast("dict[str, object]", value).items() if key in parts}
    return value


def _embed(
    db: sqlite3.Connection, collection: str, row: int, item: dict[str, object], embedded: frozenset[str]
) -> None:
    if "article" in embedded:
        item["article"] = orjson.loads(lists.article_of(db, row))
    if "evidence" in embedded:
        evidence, beside = item["evidence"], orjson.loads(lists.beside(db, collection, row))
        assert isinstance(evidence, dict)
        item["evidence"] = {**evidence, **{key: beside[key] for key in CONTEXT}}
