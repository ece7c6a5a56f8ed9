"""The addresses of the change feed: the event stream's nodes and pages, and the changes as JSON Lines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Final

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import StreamingResponse
from starlette.routing import Route

from service.feed import lines
from service.feed.headers import BASE, VOCABULARY
from service.feed.pages import Page, Pages
from service.feed.stream import PREFIXES, Node, Stream
from service.http import SEQUENCE
from service.negotiation import choose
from service.problems import NotAcceptable, NotFound
from service.rest.conditional import unchanged
from service.rest.parameters import LARGEST
from service.rest.strict import strict
from service.sparql.formats import GRAPHS
from service.vocabulary import packaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.feed.history import History
    from service.negotiation import Choice
    from service.store import Store

# What holds named graphs; the feed in a format without them would lose which change a quad is of.
FORMATS: Final = tuple(one for name in ("trig", "nquads", "jsonld") for one in GRAPHS if one.name == name)
PREFIXED: Final = ox.RdfFormat.TRIG
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_NOW: Final = "public, max-age=5"
MOST_LINES: Final = 1_000

router = APIRouter(tags=["change feed"], default_response_class=Response)

After = Annotated[
    int, Query(ge=0, le=LARGEST, description="Number of the newest change that is known already")
]
Limit = Annotated[int, Query(ge=1, le=MOST_LINES, description="How many changes at most")]


@router.get("/feed")
async def feed(request: Request) -> Response:
    """Return the root of the change feed, a Linked Data Event Stream (TriG, N-Quads or JSON-LD)."""
    return _answer(request, await _made(request, lambda stream: stream.root()))


async def node(request: Request) -> Response:
    """Return a node that leads to pages of the feed."""
    number: int = request.path_params["number"]
    return await _kept(request, lambda stream: stream.block(number))


async def page(request: Request) -> Response:
    """Return a page of the feed."""
    number: int = request.path_params["number"]
    return await _kept(request, lambda stream: stream.page(number))


@router.get("/feed/changes", dependencies=[Depends(strict)])
def changes(request: Request, after: After = 0, limit: Limit = 100) -> Response:
    """Return changes in the order of the log as JSON Lines, each with all its quads.

    The Link header leads to the next ones as long as there are any; ask again with the last number later.
    """
    history, store = _history(request), _store(request)
    newest = history.catch_up()
    steps = history.steps_after(after, limit=limit)
    headers = {
        SEQUENCE: str(newest),
        BASE: store.base,
        VOCABULARY: packaged(),
        "Cache-Control": "no-cache",
    }
    if len(steps) == limit and steps[-1].seq < newest:
        headers["Link"] = f'</feed/changes?after={steps[-1].seq}&limit={limit}>; rel="next"'
    told = lines.lines(history, store.log, steps)
    return StreamingResponse(told, headers=headers, media_type=lines.MEDIA_TYPE)


# Pages are asked for by the thousand: they pass by what the framework does for parameters.
router.routes.append(Route("/feed/nodes/{number:int}", node, methods=["GET"]))
router.routes.append(Route("/feed/pages/{number:int}", page, methods=["GET"]))


async def _kept(request: Request, found: Callable[[Stream], Node | None]) -> Response:
    """Return a node from the cache, or make it; only what never changes again is kept."""
    pages: Pages = request.app.state.feed_pages
    key = f"{request.url} {request.headers.get('accept')}"
    kept = pages.get(key)
    if kept is None:
        kept = await _made(request, found)
        if kept.headers["Cache-Control"] == FOR_EVER:
            pages.keep(key, kept)
    return _answer(request, kept)


async def _made(request: Request, found: Callable[[Stream], Node | None]) -> Page:
    (choice,) = choose(None, request.headers.get("accept"), FORMATS)
    if choice is None:
        raise NotAcceptable([offered.media_type for offered in FORMATS])
    return await asyncio.to_thread(_written, request, found, choice)


def _written(request: Request, found: Callable[[Stream], Node | None], choice: Choice) -> Page:
    history, store = _history(request), _store(request)
    newest = history.catch_up()
    address = str(request.base_url.replace(path="/feed", query="", fragment=""))
    node = found(Stream(history, store.log, base=store.base, address=address))
    if node is None:
        raise NotFound("the feed is not that long")
    headers = {
        "Cache-Control": FOR_EVER if node.is_full else FOR_NOW,
        "Vary": "Accept",
        SEQUENCE: str(newest),
        "ETag": f'"{newest}-{choice.format.name}"',
    }
    return Page(content=_as(node.nquads, choice), headers=headers, media_type=choice.media_type)


def _answer(request: Request, page: Page) -> Response:
    headers = dict(page.headers)
    return unchanged(request, headers) or Response(page.content, headers=headers, media_type=page.media_type)


def _as(nquads: str, choice: Choice) -> bytes:
    format_ = ox.RdfFormat.from_media_type(choice.format.media_type)
    assert format_ is not None
    content = nquads.encode()
    if format_ == ox.RdfFormat.N_QUADS:
        return content
    prefixes = PREFIXES if format_ == PREFIXED else None
    written = ox.serialize(ox.parse(content, ox.RdfFormat.N_QUADS), format=format_, prefixes=prefixes)
    assert written is not None
    return written


def _history(request: Request) -> History:
    history: History = request.app.state.history
    return history


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
