"""Addresses that are too long to be read: a problem that says so, instead of seconds of splitting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.problems import Refusal, described

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# What a server of HTTP reads of a request's head at most.
MOST_BYTES: Final = 65_536


class AddressTooLong(Refusal):
    """The path or the query string is longer than the service reads."""

    status = 414
    title = "The address is too long"

    def __init__(self, part: str) -> None:
        super().__init__(f"the {part} may be {MOST_BYTES:,} bytes long", parameter=part, most=MOST_BYTES)


class ShortAddresses:
    """Answers requests whose address is too long in place of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or that the address is too long."""
        part = _too_long(scope) if scope["type"] == "http" else None
        if part is None:
            await self.app(scope, receive, send)
        else:
            await described(AddressTooLong(part)).response()(scope, receive, send)


def _too_long(scope: Scope) -> str | None:
    if len(scope["query_string"]) > MOST_BYTES:
        return "query string"
    return "path" if len(scope["path"]) > MOST_BYTES else None
