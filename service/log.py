"""The log: an append-only record of every change, with the full quads of what came and what went.

It is the record of what happened, the graph is what can be asked now. A change counts once its row is here,
so a row is on disk before it is acknowledged: `synchronous = FULL`, an fsync a change, little beside reading.
The graph's own files are not flushed for each change; what a power failure takes from them, the next start
puts back from the log. A killed process loses nothing in either.
"""

from __future__ import annotations

import threading
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from service.changes import Action, Change, Content, Entry, SharedNode
from service.database import database, failures

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path
    from sqlite3 import Connection

SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
-- Older files have a check that knows no writes.
PRAGMA ignore_check_constraints = ON;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  action TEXT NOT NULL,
  key TEXT NOT NULL, article TEXT NOT NULL, graph TEXT NOT NULL, run TEXT NOT NULL,
  digest TEXT NOT NULL, text_hash TEXT NOT NULL, reason TEXT,
  came BLOB NOT NULL, went BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS change_of_key ON change (key, seq);
CREATE INDEX IF NOT EXISTS change_of_article ON change (article, seq);
CREATE INDEX IF NOT EXISTS change_that_unseats ON change (seq) WHERE action IN ('replace', 'withdraw');
CREATE TRIGGER IF NOT EXISTS change_stays BEFORE UPDATE ON change
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS change_remains BEFORE DELETE ON change
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE VIEW IF NOT EXISTS told AS
  SELECT seq, time, action, key, article, graph, run, digest, text_hash, reason FROM change;
DROP VIEW IF EXISTS held;
CREATE VIEW held AS
  SELECT * FROM told AS t
  WHERE action IN ('load', 'replace') AND seq = (SELECT max(seq) FROM change WHERE key = t.key);
