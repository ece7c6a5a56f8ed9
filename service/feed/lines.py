"""The change feed as JSON Lines: a change a line, with all that a copy needs to hold the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from service.feed.state import EMPTY, after, written
from service.feed.told import told as told_changes
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.feed.history import History, Step
    from service.log import Change, Content, Log
    from service.rights import Rights

MEDIA_TYPE = "application/x-ndjson"


def lines(history: History, log: Log, steps: Iterable[Step]) -> Iterator[bytes]:
    """Yield the changes of steps that follow one another in the log."""
    told = {step.seq: step for step in steps}
    if not told:
        return
    first, last = min(told), max(told)
    for change in log.changes(after=first - 1, most=last - first + 1):
        if change.seq in told:
            yield line(change, log.content(change.seq), state=told[change.seq].state, rights=history.rights)


def everything(log: Log, rights: Rights, *, until: int) -> Iterator[bytes]:
    """Yield all changes up to a number, the states worked out on the way."""
    state = EMPTY
    for change in told_changes(log, until=until):
        content = log.content(change.seq)
        state = after(state, content, rights)
        yield line(change, content, state=written(state), rights=rights)


def line(change: Change, content: Content, *, state: str | None, rights: Rights) -> bytes:
    """Return one change: what happened when to which article, and the N-Quads that came for it and for all.

    A withdrawal has no quads: its reason is the tombstone. `state` is that after the change, None where the
    line does not stand in the order of the log.
    """
    told = {
        "sequence": change.seq,
        "time": change.time,
        "action": change.action,
        "key": change.key,
        "article": change.article,
        "graph": change.graph,
        "run": change.run,
        "digest": change.digest,
        "text_hash": change.text_hash,
        "reason": change.reason,
        "state": state,
        "quads": "" if change.action is Action.WITHDRAW else rights.leaving(content.came),
        "shared": [
            {"subject": node.subject, "graph": node.graph, "quads": node.quads} for node in content.shared
        ],
    }
    return orjson.dumps(told) + b"\n"
