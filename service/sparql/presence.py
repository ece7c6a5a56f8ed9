"""Whether a client still waits for its answer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive

# Most answers are there by then; to look after the client costs as much as a quick query.
PATIENCE: Final = 0.02


@asynccontextmanager
async def attended(receive: Receive) -> AsyncGenerator[None]:
    """Do what is within as long as the client is there, and leave off, without an error, when it goes."""
    work = asyncio.current_task()
    assert work is not None
    watching: list[asyncio.Task[None]] = []
    is_gone = False

    async def watch() -> None:
        nonlocal is_gone
        while (await receive())["type"] != "http.disconnect":
            pass
        is_gone = True
        work.cancel()

    loop = asyncio.get_running_loop()
    timer = loop.call_later(PATIENCE, lambda: watching.append(loop.create_task(watch())))
    try:
        yield
    except asyncio.CancelledError:
        if not is_gone:
            raise
        work.uncancel()
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
