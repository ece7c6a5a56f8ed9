"""The index file: filled from the log, change by change, and read by lists and searches."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from service.errors import StoreFailed
from service.index.authority import Authority
from service.index.fill import Filling, put_entity
from service.index.graph import Graph
from service.index.items import Reader
from service.index.postings import Kept, Reading
from service.index.schema import TABLES, VERSION
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from service.log import Change, Content
    from service.store import Store

FILE: Final = "index.sqlite"
BATCH: Final = 500  # changes in one transaction: some 50 MB of memory at most, and few writes to disk
# Derived, so a power failure may take the newest of it: a start finds what is missing.
WRITING: Final = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
READING: Final = "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA mmap_size = 4294967296;"


class Index:
    """The index of one store; safe to use from several threads, one of which writes at a time."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._authority = Authority(store)
        self._writing = threading.Lock()
        self._idle: list[Reading] = []
        self._kept = Kept()
        self._db = _created(path)
        self._sequence = 0
        self.vocabulary = store.log.meta("vocabulary") or ""  # a digest of the authority data

    @classmethod
    def open(cls, store: Store, *, report: Callable[[int, int], None] | None = None) -> Self:
        """Open the index of a store, in the store's folder, and bring it up to date.

        `report` is told, from time to time, how many of how many changes are done.

        Raises:
            StoreFailed: the file cannot be used.
        """
        path = store.folder / FILE
        try:
            index = cls(path, store)
        except sqlite3.Error as error:
            raise StoreFailed(f"the index {path} could not be opened: {error}") from error
        if index._fits():
            index._sequence = int(index._meta("sequence") or 0)
            index.catch_up(report=report)
        else:
            index.rebuild(report=report)
        return index

    @classmethod
    def anew(cls, store: Store, *, report: Callable[[int, int], None] | None = None) -> Self:
        """Make the index of a store anew, whatever is in its place.

        `report` is told, from time to time, how many of how many changes are done.

        Raises:
            StoreFailed: the file cannot be written.
        """
        _remove(store.folder / FILE)
        return cls.open(store, report=report)

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that is in the index."""
        return self._sequence

    def catch_up(self, *, report: Callable[[int, int], None] | None = None) -> None:
        """Take in every change of the store that is not in the index yet; quick when there is none.

        Raises:
            StoreFailed: the file cannot be written.
        """
        if self._sequence == self._store.sequence:
            return
        with self._writing:
            start, total = self._sequence, self._store.sequence
            while batch := self._store.log.changes(after=self._sequence, most=BATCH):
                with self._transaction() as db:
                    self._take(db, batch)
                self._sequence = batch[-1].seq
                if report is not None:
                    report(self._sequence - start, max(total, self._sequence) - start)

    def rebuild(self, *, report: Callable[[int, int], None] | None = None) -> None:
        """Fill the index anew from the log and the authority data.

        Raises:
            StoreFailed: the file cannot be written.
        """
        with self._writing:
            self.close()
            _remove(self._path)
            self._authority = Authority(self._store)
            self._kept = Kept()
            self._db = _created(self._path)
            with self._transaction() as db:
                for entity in self._authority.entities():
                    put_entity(db, entity)
                told = (("version", VERSION), ("vocabulary", self.vocabulary), ("sequence", "0"))
                db.executemany("INSERT INTO meta VALUES (?, ?)", told)
            self._sequence = 0
        self.catch_up(report=report)

    @contextmanager
    def reading(self) -> Generator[Reading]:
        """Give a connection that reads one state of the index."""
        try:
            db = self._idle.pop()
        except IndexError:
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            db = sqlite3.connect(
                address, uri=True, check_same_thread=False, cached_statements=256, factory=Reading
            )
            db.executescript(READING)
        try:
            db.execute("BEGIN")
            db.kept = self._kept_of(db)
            yield db
        finally:
            db.rollback()
            self._idle.append(db)

    def close(self) -> None:
        """Close the file."""
        while self._idle:
            self._idle.pop().close()
        self._db.close()

    def _kept_of(self, db: Reading) -> Kept:
        """Return where what is read of a connection's state is kept; that of older ones is dropped."""
        row = db.execute("SELECT value FROM meta WHERE name = 'sequence'").fetchone()
        if row is None:
            return Kept()
        kept = self._kept
        if kept.state != row[0]:
            kept = self._kept = Kept(state=row[0])
        return kept

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise StoreFailed(f"the index could not be written: {error}") from error

    def _take(self, db: sqlite3.Connection, changes: list[Change]) -> None:
        filling = Filling(db)
        for change in changes:
            if change.action is not Action.WRITE:
                self._apply(db, filling, change)
        filling.write()
        newest = changes[-1]
        told = (("sequence", str(newest.seq)), ("newest", f"{newest.time} {newest.digest}"))
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", told)

    def _apply(self, db: sqlite3.Connection, filling: Filling, change: Change) -> None:
        content = self._store.log.content(change.seq)
        self._put_shared(db, content)
        if change.action is not Action.LOAD:
            filling.end(change.key, time=change.time)
        if change.action is Action.WITHDRAW:
            filling.withdraw(change.key)
        else:
            graph = Graph.read(content.came)
            filling.put(change, Reader(graph, self._authority, loaded=change.time).rows())

    def _put_shared(self, db: sqlite3.Connection, content: Content) -> None:
        subjects = [node.subject for node in content.shared]
        self._authority.forget(subjects)
        for entity in self._authority.described(subjects):
            put_entity(db, entity)

    def _fits(self) -> bool:
        """Return whether the file was filled from this log, with this authority data, by this program."""
        told = (self._meta("version"), self._meta("vocabulary"))
        sequence = int(self._meta("sequence") or 0)
        if told != (VERSION, self.vocabulary) or sequence > self._store.sequence:
            return False
        newest = self._store.log.changes(after=sequence - 1, most=1) if sequence else []
        return self._meta("newest") == (f"{newest[0].time} {newest[0].digest}" if newest else None)

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])


def _created(path: Path) -> sqlite3.Connection:
    """Open the file, made anew where it is of another version of the tables."""
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        if _version(db) not in {None, VERSION}:
            db.close()
            _remove(path)
            db = sqlite3.connect(path, check_same_thread=False)
        db.executescript(WRITING + TABLES)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection) -> str | None:
    has_meta = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is not None
    row = db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone() if has_meta else None
    return None if row is None else str(row[0])


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
