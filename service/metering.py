"""How much of the files of a load was read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from typing import BinaryIO


@dataclass(slots=True)
class Meter:
    """The bytes that were read of files, packed ones as they are packed."""

    read: int = 0


class Metered(io.RawIOBase):
    """A file whose bytes are counted as they are read."""

    def __init__(self, raw: BinaryIO, meter: Meter) -> None:
        self._raw = raw
        self._meter = meter

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Any, /) -> int:
        piece = self._raw.read(len(buffer))
        buffer[: len(piece)] = piece
        self._meter.read += len(piece)
        return len(piece)
