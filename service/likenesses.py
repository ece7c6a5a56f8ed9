"""What held articles are compared by, on disk, so that those that tell the same story are found among many.

All of it follows from the log and the texts: what a stop took from it is put back when the store is opened.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from loaders.likeness import Likeness
from service.database import database, failures

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS story (
  key TEXT PRIMARY KEY, article TEXT NOT NULL, likeness TEXT NOT NULL, republishes TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_republishes ON story (republishes) WHERE republishes IS NOT NULL;
CREATE TABLE IF NOT EXISTS band (band TEXT, key TEXT, PRIMARY KEY (band, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# Signatures of another version are not compared with these.
VERSION: Final = f"1 rensa {version('rensa')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A held article that can be compared; `republishes` is the article whose text it repeats."""

    key: str
    article: str
    likeness: Likeness
    republishes: str | None = None

    @property
    def rank(self) -> tuple[str, str]:
        """Return what sorts articles by who was first: the day, the time if it is told, then the key."""
        return self.likeness.since, self.key


class Likenesses:
    """The stories by key, in one SQLite file; safe to use from several threads, one of which writes."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._name = path.name
        self._db = database(path, SCHEMA)
        self._db.isolation_level = None
        if self._meta("version") != VERSION:
            with self.changing(sequence=0):
                self._db.execute("DELETE FROM story")
                self._db.execute("DELETE FROM band")
                self._db.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (VERSION,))

    @property
    def sequence(self) -> int:
        """Return the number of the newest change of the log that is seen here."""
        return int(self._meta("sequence") or 0)

    @contextmanager
    def changing(self, *, sequence: int | None = None) -> Generator[None]:
        """Do what follows whole or not at all; `sequence` is the number of the log that is seen after it."""
        with failures(self._name), self._lock:
            self._db.execute("BEGIN")
            try:
                yield
                if sequence is not None:
                    self.seen(sequence)
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    def seen(self, sequence: int) -> None:
        """Say that all changes up to a number are seen."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('sequence', ?)", (str(sequence),))

    def put(self, story: Story) -> None:
        """Keep a story in place of any other of its key."""
        self.remove(story.key)
        row = (story.key, story.article, str(story.likeness), story.republishes)
        self._db.execute("INSERT INTO story VALUES (?, ?, ?, ?)", row)
        self._db.executemany(
            "INSERT OR IGNORE INTO band VALUES (?, ?)", ((band, story.key) for band in story.likeness.bands)
        )

    def link(self, key: str, republishes: str | None) -> None:
        """Say which article a story repeats."""
        self._db.execute("UPDATE story SET republishes = ? WHERE key = ?", (republishes, key))

    def remove(self, key: str) -> None:
        """Forget a story, if there is one of that key."""
        story = self.get(key)
        if story is not None:
            self._db.execute("DELETE FROM story WHERE key = ?", (key,))
            self._db.executemany(
                "DELETE FROM band WHERE band = ? AND key = ?", ((band, key) for band in story.likeness.bands)
            )

    def get(self, key: str) -> Story | None:
        """Return the story of a key, or None."""
        return next(self._stories("SELECT * FROM story WHERE key = ?", (key,)), None)

    def like(self, story: Story) -> list[Story]:
        """Return the other stories that tell the same, first those that were published first."""
        marks = ",".join("?" * len(story.likeness.bands))
        found = self._stories(
            f"SELECT * FROM story WHERE key IN (SELECT key FROM band WHERE band IN ({marks}))",  # noqa: S608
            story.likeness.bands,
        )
        alike = (one for one in found if one.key != story.key and one.likeness.is_like(story.likeness))
        return sorted(alike, key=lambda one: one.rank)

    def republishing(self, article: str) -> list[Story]:
        """Return the stories that repeat an article."""
        return list(self._stories("SELECT * FROM story WHERE republishes = ?", (article,)))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _stories(self, query: str, values: Iterable[str]) -> Iterator[Story]:
        with failures(self._name), self._lock:
            rows = self._db.execute(query, tuple(values)).fetchall()
        for key, article, likeness, republishes in rows:
            yield Story(key=key, article=article, likeness=Likeness.parsed(likeness), republishes=republishes)

    def _meta(self, name: str) -> str | None:
        with failures(self._name), self._lock:
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])
