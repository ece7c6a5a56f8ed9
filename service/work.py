"""Work done in this process or in several, the results in the order in which it was given."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from service.chunks import Chunk, mapped
from service.extraction import Extracted, Job, extracted

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    from loaders.datasets import LeftAside
    from loaders.errors import Refused

# Pieces waiting for each process: enough that none idles while one is stored, few enough to bound memory.
WAITING: Final = 4
# What needs no work and waits for its turn behind what does.
BEHIND: Final = 1_000

Note = TypeVar("Note")


@dataclass(frozen=True, slots=True)
class Ready(Generic[Note]):
    """Something that needs no work, in its place among what does."""

    note: Note


def done(work: Job | Chunk) -> tuple[Extracted | LeftAside | Refused, ...]:
    """Do one piece of work."""
    return mapped(work) if isinstance(work, Chunk) else (extracted(work),)


def done_in_order(
    given: Iterable[Job | Chunk | Ready[Note]], *, workers: int
) -> Generator[Extracted | LeftAside | Refused | Note]:
    """Yield what comes of each piece of work and what needs none, in their order.

    They are taken as results are, a few ahead.
    """
    if workers == 1:
        for one in given:
            yield from (one.note,) if isinstance(one, Ready) else done(one)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_with_parent) as pool:
        try:
            yield from _done_by(pool, given, most=workers * WAITING)
        finally:
            pool.shutdown(cancel_futures=True)


def extract_all(jobs: Iterable[Job], *, workers: int) -> Iterator[Extracted]:
    """Yield what comes of articles, in their order."""
    for result in done_in_order(jobs, workers=workers):
        assert isinstance(result, Extracted)
        yield result


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, were it killed: it would wait for ever."""
    parent = parent_process()
    assert parent is not None
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _done_by(
    pool: ProcessPoolExecutor, given: Iterable[Job | Chunk | Ready[Note]], *, most: int
) -> Iterator[Extracted | LeftAside | Refused | Note]:
    """Yield what comes of what is given; at most so many pieces of work are under way."""
    waiting: deque[Ready[Note] | Future[tuple[Extracted | LeftAside | Refused, ...]]] = deque()
    working = 0
    for one in given:
        if isinstance(one, Ready):
            waiting.append(one)
        else:
            waiting.append(pool.submit(done, one))
            working += 1
        while waiting and (isinstance(waiting[0], Ready) or working >= most or len(waiting) >= BEHIND):
            first = waiting.popleft()
            working -= not isinstance(first, Ready)
            yield from _found(first)
    while waiting:
        yield from _found(waiting.popleft())


def _found(
    first: Ready[Note] | Future[tuple[Extracted | LeftAside | Refused, ...]],
) -> tuple[Extracted | LeftAside | Refused | Note, ...]:
    return (first.note,) if isinstance(first, Ready) else first.result()