CREATE TABLE IF NOT EXISTS shared (
  subject TEXT PRIMARY KEY, graph TEXT NOT NULL, seq INTEGER NOT NULL, quads BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shared_of_change ON shared (seq);
CREATE TABLE IF NOT EXISTS written (
  seq INTEGER NOT NULL, graph TEXT NOT NULL, fate TEXT NOT NULL, PRIMARY KEY (graph, seq)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS written_in ON written (seq);
"""


__all__ = ["Action", "Change", "Content", "Entry", "Log", "SharedNode"]

Row = tuple[Any, ...]
# Level 3 makes an article's quads a tenth larger than the default level does, in less than half the time.
LEVEL: Final = 3
ALL: Final = -1


class Log:
    """The log in one SQLite file; safe to use from several threads, one of which writes at a time."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._name = path.name
        self._db = database(path, SCHEMA)

    @property
    def sequence(self) -> int:
        """Return the number of the newest change; 0 before the first."""
        return int(self._all("SELECT coalesce(max(seq), 0) FROM change")[0][0])

    def append(self, entry: Entry, content: Content, *, time: str) -> Change:
        """Add one change with its quads and return it: it counts from now on. Raise `StoreFailed` if not."""
        return self.append_all([(entry, content)], time=time)[0]

    def append_all(self, changes: Iterable[tuple[Entry, Content]], *, time: str) -> list[Change]:
        """Add changes in one transaction and return them, or none of them and raise `StoreFailed`."""
        with self._writing() as db:
            return [_append(db, entry, content, time) for entry, content in changes]

    def append_write(self, content: Content, fates: Mapping[str, str], *, reason: str, time: str) -> Change:
        """Add a write with what became of each graph, and return it; raise `StoreFailed` if not."""
        with self._writing() as db:
            change = _append(db, _written(reason), content, time)
            rows = ((change.seq, graph, fate) for graph, fate in fates.items())
            db.executemany("INSERT INTO written VALUES (?, ?, ?)", rows)
        return change

    def writes(self, *, after: int) -> list[int]:
        """Return the numbers of the writes with a higher number, oldest first."""
        rows = self._all("SELECT seq FROM change WHERE seq > ? AND action = 'write' ORDER BY seq", after)
        return [int(seq) for (seq,) in rows]

    def fates(self, seq: int) -> dict[str, str]:
        """Return what became of each graph in one write."""
        return dict(self._all("SELECT graph, fate FROM written WHERE seq = ?", seq))

    def last_write(self, graph: str) -> int:
        """Return the number of the newest write to a graph, 0 when there was none."""
        return int(self._all("SELECT coalesce(max(seq), 0) FROM written WHERE graph = ?", graph)[0][0])

    def last(self, key: str) -> Change | None:
        """Return the newest change of an article key, or None when it was never held."""
        row = self._one("SELECT * FROM told WHERE key = ? ORDER BY seq DESC LIMIT 1", key)
        return None if row is None else _change(row)

    def unseats(self, *, after: int) -> bool:
        """Return whether anything that was held up to a number was replaced or withdrawn after it."""
        asked = "SELECT 1 FROM change WHERE action IN ('replace', 'withdraw') AND seq > ? LIMIT 1"
        return self._one(asked, after) is not None

    def moved(self, key: str, *, after: int) -> bool:
        """Return whether an article key has a change with a higher number."""
        return self._one("SELECT 1 FROM change WHERE key = ? AND seq > ? LIMIT 1", key, after) is not None

    def time(self, seq: int) -> str:
        """Return the time of a change; empty for a number that was never given."""
        row = self._one("SELECT time FROM change WHERE seq = ?", seq)
        return "" if row is None else str(row[0])

    def key_of(self, article: str) -> str | None:
        """Return the key of the article that an article IRI names a version of, or None."""
        row = self._one("SELECT key FROM change WHERE article = ? LIMIT 1", article)
        return None if row is None else str(row[0])

    def brought(self, article: str, *, time: str) -> int:
        """Return the number of the change that brought an article version at a time, 0 when none did."""
        asked = (
            "SELECT coalesce(max(seq), 0) FROM change WHERE article = ? AND time = ? AND action <> 'withdraw'"
        )
        return int(self._all(asked, article, time)[0][0])

    def changes(self, *, after: int = 0, most: int = ALL) -> list[Change]:
        """Return the changes with a higher number, oldest first, and no more than `most`."""
        rows = self._all("SELECT * FROM told WHERE seq > ? ORDER BY seq LIMIT ?", after, most)
        return [_change(row) for row in rows]

    def held(self) -> list[Change]:
        """Return the newest change of each article that is held now, oldest first."""
        return [_change(row) for row in self._all("SELECT * FROM held ORDER BY seq")]

    def differing(self, graphs: Iterable[str]) -> tuple[list[str], list[tuple[str, int]]]:
        """Return which of these graphs no article is held in, and the graphs and numbers that are not there.

        The graphs are compared on disk, not in memory.
        """
        with self._writing() as db:
            db.execute("CREATE TEMP TABLE present (graph TEXT PRIMARY KEY) WITHOUT ROWID")
            try:
                db.executemany("INSERT INTO present VALUES (?)", ((graph,) for graph in graphs))
                spare = db.execute("SELECT graph FROM present EXCEPT SELECT graph FROM held").fetchall()
                lost = "SELECT graph, seq FROM held WHERE graph NOT IN (SELECT graph FROM present)"
                return sorted(graph for (graph,) in spare), sorted(db.execute(lost).fetchall())
            finally:
                db.execute("DROP TABLE present")

    def content(self, seq: int) -> Content:
        """Return the quads of one change; empty for a number that was never given."""
        row = self._one("SELECT came, went FROM change WHERE seq = ?", seq)
        shared = self._all("SELECT subject, graph, quads FROM shared WHERE seq = ? ORDER BY subject", seq)
        came, went = ("", "") if row is None else (_unpacked(row[0]), _unpacked(row[1]))
        return Content(came=came, went=went, shared=tuple(_shared(row) for row in shared))

    def shared_subjects(self) -> Iterator[str]:
        """Yield the IRI of every shared node that a change brought."""
        return (str(row[0]) for row in self._all("SELECT subject FROM shared"))

    def shared_node(self, subject: str) -> SharedNode:
        """Return a shared node; KeyError when no change brought it."""
        row = self._one("SELECT subject, graph, quads FROM shared WHERE subject = ?", subject)
        if row is None:
            raise KeyError(subject)
        return _shared(row)

    def has_shared(self, subject: str) -> bool:
        """Return whether a change brought this shared node."""
        return self._one("SELECT 1 FROM shared WHERE subject = ?", subject) is not None

    def meta(self, name: str) -> str | None:
        """Return a fact about the store itself, or None."""
        row = self._one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact about the store itself; raise `StoreFailed` when it cannot."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        with failures(self._name), self._lock, self._db:
            yield self._db

    def _one(self, query: str, *values: object) -> Row | None:
        rows = self._all(query, *values)
        return rows[0] if rows else None

    def _all(self, query: str, *values: object) -> list[Row]:
        with failures(self._name), self._lock:
            return self._db.execute(query, values).fetchall()


def _append(db: Connection, entry: Entry, content: Content, time: str) -> Change:
    values = (entry.action, entry.key, entry.article, entry.graph, entry.run, entry.digest, entry.text_hash)
    at = time if entry.time is None else entry.time
    cursor = db.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, at, *values, entry.reason, _packed(content.came), _packed(content.went)),
    )
    seq = int(cursor.lastrowid or 0)
    db.executemany(
        "INSERT INTO shared VALUES (?, ?, ?, ?)",
        ((node.subject, node.graph, seq, _packed(node.quads)) for node in content.shared),
    )
    return _change((seq, at, *values, entry.reason))


def _written(reason: str) -> Entry:
    return Entry(
        action=Action.WRITE, key="", article="", graph="", run="", digest="", text_hash="", reason=reason
    )


def _change(row: Row) -> Change:
    told: dict[str, Any] = dict(zip(Change.__slots__, row, strict=True))
    told["action"] = Action(told["action"])
    return Change(**told)


def _shared(row: Row) -> SharedNode:
    subject, graph, quads = row
    return SharedNode(subject=subject, graph=graph, quads=_unpacked(quads))


def _packed(quads: str) -> bytes:
    return zlib.compress(quads.encode(), LEVEL)


def _unpacked(blob: bytes) -> str:
    return zlib.decompress(blob).decode()
