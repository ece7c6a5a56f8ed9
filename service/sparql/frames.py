"""What the service and a reader process tell each other: frames of a kind, a length and a payload."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from typing import BinaryIO

PREFIX: Final = struct.Struct(">cI")
ENDED: Final = struct.Struct(">ii")  # the number of a process that has ended, and what `waitpid` told of it


class Kind(Enum):
    """What a frame holds."""

    READY = b"R"
    OPEN = b"O"
    TASK = b"T"
    QUESTION = b"Q"
    HEAD = b"H"
    DATA = b"D"
    END = b"E"
    ERROR = b"X"


@dataclass(kw_only=True, slots=True)
class Question:
    """A query to be evaluated on a checkpoint.

    `solutions` and `graph` name the format for either kind of result, None when the client accepts none.
    `union` makes the union of all graphs the default graph, unless the client names the graphs. A result of
    more than `most_bytes` is refused. `explain` asks for what the result amounts to in its place.
    """

    query: str
    solutions: str | None
    graph: str | None
    checkpoint: str = ""
    base: str | None = None
    union: bool = True
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    most_bytes: int | None = None
    explain: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Why a reader has no answer; `cause` is one of syntax, refused, unacceptable, large, failed."""

    cause: str
    detail: str
    line: int | None = None
    column: int | None = None


def packed(kind: Kind, value: Question | Trouble | dict[str, object] | bytes = b"") -> bytes:
    """Return a frame."""
    payload = value if isinstance(value, bytes) else orjson.dumps(value)
    return PREFIX.pack(kind.value, len(payload)) + payload


def read_frame(stream: BinaryIO) -> tuple[Kind, bytes] | None:
    """Return the next frame, None when there will be no more."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    kind, length = PREFIX.unpack(prefix)
    return Kind(kind), stream.read(length)


def question(payload: bytes) -> Question:
    """Return the question that a frame holds."""
    told = orjson.loads(payload)
    told["default_graphs"] = tuple(told["default_graphs"])
    told["named_graphs"] = tuple(told["named_graphs"])
    return Question(**told)
