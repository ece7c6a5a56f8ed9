"""Lists and items as responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
from starlette.responses import Response

from service.index import lists
from service.negotiation import Format, choose
from service.problems import BadRequest, Gone, NotAcceptable, NotFound
from service.rest.conditional import fresh, headers, unchanged
from service.rest.tables import as_csv

if TYPE_CHECKING:
    from starlette.requests import Request

    from service.index.lists import Page, Wanted
    from service.rest.filters import Paging

JSON: Final = Format(name="json", media_type="application/json")
CSV: Final = Format(name="csv", media_type="text/csv")
NOTHING: Final = lists.Page(items=(), next=None, total=0, total_at_least=0)


def listed(request: Request, collection: str, asked: Paging, wanted: Wanted) -> Response:
    """Return one page of a collection, in the format that the client asks for."""
    index = fresh(request)
    told = headers(request, index)
    return unchanged(request, told) or _written(
        request, _page(request, collection, asked, wanted), asked, told
    )


def nothing(request: Request, asked: Paging) -> Response:
    """Return the one page of a collection that has no items yet."""
    return _written(request, NOTHING, asked, headers(request, fresh(request)))


def shown(request: Request, collection: str, name: str) -> Response:
    """Return one item.

    Raises:
        NotFound: there is none of this id.
        Gone: it is an article that was held once.
    """
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


def _page(request: Request, collection: str, asked: Paging, wanted: Wanted) -> Page:
    try:
        with request.app.state.index.reading() as db:
            return lists.page(db, collection, wanted, limit=asked.limit, cursor=asked.cursor)
    except lists.BadCursor:
        raise BadRequest("cursor", "it is none that a page gave") from None


def _written(request: Request, page: Page, asked: Paging, told: dict[str, str]) -> Response:
    (choice,) = choose(asked.format, request.headers.get("accept"), (JSON, CSV))
    if choice is None:
        raise NotAcceptable([JSON.media_type, CSV.media_type])
    following = _following(request, page.next)
    if following is not None:
        told["Link"] = f'<{following}>; rel="next"'
    if choice.format is CSV:
        content: str | bytes = as_csv(orjson.loads(item) for item in page.items)
    else:
        content = _json(page, following)
    return Response(content, headers=told, media_type=choice.media_type)


def _following(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    url = request.url.include_query_params(cursor=cursor)
    return f"{url.path}?{url.query}"


def _json(page: Page, following: str | None) -> bytes:
    told = {"next": following, "total": page.total, "total_at_least": page.total_at_least}
    return b'{"items":[' + b",".join(page.items) + b"]," + orjson.dumps(told)[1:]
