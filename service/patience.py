"""How long the server waits for a client that sends or reads slowly, before it hangs up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from typing_extensions import override

from service.unread import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn.config import Config
    from uvicorn.server import ServerState

LOOK: Final = 5.0  # seconds from one look at a connection to the next
PATIENCE: Final = 20.0  # seconds for the head of a request, and before the rates below count
SLOWEST: Final = 1_000  # bytes a second of a body that comes, and of an answer that is taken


class Patient(asyncio.Protocol):
    """A connection of the HTTP server that is closed when the client is too slow.

    The server itself waits for ever for the end of a request, and for a client that takes no answer.
    """

    look: ClassVar[float] = LOOK
    patience: ClassVar[float] = PATIENCE

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        make = cast("Callable[..., Any]", Telling)
        # A copy of the state: what is handed on with a request of one connection is nothing to the others.
        self._http = make(config=config, server_state=server_state, app_state=dict(app_state), _loop=_loop)
        self._request: object = None
        self._asked = 0.0
        self._received = 0
        self._is_paused = False
        self._unsent = 0
        self._stalled = 0.0
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._begin(None)
        self._timer = asyncio.get_running_loop().call_later(self.look, self._judge)
        self._http.connection_made(transport)

    @override
    def data_received(self, data: bytes) -> None:
        if self._is_answered and not self._received:
            self._begin(self._http.cycle)
        self._received += len(data)
        self._http.data_received(data)
        if self._http.cycle is not self._request:
            self._begin(self._http.cycle)

    @override
    def eof_received(self) -> bool | None:
        return cast("bool | None", self._http.eof_received())

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._http.connection_lost(exc)

    @override
    def pause_writing(self) -> None:
        assert self._transport is not None
        self._is_paused = True
        self._unsent = self._transport.get_write_buffer_size()
        self._stalled = 0.0
        self._http.pause_writing()

    @override
    def resume_writing(self) -> None:
        self._is_paused = False
        self._http.resume_writing()

    @property
    def is_idle(self) -> bool:
        """Return whether no request is under way, not even a part of one."""
        return self._is_answered and not self._received

    def was_active(self) -> None:
        """Start counting anew: the client was answered without the server."""
        now = asyncio.get_running_loop().time()
        if now - self._asked > 1 and self._http.timeout_keep_alive_task is not None:
            self._http.timeout_keep_alive_task.cancel()
            self._http.timeout_keep_alive_task = asyncio.get_running_loop().call_later(
                self._http.timeout_keep_alive, self._http.timeout_keep_alive_handler
            )
            self._asked = now
        elif self._http.cycle is None:
            self._asked = now

    @property
    def _is_answered(self) -> bool:
        """Return whether no answer is under way."""
        return self._http.cycle is None or self._http.cycle.response_complete

    def _begin(self, request: object) -> None:
        self._request = request
        self._asked = asyncio.get_running_loop().time()
        self._received = 0

    def _judge(self) -> None:
        """Hang up on a client that is too slow, or look again later."""
        assert self._transport is not None
        if self._sends_too_slowly() or self._reads_too_slowly(self._transport.get_write_buffer_size()):
            self._transport.abort()
        else:
            self._timer = asyncio.get_running_loop().call_later(self.look, self._judge)

    def _sends_too_slowly(self) -> bool:
        beyond = asyncio.get_running_loop().time() - self._asked - self.patience
        if self._is_answered:  # a connection that is kept is closed by the server, unless a request has begun
            return beyond > 0 and (self._http.cycle is None or self._received > 0)
        return bool(self._http.cycle.more_body) and self._received < beyond * SLOWEST

    def _reads_too_slowly(self, unsent: int) -> bool:
        if not self._is_paused:
            return False
        is_slow = self._unsent - unsent < self.look * SLOWEST
        self._unsent = unsent
        self._stalled = self._stalled + self.look if is_slow else 0.0
        return self._stalled >= self.patience
