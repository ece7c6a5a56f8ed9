"""The lock that lets one process at a time write to a store."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from service.errors import StoreFailed, StoreLocked

if TYPE_CHECKING:
    from pathlib import Path


class WriterLock:
    """A held `flock` on the file `lock` of a store's folder; it ends when the process dies."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raise `StoreLocked` when another process has it, `StoreFailed` without a file."""
        try:
            self._fd = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreFailed(f"the store {folder} cannot be opened for writing: {error.strerror}") from error
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._fd, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._fd)
            raise StoreLocked(
                f"the store {folder} is being written by another process (id {holder})"
            ) from None
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Give the lock back."""
        os.close(self._fd)
