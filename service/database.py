"""The SQLite files beside the graph, and how their failures are told."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.errors import StoreFailed

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


def database(path: Path, schema: str) -> sqlite3.Connection:
    """Return a connection to a file with this schema, usable from several threads under a lock.

    Raises:
        StoreFailed: the file cannot be opened, or is no database.
    """
    with failures(path.name):
        connection = sqlite3.connect(path, check_same_thread=False)
        try:
            connection.executescript(schema)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


@contextmanager
def failures(name: str) -> Generator[None]:
    """Tell a failure of a file, such as a full disk, as `StoreFailed`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreFailed(f"the store's file {name} could not be used: {error}") from error
