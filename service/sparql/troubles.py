"""What a reader could not do, and what ended one, as its client is told."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

from service.problems import MalformedQuery, NotAcceptable, Refusal, RefusedQuery, ResultTooLarge
from service.sparql.formats import GRAPHS, SOLUTIONS

if TYPE_CHECKING:
    from service.sparql.frames import Trouble

# By which signal a process ends whose stack overflows, and by which one that gets no more memory: its own
# allocators give up, or the system does.
OVERFLOWN: Final = (signal.SIGSEGV, signal.SIGBUS)
STARVED: Final = (signal.SIGABRT, signal.SIGKILL)


def refusal(trouble: Trouble) -> Refusal:
    """Return the refusal that tells of a trouble."""
    if trouble.cause == "syntax":
        return MalformedQuery(trouble.detail, line=trouble.line, column=trouble.column)
    if trouble.cause == "unacceptable":
        offered = SOLUTIONS if trouble.detail == "solutions" else GRAPHS
        return NotAcceptable([candidate.media_type for candidate in offered])
    if trouble.cause == "refused":
        return RefusedQuery(trouble.detail)
    if trouble.cause == "large":
        return ResultTooLarge(trouble.detail)
    return Refusal(trouble.detail)


def told_of(ending: int | None, memory: int) -> str:
    """Return what ended a process that may have so much memory, by the signal that did, None if unknown."""
    if ending in OVERFLOWN:
        return "is nested deeper than the stack of a reader process holds, and ended it"
    if ending in STARVED:
        return f"took more than the {memory:,} bytes of memory that a reader process may have, and ended it"
    return "took more memory or nesting than a reader process may have, and ended it"
