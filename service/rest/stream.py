"""The live feed: each change of the store as a server-sent event, with what it made known."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Final, Literal

import orjson
from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from service.http import SEQUENCE
from service.index import lists
from service.log import Action
from service.problems import BadRequest
from service.rest.parameters import LARGEST, MOST_VALUES, ClaimType
from service.rest.wanted import once

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from service.index import Index
    from service.log import Change
    from service.store import Store

router = APIRouter(prefix="/api/v1", tags=["series and layers"])

BATCH: Final = 100
MOST_DIGITS: Final = 18  # of a number that the log can have given
PAUSE: Final = 0.5  # seconds between two looks at the store
HEARTBEAT: Final = 15.0  # seconds after which silence is broken, so that nobody takes the line for dead
RETRY: Final = 3_000  # milliseconds that a client waits before it comes back


class StreamFilters(BaseModel):
    """The parameters of the live feed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Annotated[
        int | None,
        Field(ge=0, le=LARGEST, description="Sequence number after which to begin; without it, from now on"),
    ] = None
    action: Annotated[
        list[Literal["load", "replace", "withdraw"]],
        Field(max_length=MOST_VALUES, description="What became of the article"),
    ] = []
    type: Annotated[
        list[ClaimType], Field(max_length=MOST_VALUES, description="Type of a claim that the article makes")
    ] = []


LastEvent = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID", description="Number of the last event that was received; goes before `after`"
    ),
]


@router.get("/stream", response_class=StreamingResponse)
async def stream(
    request: Request, asked: Annotated[StreamFilters, Query()], last_event: LastEvent = None
) -> StreamingResponse:
    """Follow the store: an event for each article that came, was replaced or withdrawn, with its claims.

    The id of an event is its sequence number: who comes back with it as Last-Event-ID misses nothing.
    """
    once(request, asked)
    store: Store = request.app.state.store
    after = _after(last_event, asked, store.sequence)
    told = {SEQUENCE: str(store.sequence), "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request, asked, after), headers=told, media_type="text/event-stream")


def _after(last_event: str | None, asked: StreamFilters, newest: int) -> int:
    if last_event is None:
        return newest if asked.after is None else asked.after
    if not (last_event.isascii() and last_event.isdigit() and len(last_event) <= MOST_DIGITS):
        raise BadRequest("Last-Event-ID", "it is no number of an event")
    return int(last_event)


async def _events(request: Request, asked: StreamFilters, after: int) -> AsyncGenerator[bytes]:
    store: Store = request.app.state.store
    index: Index = request.app.state.index
    silent = 0.0
    yield f"retry: {RETRY}\n\n".encode()
    while not (getattr(request.app.state, "is_leaving", False) or await request.is_disconnected()):
        changes = []
        if store.sequence > after:
            changes = await asyncio.to_thread(store.log.changes, after=after, most=BATCH)
        for change in changes:
            event = await asyncio.to_thread(_event, index, change, asked)
            after = change.seq
            if event is not None:
                yield event
                silent = 0.0
        if not changes:
            await asyncio.sleep(PAUSE)
            silent += PAUSE
        if silent >= HEARTBEAT:
            yield b": still here\n\n"
            silent = 0.0


def _event(index: Index, change: Change, asked: StreamFilters) -> bytes | None:
    """Return the event that a change is, None when it is not asked for."""
    if change.action is Action.WRITE or (asked.action and str(change.action) not in asked.action):
        return None
    index.catch_up()
    name = change.article.rpartition("/")[2]
    with index.reading() as db:
        is_gone = change.action is Action.WITHDRAW
        told_of = lists.claims_at(db, name, change.time, is_gone=is_gone)
    claims = [orjson.loads(item) for item in told_of]
    if asked.type and not any(claim["type"] in asked.type for claim in claims):
        return None
    told = {
        "sequence": change.seq,
        "time": change.time,
        "action": change.action,
        "reason": change.reason,
        "article": {"id": name, "iri": change.article},
        "claims": [claim for claim in claims if not asked.type or claim["type"] in asked.type],
    }
    return f"id: {change.seq}\nevent: {change.action}\ndata: {orjson.dumps(told).decode()}\n\n".encode()
