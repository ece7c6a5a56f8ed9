"""What watching keeps across restarts, in one SQLite file in the store's folder.

What was loaded is noted after it was loaded: whoever is killed between the two loads it again, which the
store knows to be unchanged.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from service.database import database, failures
from service.errors import StoreLocked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME: Final = "watch.sqlite"
LOCK: Final = "watch.lock"
DAY: Final = 86_400.0
FORGOTTEN: Final = 180 * DAY  # seconds after which an item that its source shows no more is forgotten
SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS source (
  place TEXT PRIMARY KEY, told TEXT NOT NULL, due REAL NOT NULL, failures INTEGER NOT NULL,
  moved TEXT, etag TEXT, modified TEXT, content TEXT, gone REAL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS item (
  place TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, signature TEXT, seen REAL NOT NULL,
  PRIMARY KEY (place, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
  place TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,
  entry TEXT NOT NULL, due REAL NOT NULL, failures INTEGER NOT NULL,
  PRIMARY KEY (place, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_by_host ON page (host, due);
CREATE TABLE IF NOT EXISTS robots (
  origin TEXT PRIMARY KEY, rules TEXT, until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (host TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of a source: when it is due, and what it answered last.

    `told` is a digest of what SOURCES.toml tells of it, `failures` how often it failed in a row, `moved`
    where it moved for good, `content` a digest of what it answered, `gone` since when it is gone.
    """

    place: str
    told: str
    due: float = 0.0
    failures: int = 0
    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    content: str | None = None
    gone: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry of a feed or a file of a folder as it was loaded last.

    `signature` are a file's size and times.
    """

    key: str
    digest: str
    signature: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A page that is to be read, and the feed's entry of it as JSON."""

    place: str
    key: str
    digest: str
    url: str
    host: str
    entry: str
    due: float
    failures: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The text of a host's robots.txt, and until when it holds; None where the host could not be asked."""

    text: str | None
    until: float


class State:
    """What watching knows; one process at a time has it."""

    def __init__(self, folder: Path) -> None:
        """Open the file; raise `StoreLocked` when another process watches, `StoreFailed` without a file."""
        self._mark = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._mark)
            raise StoreLocked(f"another `casus watch` works for the store {folder}") from None
        self._db = database(folder / NAME, SCHEMA)

    def source(self, place: str, told: str) -> Known:
        """Return what is known of a source; nothing of one that is told otherwise than it was."""
        known = Known(place=place, told=told)
        row = self._one("SELECT * FROM source WHERE place = ?", place)
        if row is not None and row[1] == told:
            return Known(**dict(zip(Known.__slots__, row, strict=True)))
        self._write(
            ("DELETE FROM item WHERE place = ?", (place,)),
            ("DELETE FROM page WHERE place = ?", (place,)),
            _kept(known),
        )
        return known

    def keep(
        self, known: Known, *, items: Iterable[Item] = (), pages: Iterable[Waiting] = (), now: float = 0.0
    ) -> None:
        """Note what is known of a source, which of its items were loaded, which pages are to be read."""
        loaded = [
            ("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)", (known.place, *_values(item), now))
            for item in items
        ]
        waiting = [
            ("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _values(page)) for page in pages
        ]
        self._write(_kept(known), *loaded, *waiting)

    def item(self, place: str, key: str) -> Item | None:
        """Return an item as it was loaded last, None if it never was."""
        row = self._one("SELECT key, digest, signature FROM item WHERE place = ? AND key = ?", place, key)
        return None if row is None else Item(key=row[0], digest=row[1], signature=row[2])

    def saw(self, place: str, keys: Iterable[str], now: float) -> None:
        """Note which items a source still shows, and forget those that it has long ceased to show."""
        # Once a day is enough.
        told = "UPDATE item SET seen = ? WHERE place = ? AND key = ? AND seen < ?"
        seen = [(told, (now, place, key, now - DAY)) for key in keys]
        self._write(*seen, ("DELETE FROM item WHERE place = ? AND seen < ?", (place, now - FORGOTTEN)))

    def awaits(self, place: str, key: str, digest: str) -> bool:
        """Return whether the page of an entry is to be read already."""
        sought = "SELECT 1 FROM page WHERE place = ? AND key = ? AND digest = ?"
        return self._one(sought, place, key, digest) is not None

    def waiting(self) -> list[Waiting]:
        """Return the page of each host that is to be read first."""
        rows = self._all("SELECT *, min(due) FROM page GROUP BY host")
        return [Waiting(**dict(zip(Waiting.__slots__, row[:-1], strict=True))) for row in rows]

    def put_off(self, page: Waiting, *, due: float, failures: int) -> None:
        """Let a page be read later."""
        later = replace(page, due=due, failures=failures)
        self._write(("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _values(later)))

    def settle(self, page: Waiting, now: float) -> None:
        """Note that an entry was loaded, from its page or as it is."""
        self._write(
            (
                "INSERT OR REPLACE INTO item VALUES (?, ?, ?, NULL, ?)",
                (page.place, page.key, page.digest, now),
            ),
            (
                "DELETE FROM page WHERE place = ? AND key = ? AND digest = ?",
                (page.place, page.key, page.digest),
            ),
        )

    def forget_pages(self, places: Iterable[str]) -> None:
        """Forget the pages of all sources but these."""
        known = set(places)
        gone = [row[0] for row in self._all("SELECT DISTINCT place FROM page") if row[0] not in known]
        self._write(*(("DELETE FROM page WHERE place = ?", (place,)) for place in gone))

    def rules(self, origin: str) -> Rules | None:
        """Return what was read of a host's robots.txt, None if nothing was."""
        row = self._one("SELECT rules, until FROM robots WHERE origin = ?", origin)
        return None if row is None else Rules(text=row[0], until=row[1])

    def keep_rules(self, origin: str, rules: Rules) -> None:
        """Note what was read of a host's robots.txt."""
        self._write(("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, *_values(rules))))

    def held(self, host: str) -> float:
        """Return the moment until which a host wants to be left alone."""
        row = self._one("SELECT until FROM held WHERE host = ?", host)
        return 0.0 if row is None else float(row[0])

    def hold(self, host: str, until: float) -> None:
        """Leave a host alone until a moment."""
        self._write(("INSERT OR REPLACE INTO held VALUES (?, ?)", (host, until)))

    def close(self) -> None:
        """Close the file and let another process watch."""
        self._db.close()
        os.close(self._mark)

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with failures(NAME), self._db:
            for statement, values in statements:
                self._db.execute(statement, values)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with failures(NAME):
            found: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
        return found

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        with failures(NAME):
            return self._db.execute(query).fetchall()


def _kept(known: Known) -> tuple[str, tuple[Any, ...]]:
    return "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _values(known)


def _values(row: Known | Item | Waiting | Rules) -> tuple[Any, ...]:
    """Return the fields of a row in the order of its table's columns."""
    return tuple(getattr(row, name) for name in row.__slots__)
