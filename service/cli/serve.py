"""`casus serve`: answer over HTTP."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
import uvicorn
from typing_extensions import override

from service.app import create_app
from service.cli.options import StoreOption, is_store, settings_of, tell_base
from service.errors import WrongUsage
from service.socket import listening
from service.sparql.quick import quick
from service.store import Store

if TYPE_CHECKING:
    from starlette.datastructures import State


class _Server(uvicorn.Server):
    """Says where it is once it answers, and ends the streams that it is asked for when it is to stop."""

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self._state = state

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # It waits for all that it is answering: a stream would never end by itself.
        self._state.is_leaving = True
        await super().shutdown(sockets)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            typer.echo(_address(sockets[0]))


def serve(
    context: typer.Context,
    *,
    store: StoreOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (CASUS_HOST).")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one (CASUS_PORT)."),
    ] = None,
    readers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes that answer SPARQL (CASUS_READERS)."),
    ] = None,
) -> None:
    """Serve the store over HTTP until stopped; its address is printed, alone on a line, once it answers."""
    given = {"store": store, "host": host, "port": port, "readers": readers}
    settings = settings_of(context).model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    new = not is_store(settings.store)
    with (
        closing(Store.open(settings.store, base=settings.base_iri, bare=settings.bare)) as held,
        listening(held) as listener,
        closing(_bound(settings.host, settings.port)) as bound,
    ):
        tell_base(new=new, settings=settings)
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, _leave)
        app = create_app(held, settings)
        listener.index = app.state.index
        connection = quick(app.state.endpoint)
        config = uvicorn.Config(app, http=connection, log_level="warning", access_log=False)
        _Server(config, app.state).run(sockets=[bound])


def _leave(*_: object) -> NoReturn:
    # The server catches the signal, ends its work, and raises it again: the store is closed on the way out.
    raise SystemExit(0)


def _bound(host: str, port: int) -> socket.socket:
    try:
        bound = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise WrongUsage(f"cannot listen on {host} port {port}: {error.strerror or error}") from error
    # Inherited by each connection: without it the second half of an answer waits 40 ms for the client's word
    # that it has the first.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _address(bound: socket.socket) -> str:
    host, port, *_ = bound.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
