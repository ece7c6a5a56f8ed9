"""Queries by GET, answered before the layers that other requests pass, which cost more than a quick query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.errors import CasusError
from service.http import SECURITY
from service.problems import described
from service.sparql.answers import Answer, Client, Endpoint
from service.sparql.protocol import read_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH: Final = "/sparql"
BEGUN: Final = "begun"  # by this name the connection hands on an answer that it has begun
SAFE: Final = [(name.lower().encode(), value.encode()) for name, value in SECURITY.items()]
# With one of these a request is for the layers: a page in a browser, a page of another site, a key, a body.
NOT_PLAIN: Final = frozenset({b"origin", b"authorization", b"content-length", b"transfer-encoding"})
ADDED: Final = [*SAFE, (b"vary", b"Origin")]


class Direct:
    """Answers plain queries by GET as the app would; leaves all else to it."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint) -> None:
        self.app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, or do as the app does."""
        client = _client(scope)
        if client is None:
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_safely(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                message["headers"] += ADDED
            await send(message)

        begun: Answer | None = scope.get("state", {}).get(BEGUN)
        try:
            answer = begun or Answer(self._endpoint, read_address(scope["query_string"]), client)
            await answer(scope, receive, send_safely)
        except CasusError as error:
            if has_begun:
                raise
            await described(error).response()(scope, receive, send_safely)


def _client(scope: Scope) -> Client | None:
    """Return who asks a plain query, None when a request is anything else."""
    if (
        scope["type"] != "http"
        or scope["path"] != PATH
        or scope["method"] != "GET"
        or b"query=" not in scope["query_string"]
    ):
        return None
    address = scope["client"]
    return plain_client(dict(scope["headers"]), "" if address is None else address[0])


def plain_client(headers: Mapping[bytes, bytes], address: str) -> Client | None:
    """Return who sends these headers, None when they ask for more than a plain answer."""
    accept = headers.get(b"accept")
    if not NOT_PLAIN.isdisjoint(headers) or (accept is not None and b"html" in accept):
        return None
    return Client(
        name=address,
        accept=None if accept is None else accept.decode("latin-1"),
        known=headers.get(b"if-none-match", b"").decode("latin-1"),
    )
