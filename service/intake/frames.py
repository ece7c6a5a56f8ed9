"""What the service and the extraction process tell each other: JSON values, each after its length."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    from typing import BinaryIO

PREFIX: Final = struct.Struct(">I")

Message = dict[str, Any]


def packed(value: Message | bool) -> bytes:  # noqa: FBT001 - a value like any other
    """Return a frame."""
    payload = orjson.dumps(value)
    return PREFIX.pack(len(payload)) + payload


def read(stream: BinaryIO) -> Any:  # noqa: ANN401 - what JSON holds
    """Return the value of the next frame, None when there will be no more."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    (length,) = PREFIX.unpack(prefix)
    return orjson.loads(stream.read(length))
