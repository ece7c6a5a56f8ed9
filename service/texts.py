"""The text store: what each article version says, kept beside the graph and found by its hash."""

from __future__ import annotations

import threading
import zlib
from typing import TYPE_CHECKING, Final

from loaders.iris import text_hash
from service.database import database, failures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEVEL: Final = 3
# FULL: a text is on disk before the log row that makes its article count.
SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS text (hash TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""


class Texts:
    """Texts by hash, compressed, in one SQLite file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._name = path.name
        self._db = database(path, SCHEMA)

    def add(self, text: str) -> str:
        """Keep a text, once however often it comes, and return its hash; raise `StoreFailed` if not."""
        return self.add_all([text])[0]

    def add_all(self, texts: Iterable[str]) -> list[str]:
        """Keep texts in one transaction and return their hashes; raise `StoreFailed` if not."""
        rows = [(text_hash(text), zlib.compress(text.encode(), LEVEL)) for text in texts]
        with failures(self._name), self._lock, self._db:
            self._db.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", rows)
        return [name for name, _ in rows]

    def get(self, name: str) -> str | None:
        """Return the text of a hash, or None when there is none."""
        with failures(self._name), self._lock:
            row = self._db.execute("SELECT content FROM text WHERE hash = ?", (name,)).fetchone()
        return None if row is None else zlib.decompress(row[0]).decode()

    def close(self) -> None:
        """Close the file."""
        self._db.close()
