"""A file that a thread of its own writes, hashes and brings to disk, beside who makes what is in it."""

from __future__ import annotations

import hashlib
import io
import os
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Final

from typing_extensions import override

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOST_WAITING: Final = 8  # pieces that were given and are not written
# Bytes between two times that they are brought to disk: at the end little is left to wait for.
SYNC: Final = 64_000_000


class Beside(io.RawIOBase):
    """A file to write to, closed with it; what fails in the thread is raised by the next write or close."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__()
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0
        self._error: OSError | None = None
        self._pieces: Queue[bytes | None] = Queue(MOST_WAITING)
        self._thread = Thread(target=self._work, name="export")
        self._thread.start()

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of all that was written, once the file is closed."""
        return self._digest.hexdigest()

    @override
    def writable(self) -> bool:
        """Return true."""
        return True

    @override
    def write(self, piece: Buffer, /) -> int:
        """Have a piece written, all of it; raise `OSError` when one before could not be."""
        if self._error is not None:
            raise self._error
        content = bytes(piece)
        self._pieces.put(content)
        self._size += len(content)
        return len(content)

    @override
    def tell(self) -> int:
        """Return how many bytes were given."""
        return self._size

    @override
    def close(self) -> None:
        """Wait until all is on disk; raise `OSError` when it cannot be."""
        if self.closed:
            return
        self._pieces.put(None)
        self._thread.join()
        super().close()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        unsynced = 0
        with self._file:
            while (piece := self._pieces.get()) is not None:
                unsynced += len(piece)
                self._put(piece, is_synced=unsynced >= SYNC)
                unsynced %= SYNC
            self._put(b"", is_synced=True)

    def _put(self, piece: bytes, *, is_synced: bool) -> None:
        """Write a piece; after a failure no more is written, but all is taken, so that nobody waits."""
        if self._error is not None:
            return
        try:
            rest = memoryview(piece)
            while rest:
                rest = rest[self._file.write(rest) :]
            self._digest.update(piece)
            if is_synced:
                os.fsync(self._file.fileno())
        except OSError as error:
            self._error = error
