"""The history beside the log: which state each change led to, and which IRIs are gone since when.

It is derived from the log alone, follows it change by change, and is made anew when it does not fit.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Self

from ontology import terms
from service.database import database, failures
from service.feed.state import BYTES, EMPTY, after, written
from service.feed.told import TOLD
from service.rights import RDF_TYPE, Rights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

    from service.log import Change, Content
    from service.store import Store

FILE: Final = "history.sqlite"
VERSION: Final = "1"  # raised when the tables, or what is put into them, change
BATCH: Final = 500  # changes in one transaction
# Derived, so a power failure may take it: a start finds what is missing.
SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (
  ordinal INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, time TEXT NOT NULL, state BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS gone (iri TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
"""
CLEAR: Final = "DELETE FROM state; DELETE FROM gone; DELETE FROM meta;"
# The nodes that IRIs are handed out for; the nodes under them come and go with these.
NODE: Final = re.compile(
    rf"^<([^>]+)> <{re.escape(RDF_TYPE)}> "
    rf"<(?:{'|'.join(re.escape(one.value) for one in (terms.Article, terms.Statement, terms.Claim))})> ",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A change as the feed counts it: the how manieth it is, from 1, its number, and the state after it.

    `time` is that of the change in UTC, or of an earlier one whose clock went ahead: it never goes back.
    """

    ordinal: int
    seq: int
    time: str
    state: str


class History:
    """The history of one store, to be caught up before it is asked; safe to use from several threads."""

    def __init__(self, store: Store, db: Connection) -> None:
        self._store = store
        self._db = db
        self._lock = threading.RLock()
        self._rights = Rights.of(store)
        self._done = int(self._meta("seq") or 0)

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the history in a store's folder; raise `StoreFailed` when the file cannot be used."""
        return cls(store, database(store.folder / FILE, SCHEMA))

    @property
    def rights(self) -> Rights:
        """Return what may leave, as the states count it."""
        return self._rights

    def catch_up(self) -> int:
        """Take in what changed, and return the number of the newest change that is in it."""
        with self._lock, failures(FILE):
            self._make_fit()
            while self._done < self._store.sequence:
                self._take_in(self._store.log.changes(after=self._done, most=BATCH))
            return self._done

    def state(self) -> str:
        """Return the state after the newest change that is in the history."""
        with self._lock:
            return written(self._last()[2])

    def steps(self, *, first: int, last: int) -> list[Step]:
        """Return the steps of these ordinals, both inclusive."""
        return self._steps("ordinal BETWEEN ? AND ? ORDER BY ordinal", first, last)

    def steps_after(self, seq: int, *, limit: int) -> list[Step]:
        """Return the first steps with a higher number of the log."""
        return self._steps("seq > ? ORDER BY seq LIMIT ?", seq, limit)

    def bounds(self, ordinals: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
        """Return the times of the first and the last step of each range of ordinals."""
        with self._lock:
            return [(self._time(first), self._time(last)) for first, last in ordinals]

    def length(self) -> int:
        """Return how many steps there are."""
        with self._lock:
            return self._last()[0]

    def gone_since(self, iri: str) -> int | None:
        """Return the number of the change that took an article, statement or claim away; None if none did."""
        with self._lock:
            row = self._db.execute("SELECT seq FROM gone WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else int(row[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _make_fit(self) -> None:
        """Begin anew when the tables are of another program, or other sources may leave than before."""
        rights = Rights.of(self._store)
        told = f"{VERSION} {sha256(' '.join(sorted(rights.reference_only)).encode()).hexdigest()}"
        if self._meta("fit") != told or self._done > self._store.sequence:
            with self._db:
                self._db.executescript(CLEAR)
                self._set_meta("fit", told)
            self._done = 0
        self._rights = rights

    def _take_in(self, changes: Sequence[Change]) -> None:
        ordinal, time, state = self._last()
        with self._db:
            for change in changes:
                if change.action in TOLD:
                    content = self._store.log.content(change.seq)
                    ordinal, time = ordinal + 1, max(time, change.time)
                    state = after(state, content, self._rights)
                    self._db.execute(
                        "INSERT INTO state VALUES (?, ?, ?, ?)",
                        (ordinal, change.seq, time, state.to_bytes(BYTES, "big")),
                    )
                    self._note_gone(change.seq, content)
            self._set_meta("seq", str(changes[-1].seq))
        self._done = changes[-1].seq

    def _note_gone(self, seq: int, content: Content) -> None:
        came = set(NODE.findall(content.came))
        if content.went:
            gone = set(NODE.findall(content.went)) - came
            self._db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?)", ((iri, seq) for iri in gone))
        self._restore(came)

    def _restore(self, came: Iterable[str]) -> None:
        if self._db.execute("SELECT 1 FROM gone LIMIT 1").fetchone() is not None:
            self._db.executemany("DELETE FROM gone WHERE iri = ?", ((iri,) for iri in came))

    def _last(self) -> tuple[int, str, int]:
        row = self._db.execute(
            "SELECT ordinal, time, state FROM state ORDER BY ordinal DESC LIMIT 1"
        ).fetchone()
        return (0, "", EMPTY) if row is None else (int(row[0]), str(row[1]), int.from_bytes(row[2], "big"))

    def _steps(self, where: str, *values: int) -> list[Step]:
        with self._lock:
            rows = self._db.execute(
                f"SELECT ordinal, seq, time, state FROM state WHERE {where}",  # noqa: S608 - ours
                values,
            ).fetchall()
        return [
            Step(ordinal=ordinal, seq=seq, time=time, state=state.hex()) for ordinal, seq, time, state in rows
        ]

    def _time(self, ordinal: int) -> str:
        return str(self._db.execute("SELECT time FROM state WHERE ordinal = ?", (ordinal,)).fetchone()[0])

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
