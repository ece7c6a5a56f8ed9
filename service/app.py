"""The web application: one store, served."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from service import compression, health, problems
from service.catalogues import routes as catalogues
from service.catalogues.figures import Counted
from service.contract import routes as contract
from service.contract.document import Application
from service.exports import routes as exports
from service.exports.building import Exports
from service.feed import History
from service.feed import routes as feed
from service.feed.pages import Pages
from service.http import HeadAndOptions, SafeHeaders
from service.index import Index
from service.index.matching import claims_found
from service.intake.extractor import Extractor
from service.intake.intake import Intake
from service.keys import Keys
from service.lengths import ShortAddresses
from service.linked import routes as linked
from service.pages import docs, render
from service.pages import routes as pages
from service.rest import articles, catalogue, collections, search, stats, stream, timeline
from service.rest import map as layers
from service.rest.conditional import NotModified
from service.sparql import graph_store, update
from service.sparql import routes as sparql
from service.sparql.answers import EXPOSED, Endpoint
from service.sparql.cache import Results
from service.sparql.checkpoints import Checkpoints
from service.sparql.direct import Direct
from service.sparql.readers import Limits, Readers
from service.sparql.writing import Writing

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from fastapi import FastAPI

    from service.settings import Settings
    from service.store import Store

ROUTERS: Final = (
    sparql.router,
    update.router,
    graph_store.router,
    collections.router,
    timeline.router,
    layers.router,
    stats.router,
    search.router,
    stream.router,
    articles.router,
    catalogue.router,
    pages.router,
    docs.router,
    contract.router,
    linked.router,
    feed.router,
    exports.router,
    catalogues.router,
    health.router,
)


def create_app(store: Store, settings: Settings) -> FastAPI:
    """Return the application that serves a store; the store stays the caller's to close."""
    app = Application(title="Casus", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.state.store = store
    app.state.default_graph = settings.default_graph
    app.state.index = Index.open(store)
    app.state.history = History.open(store)
    app.state.feed_pages = Pages()
    _offer_exports(app, store, settings)
    app.state.keys = Keys(store.folder)
    checkpoints = Checkpoints(store)
    app.state.checkpoints = checkpoints
    readers = Readers(checkpoints, count=settings.readers, limits=_limits(settings))
    app.state.readers = readers
    app.state.endpoint = Endpoint(
        readers=readers,
        checkpoints=checkpoints,
        results=Results(settings.cache_bytes),
        find=partial(claims_found, app.state.index, base=store.base),
        base=store.base,
        union=settings.default_graph == "union",
    )
    app.state.page = render.page
    app.state.writing = Writing(store, checkpoints, readers)
    extractor = Extractor(base=store.base, model=settings.spacy_model)
    app.state.intake = Intake(store, extractor, most_bytes=settings.max_document)
    routes = [route for router in ROUTERS for route in router.routes]
    app.state.routes = routes
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("service.pages", "static")]))
    problems.install(app, page=render.problem_page, has_page=render.wants_page)
    app.add_middleware(NotModified, index=app.state.index, store=store)
    app.add_middleware(HeadAndOptions, routes=routes)
    app.add_middleware(SafeHeaders)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["ETag", "Link", "Location", *EXPOSED],
    )
    app.add_middleware(Direct, endpoint=app.state.endpoint)
    compression.install(app)
    app.add_middleware(ShortAddresses)
    return app


def _offer_exports(app: FastAPI, store: Store, settings: Settings) -> None:
    app.state.exports = Exports(store, app.state.index, age=settings.export_age)
    app.state.figures = Counted(store)


def _limits(settings: Settings) -> Limits:
    return Limits(
        seconds=settings.query_timeout,
        memory=settings.query_memory,
        result=settings.max_result,
        most=settings.max_queries,
        most_each=settings.max_queries_each,
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.readers.start()
    try:
        yield
    finally:
        await app.state.intake.close()
        await app.state.readers.close()
        app.state.exports.close()
        app.state.checkpoints.close()
        app.state.index.close()
        app.state.history.close()
        app.state.keys.close()
