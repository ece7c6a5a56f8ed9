"""What a row of the log says: what a change is about, and the quads that came and went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a change did to an article: came first, came instead of another version or run, went.

    A write is no article's: it changed graphs that are not the service's own.
    """

    LOAD = "load"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    WRITE = "write"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What a change is about: an article's key, version and graph, the run that read it, and why.

    A row that is copied from another log has the number and the time that it has there.
    """

    action: Action
    key: str
    article: str
    graph: str
    run: str
    digest: str
    text_hash: str
    reason: str | None = None
    seq: int | None = None
    time: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One row of the log without its quads; `time` is UTC in ISO 8601."""

    seq: int
    time: str
    action: Action
    key: str
    article: str
    graph: str
    run: str
    digest: str
    text_hash: str
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedNode:
    """A node that several articles may use, written once to a graph of its own, with its quads as N-Quads."""

    subject: str
    graph: str
    quads: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """The quads of a change as N-Quads: the article's that came and went, the shared nodes' that came."""

    came: str = ""
    went: str = ""
    shared: tuple[SharedNode, ...] = ()
