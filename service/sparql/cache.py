"""Whole results that were found before, for as long as the store does not change."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable

SHARE: Final = 8  # a result larger than this part of the cache would drive out too many others
OVERHEAD: Final = 1_000  # bytes of an entry beside its body and its query


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A whole result as it is sent; `lasts_for` is the state of the store that it is one of, if it is."""

    lasts_for: int | None = None
    status: int = 200
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


class Results:
    """The results last asked for on one state of the store, of at most so many bytes in all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._sequence = -1
        self._held: OrderedDict[Hashable, tuple[Result, int]] = OrderedDict()
        self._bytes = 0

    @property
    def largest(self) -> int:
        """Return how many bytes a result may have to be kept."""
        return self._most // SHARE

    @property
    def bytes(self) -> int:
        """Return how much is held."""
        return self._bytes

    def find(self, key: Hashable, sequence: int) -> Result | None:
        """Return what was kept under a key on this state of the store."""
        if sequence != self._sequence or (held := self._held.get(key)) is None:
            return None
        self._held.move_to_end(key)
        return held[0]

    def keep(self, key: Hashable, sequence: int, result: Result, *, size: int) -> None:
        """Keep a result, whose key and body have this size, unless it is of an older state."""
        if sequence > self._sequence:
            self._held.clear()
            self._bytes, self._sequence = 0, sequence
        size += OVERHEAD
        if sequence < self._sequence or size > self.largest or key in self._held:
            return
        self._held[key] = (result, size)
        self._bytes += size
        while self._bytes > self._most:
            _, (_, dropped) = self._held.popitem(last=False)
            self._bytes -= dropped


class Kept:
    """The pieces of a result, for as long as they are no more than may be kept."""

    def __init__(self, most: int) -> None:
        self._room = most
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        """Keep a piece, or give up all when it is too much."""
        self._room -= len(piece)
        if self._room < 0:
            self._pieces.clear()
        else:
            self._pieces.append(piece)

    def whole(self) -> bytes | None:
        """Return all pieces together, None when they were too much."""
        return None if self._room < 0 else b"".join(self._pieces)
