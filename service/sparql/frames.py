"""What the service and a reader process tell each other: frames of a kind, a length and a payload."""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from typing import BinaryIO

PREFIX: Final = struct.Struct(">cI")


class Kind(Enum):
    """What a frame holds."""

    READY = b"R"
    QUESTION = b"Q"
    HEAD = b"H"
    DATA = b"D"
    END = b"E"
    ERROR = b"X"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A query to be evaluated on a checkpoint.

    `solutions` and `graph` name the format for either kind of result, None when the client accepts none.
    `union` makes the union of all graphs the default graph, unless the client names the graphs.
    """

    checkpoint: str
    query: str
    solutions: str | None
    graph: str | None
    union: bool = True
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Why a reader has no answer; `cause` is one of syntax, refused, unacceptable, failed."""

    cause: str
    detail: str
    line: int | None = None
    column: int | None = None


def packed(kind: Kind, value: Question | Trouble | dict[str, object] | bytes = b"") -> bytes:
    """Return a frame."""
    if isinstance(value, Question | Trouble):
        payload = orjson.dumps(asdict(value))
    else:
        payload = value if isinstance(value, bytes) else orjson.dumps(value)
    return PREFIX.pack(kind.value, len(payload)) + payload


def read_question(stream: BinaryIO) -> Question | None:
    """Return the next question, None when there will be no more."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    _, length = PREFIX.unpack(prefix)
    told = orjson.loads(stream.read(length))
    told["default_graphs"] = tuple(told["default_graphs"])
    told["named_graphs"] = tuple(told["named_graphs"])
    return Question(**told)
