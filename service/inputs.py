"""What earlier loads found in their input, so that the same again is known without being read again.

An input is a file, or some of its rows; its name is a digest of its bytes and of all that its reading depends
on. The memory can be thrown away at any time: it only saves work, and nothing of it counts but by the log.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from service.database import database, failures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS input (
  name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, keys TEXT, summary TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS anchor (sequence INTEGER NOT NULL, time TEXT NOT NULL);
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What an input held: how many documents with how many claims, what else by its reason."""

    documents: int = 0
    claims: int = 0
    left_aside: tuple[tuple[str, int], ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """What a store holds of an article: its key, graph, and the digest of all that was told of it."""

    key: str
    graph: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """An input that was read whole, and of which nothing was refused.

    `sequence` is the number of the store's newest change when its reading began. `holdings` are its articles,
    None where they are too many to be listed.
    """

    name: str
    sequence: int
    summary: Summary
    holdings: tuple[Holding, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Remembered:
    """An input as it is remembered: all of `keys` was held, as it came, at a number of the log."""

    sequence: int
    keys: tuple[str, ...] | None
    summary: Summary


class Inputs:
    """The inputs by name, in one SQLite file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._name = path.name
        self._db = database(path, SCHEMA)

    def get(self, name: str) -> Remembered | None:
        """Return what is remembered of an input, or None."""
        with failures(self._name), self._lock:
            row = self._db.execute(
                "SELECT sequence, keys, summary FROM input WHERE name = ?", (name,)
            ).fetchone()
        if row is None:
            return None
        sequence, keys, summary = row
        return Remembered(
            sequence=sequence,
            keys=None if keys is None else tuple(keys.split()),
            summary=summary_of(json.loads(summary)),
        )

    def add(self, inputs: Iterable[tuple[str, Remembered]], *, anchor: tuple[int, str]) -> None:
        """Remember inputs; the anchor is a row of the log, its number and time."""
        rows = [
            (name, one.sequence, None if one.keys is None else " ".join(one.keys), _json(one.summary))
            for name, one in inputs
        ]
        with failures(self._name), self._lock, self._db:
            self._db.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?)", rows)
            self._db.execute("DELETE FROM anchor")
            self._db.execute("INSERT INTO anchor VALUES (?, ?)", anchor)

    def anchor(self) -> tuple[int, str] | None:
        """Return the row of the log that was the newest when something was remembered last."""
        with failures(self._name), self._lock:
            row = self._db.execute("SELECT sequence, time FROM anchor").fetchone()
        return None if row is None else (int(row[0]), str(row[1]))

    def forget(self) -> None:
        """Forget all."""
        with failures(self._name), self._lock, self._db:
            self._db.execute("DELETE FROM input")
            self._db.execute("DELETE FROM anchor")

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def summary_of(told: dict[str, Any]) -> Summary:
    """Return the summary that its JSON form tells."""
    pairs = {name: tuple((why, count) for why, count in told[name]) for name in ("left_aside", "passed_over")}
    return Summary(documents=told["documents"], claims=told["claims"], **pairs)


def _json(summary: Summary) -> str:
    return json.dumps(asdict(summary), ensure_ascii=False)
