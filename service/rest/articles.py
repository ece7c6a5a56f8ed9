"""Articles that come and go over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Final

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from service.authorization import requires
from service.http import SEQUENCE
from service.keys import Scope
from service.problems import Gone
from service.rest.submissions import read_submission
from service.store import Outcome

if TYPE_CHECKING:
    from service.intake.intake import Intake
    from service.store import Store

router = APIRouter(prefix="/api/v1", tags=["articles"], dependencies=[Depends(requires(Scope.WRITE))])

ARRIVED: Final = (Outcome.NEW, Outcome.RESTORED)

Name = Annotated[
    str,
    Path(
        max_length=300,
        description="Id of the article as it is held now",
        examples=["92b75cb7a94fe610-c3346e8c4364"],
    ),
]
Reason = Annotated[
    str,
    Query(
        min_length=1,
        max_length=1000,
        description="Why it is withdrawn; the log keeps it",
        examples=["The outlet retracted the story"],
    ),
]


@router.post("/articles", response_class=Response)
async def add_article(request: Request) -> Response:
    """Store an article and what it claims: 201 when it is new, 200 when it was held, as it is or otherwise.

    The next reading sees it. A text that is not in English is stored without claims.
    """
    intake: Intake = request.app.state.intake
    document = await read_submission(request, most=intake.most_bytes)
    stored = await intake.add(document.model_dump(exclude_none=True))
    store: Store = request.app.state.store
    request.app.state.checkpoints.promise(store.sequence)
    name = stored.article.removeprefix(f"{store.base}article/")
    told = {
        "article": {"id": name, "iri": stored.article},
        "claims": stored.claims,
        "unchanged": stored.outcome is Outcome.UNCHANGED,
        "outcome": stored.outcome,
        "warnings": stored.warnings,
    }
    return Response(
        orjson.dumps(told),
        201 if stored.outcome in ARRIVED else 200,
        {"Location": f"/api/v1/articles/{name}", SEQUENCE: str(store.sequence)},
        "application/json",
    )


@router.delete("/articles/{name}", status_code=204, response_class=Response)
async def withdraw_article(request: Request, name: Name, reason: Reason) -> Response:
    """Take an article and its claims out of the graph; the log keeps them, and from then on it is gone."""
    store: Store = request.app.state.store
    change = await asyncio.to_thread(_withdrawn, store, f"{store.base}article/{name}", reason)
    request.app.state.checkpoints.promise(change)
    return Response(status_code=204, headers={SEQUENCE: str(change)})


def _withdrawn(store: Store, article: str, reason: str) -> int:
    """Withdraw an article and return the number of the change; refuse a version that another replaced."""
    key = store.log.key_of(article)
    held = None if key is None else store.log.last(key)
    if held is not None and held.article != article:
        raise Gone(f"another version took its place: {held.article}", replaced_by=held.article)
    return store.withdraw(article, reason).seq
