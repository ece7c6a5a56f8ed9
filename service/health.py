"""Probes: does the process run, and can it answer."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request

from service.rest.conditional import fresh
from service.sparql.exchange import ask
from service.sparql.frames import Question

router = APIRouter(tags=["probes"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process runs."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, object]:
    """Say that store, index and readers answer; 503 while they do not."""
    index = await asyncio.to_thread(fresh, request)
    answer = await ask(request.app.state.readers, Question(query="ASK {}", solutions="json", graph=None))
    async for _ in answer.chunks():
        pass
    return {"status": "ready", "sequence": index.sequence}
