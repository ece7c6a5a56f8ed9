"""Answers that a client need not fetch again while the store has not changed."""

from __future__ import annotations

import hashlib
from time import monotonic, sleep
from typing import TYPE_CHECKING, ClassVar, Final

from starlette.requests import Request
from starlette.responses import Response

from service.http import SEQUENCE
from service.index.schema import VERSION
from service.problems import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from service.index import Index
    from service.store import Store

COVERED: Final = "/api/v1/"
PATIENCE: Final = 2.0  # seconds that an answer waits for a change that a client has heard of
STEP: Final = 0.05


class NotModified:
    """Answers clients that have this very answer already, before anything is parsed or looked up."""

    def __init__(self, app: ASGIApp, *, index: Index, store: Store) -> None:
        self.app = app
        self.index = index
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 in the app's place, or as the app does."""
        answer = self._same(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    def _same(self, scope: Scope) -> Response | None:
        is_current = self.index.sequence == self.store.sequence
        if not is_current or scope["method"] != "GET" or not scope["path"].startswith(COVERED):
            return None
        if not any(name == b"if-none-match" for name, _ in scope["headers"]):
            return None
        request = Request(scope)
        return unchanged(request, headers(request, self.index))


class NotYetSeen(Refusal):
    """The change that the client wants to be seen has not come in time."""

    status: ClassVar[int] = 503
    title: ClassVar[str] = "The change is not here yet"


def fresh(request: Request, min_sequence: int | None = None) -> Index:
    """Return the index of the app's store with every change taken in, at least those up to `min_sequence`.

    Raises:
        NotYetSeen: there is no change of that number, even after a short wait.
    """
    index: Index = request.app.state.index
    index.catch_up()
    until = monotonic() + PATIENCE
    while min_sequence is not None and index.sequence < min_sequence:
        if monotonic() > until:
            told = f"min_sequence: the newest change here is {index.sequence}, not {min_sequence}"
            raise NotYetSeen(told, headers={"Retry-After": "5"}, parameter="min_sequence")
        sleep(STEP)
        index.catch_up()
    return index


def headers(request: Request, index: Index) -> dict[str, str]:
    """Return what every reading answer carries: which change it saw, and the name of this very answer."""
    asked = (
        f"{VERSION} {index.vocabulary} {request.url.path}?{request.url.query} {request.headers.get('accept')}"
    )
    digest = hashlib.sha256(asked.encode()).hexdigest()[:24]
    return {
        "ETag": f'"{index.sequence}-{digest}"',
        SEQUENCE: str(index.sequence),
        "Vary": "Accept",
        "Cache-Control": "no-cache",
    }


def unchanged(request: Request, told: dict[str, str]) -> Response | None:
    """Return the answer to a client that has this very answer already, None for any other."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers=told) if told["ETag"] in known else None
