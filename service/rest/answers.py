"""Lists and items as responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from starlette.responses import Response

from service.index import cursors, lists
from service.negotiation import Format, choose
from service.problems import BadRequest, Gone, NotAcceptable, NotFound
from service.rest.conditional import fresh, headers, unchanged
from service.rest.geojson import as_geojson
from service.rest.json_ld import as_json_ld, iris
from service.rest.shapes import shaped
from service.rest.tables import as_csv
from service.rest.wanted import once, wanted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from starlette.requests import Request

    from service.index.filters import Wanted
    from service.index.lists import Page
    from service.negotiation import Choice
    from service.rest.filters import Paging

JSON: Final = Format(name="json", media_type="application/json")
CSV: Final = Format(name="csv", media_type="text/csv")
GEOJSON: Final = Format(name="geojson", media_type="application/geo+json")
JSON_LD: Final = Format(name="jsonld", media_type="application/ld+json")
FORMATS: Final = (JSON, CSV, GEOJSON, JSON_LD)
NO_CURSOR: Final = "it is none that a page of this list gave"
NOTHING: Final = lists.Page(items=(), rows=(), next=None, total=0, total_at_least=0)


def listed(
    request: Request,
    collection: str,
    asked: Paging,
    *,
    narrowed: Callable[[Wanted], Wanted] = lambda found: found,
) -> Response:
    """Return one page of a collection, in the format that the client asks for.

    `narrowed` adds to the filters what the address itself says.
    """
    once(request, asked)
    index = fresh(request, asked.min_sequence)
    told = headers(request, index)
    if (same := unchanged(request, told)) is not None:
        return same
    choice = _format(request, asked.format)
    with index.reading() as db:
        found = narrowed(wanted(db, asked, request.app.state.store.base))
        page = _page(db, collection, found, asked)
        items = shaped(db, collection, page, asked)
    return _written(request, page, items, choice, told, fields=asked.fields)


def shown(request: Request, collection: str, name: str) -> Response:
    """Return one item.

    Raises:
        NotFound: there is none of this id.
        Gone: it is an article that was held once.
    """
    for parameter in request.query_params:
        raise BadRequest(parameter, "an item takes no parameters")
    index = fresh(request)
    told = headers(request, index)
    with index.reading() as db:
        found = lists.item(db, collection, name)
    if found is None:
        raise missing(request, collection, name)
    return unchanged(request, told) or Response(found[0], headers=told, media_type=JSON.media_type)


def missing(request: Request, collection: str, name: str) -> NotFound:
    """Return why there is no item of this id."""
    store = request.app.state.store
    if collection == "articles" and store.log.key_of(f"{store.base}article/{name}") is not None:
        return Gone(f"the article {name} was withdrawn, or another version took its place")
    return NotFound(f"{collection} has nothing with the id {name[:200]!r}")


def _page(db: sqlite3.Connection, collection: str, found: Wanted, asked: Paging) -> Page:
    if collection == "events":
        if asked.cursor is not None:
            raise BadRequest("cursor", NO_CURSOR)
        return NOTHING
    part = lists.Asked(
        limit=asked.limit,
        cursor=asked.cursor,
        sort=getattr(asked, "sort", None),
        is_counted=asked.count is not None,
    )
    try:
        return lists.page(db, collection, found, part)
    except cursors.BadCursor:
        raise BadRequest("cursor", NO_CURSOR) from None


def _format(request: Request, name: str | None) -> Choice:
    (choice,) = choose(name, request.headers.get("accept"), FORMATS)
    if choice is None:
        raise NotAcceptable([offered.media_type for offered in FORMATS])
    return choice


def _written(
    request: Request,
    page: Page,
    items: tuple[bytes, ...],
    choice: Choice,
    told: dict[str, str],
    *,
    fields: str | None,
) -> Response:
    following = _following(request, page.next)
    if following is not None:
        told["Link"] = f'<{following}>; rel="next"'
    counted: dict[str, object] = {
        "next": following,
        "total": page.total,
        "total_at_least": page.total_at_least,
    }
    if choice.format is JSON:
        content: str | bytes = b'{"items":[' + b",".join(items) + b"]," + orjson.dumps(counted)[1:]
    elif choice.format is CSV:
        content = as_csv((orjson.loads(item) for item in items), fields=fields)
    elif choice.format is GEOJSON:
        content = as_geojson((orjson.loads(item) for item in items), counted)
    else:
        context = str(request.base_url.replace(path="/context.jsonld", query="", fragment=""))
        content = as_json_ld(request.app.state.store, iris(page.items), context_address=context)
    return Response(content, headers=told, media_type=choice.media_type)


def _following(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    url = request.url.include_query_params(cursor=cursor)
    return f"{url.path}?{url.query}"
