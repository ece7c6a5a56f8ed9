"""The pages' addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import orjson
from fastapi import APIRouter, Query, Request, Response

from queries import catalogue
from service import schema_org
from service.index import lists
from service.index.filters import Wanted
from service.index.lists import Asked
from service.index.search import search
from service.pages.days import day
from service.pages.render import embedded, page
from service.pages.views import claim_view, heading, statement_view, web_address
from service.rest.answers import missing
from service.rest.conditional import fresh, headers

if TYPE_CHECKING:
    import sqlite3

    from service.index.search import Hit
    from service.pages.views import ClaimView

router = APIRouter(include_in_schema=False, default_response_class=Response)

Question = Annotated[str, Query(max_length=400)]

MOST_HITS: Final = 40
EXAMPLES: Final = (
    "who said what about North Korean troops",
    "who denied losses in Kursk",
    "weapons transfers to Russia",
    "civilians killed",
)
FIRST_QUERY: Final = """SELECT ?evidenceText ?status ?publishedOn
WHERE {
  ?claim a casus:DeploymentClaim ;
         casus:evidenceText ?evidenceText ;
         casus:status/skos:prefLabel ?status .
  OPTIONAL { ?claim casus:publishedOn ?publishedOn }
}
ORDER BY DESC(?publishedOn) ?claim
LIMIT 20
"""


@router.get("/")
def start(request: Request, q: Question = "") -> Response:
    """Ask a question in plain words, or put a query."""
    index = fresh(request)
    with index.reading() as db:
        found = search(db, q, limit=MOST_HITS) if q.strip() else None
        counts = _counts(db)
    return page(
        "start.html",
        headers=headers(request, index),
        q=q,
        found=found,
        whole=_views(found.whole) if found else [],
        partly=_views(found.partly) if found else [],
        most=MOST_HITS,
        counts=counts,
        examples=EXAMPLES,
        queries=list(catalogue().values()),
        first_query=FIRST_QUERY,
    )


@router.get("/claims/{name}")
def claim(request: Request, name: str) -> Response:
    """Show one claim with the words behind it."""
    index = fresh(request)
    with index.reading() as db:
        found = lists.item(db, "claims", name)
    if found is None:
        raise missing(request, "claims", name)
    item = orjson.loads(found[0])
    told = embedded(orjson.dumps(schema_org.claim(item, request.app.state.store.base)))
    view = claim_view(item, orjson.loads(found[1]))
    return page("claim.html", headers=headers(request, index), claim=view, data=told)


@router.get("/articles/{name}")
def article(request: Request, name: str) -> Response:
    """Show one article: its claims, and the statements that make none."""
    index = fresh(request)
    with index.reading() as db:
        found = lists.item(db, "articles", name)
        claims = lists.claims_of(db, name)
        statements = lists.statements_of(db, name)
    if found is None:
        raise missing(request, "articles", name)
    item = orjson.loads(found[0])
    told = [(orjson.loads(one), orjson.loads(more)) for one, more in statements]
    return page(
        "article.html",
        headers=headers(request, index),
        article=item,
        heading=heading(item),
        published=day(item["published"]),
        address=web_address(item["url"]),
        claims=[claim_view(orjson.loads(one), orjson.loads(more)) for one, more in claims],
        statements=[statement_view(one, more) for one, more in told if not one["claims"]],
    )


def _views(hits: tuple[Hit, ...]) -> list[ClaimView]:
    return [claim_view(hit.claim, hit.more) for hit in hits]


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    return {
        name: lists.page(db, name, Wanted(), Asked(limit=1, is_counted=True)).total_at_least
        for name in ("articles", "statements", "claims")
    }
