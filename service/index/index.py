"""The index file: filled from the log, change by change, and read by lists and searches."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

import orjson
import pyoxigraph as ox

from service.errors import StoreFailed
from service.index.authority import Authority, Entity
from service.index.graph import Graph
from service.index.items import Reader, Row, Rows
from service.index.schema import CLEAR, RANKING, TABLES, VERSION
from service.index.words import normalised
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from service.log import Change, Content
    from service.store import Store

FILE: Final = "index.sqlite"
BATCH: Final = 200  # changes in one transaction: some 50 MB of memory at most, and few writes to disk


class Index:
    """The index of one store; safe to use from several threads, one of which writes at a time."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._authority = Authority(store)
        self._writing = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._db = sqlite3.connect(path, check_same_thread=False)
        # Derived, so a power failure may take it: a start finds what is missing.
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + TABLES + RANKING)
        self._sequence = 0

    @classmethod
    def open(cls, store: Store) -> Self:
        """Open the index of a store, in the store's folder, and bring it up to date.

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
            index.catch_up()
        else:
            index.rebuild()
        return index

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that is in the index."""
        return self._sequence

    def catch_up(self, *, report: Callable[[int, int], None] | None = None) -> None:
        """Take in every change of the store that is not in the index yet; quick when there is none.

        `report` is told, from time to time, how many of how many changes are done.

        Raises:
            StoreFailed: the file cannot be written.
        """
        if self._sequence == self._store.sequence:
            return
        with self._writing:
            changes = self._store.log.changes(after=self._sequence)
            for start in range(0, len(changes), BATCH):
                batch = changes[start : start + BATCH]
                with self._transaction() as db:
                    for change in batch:
                        self._apply(db, change)
                self._sequence = batch[-1].seq
                if report is not None:
                    report(min(start + BATCH, len(changes)), len(changes))

    def rebuild(self, *, report: Callable[[int, int], None] | None = None) -> None:
        """Fill the index anew from the log and the authority data.

        Raises:
            StoreFailed: the file cannot be written.
        """
        with self._writing, self._transaction() as db:
            self._authority.forget()
            db.executescript(CLEAR)
            for entity in self._authority.entities():
                _put_entity(db, entity)
            told = (("version", VERSION), ("vocabulary", self.vocabulary), ("sequence", "0"))
            db.executemany("INSERT INTO meta VALUES (?, ?)", told)
            self._sequence = 0
        self.catch_up(report=report)

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Give a connection that reads one state of the index."""
        try:
            db = self._idle.pop()
        except IndexError:
            db = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            db.execute("PRAGMA query_only = ON")
        try:
            db.execute("BEGIN")
            yield db
        finally:
            db.rollback()
            self._idle.append(db)

    def close(self) -> None:
        """Close the file."""
        while self._idle:
            self._idle.pop().close()
        self._db.close()

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise StoreFailed(f"the index could not be written: {error}") from error

    def _apply(self, db: sqlite3.Connection, change: Change) -> None:
        if change.action is not Action.WRITE:
            self._take_in(db, change)
        db.execute("UPDATE meta SET value = ? WHERE name = 'sequence'", (str(change.seq),))

    def _take_in(self, db: sqlite3.Connection, change: Change) -> None:
        _remove(db, change.key)
        content = self._store.log.content(change.seq)
        self._put_shared(db, content)
        if change.action is not Action.WITHDRAW:
            graph = Graph(ox.parse(content.came, ox.RdfFormat.N_QUADS))
            _put(db, change.key, Reader(graph, self._authority, loaded=change.time).rows())

    def _put_shared(self, db: sqlite3.Connection, content: Content) -> None:
        if content.shared:
            self._authority.forget()
        for entity in self._authority.described(node.subject for node in content.shared):
            _put_entity(db, entity)

    def _fits(self) -> bool:
        return (self._meta("version"), self._meta("vocabulary")) == (VERSION, self.vocabulary) and int(
            self._meta("sequence") or 0
        ) <= self._store.sequence

    @property
    def vocabulary(self) -> str:
        """Return a digest of the authority data that the index was filled with."""
        return self._store.log.meta("vocabulary") or ""

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])


def _remove(db: sqlite3.Connection, key: str) -> None:
    articles = [n for (n,) in db.execute("SELECT n FROM articles WHERE key = ?", (key,))]
    for article in articles:
        claims = db.execute("SELECT n FROM claims WHERE article = ?", (article,)).fetchall()
        statements = db.execute("SELECT n FROM statements WHERE article = ?", (article,)).fetchall()
        db.executemany("DELETE FROM claim_actors WHERE claim = ?", claims)
        db.executemany("DELETE FROM claim_places WHERE claim = ?", claims)
        db.executemany("DELETE FROM claim_text WHERE rowid = ?", claims)
        db.executemany("DELETE FROM statement_text WHERE rowid = ?", statements)
        db.execute("DELETE FROM article_text WHERE rowid = ?", (article,))
        db.execute("DELETE FROM claims WHERE article = ?", (article,))
        db.execute("DELETE FROM statements WHERE article = ?", (article,))
        db.execute("DELETE FROM articles WHERE n = ?", (article,))


def _put(db: sqlite3.Connection, key: str, rows: Rows) -> None:
    article = _insert(
        db, "articles (id, key, sort, item, more)", rows.article.id, key, rows.sort, *_json(rows.article)
    )
    text = rows.article.text
    _insert(
        db, "article_text (rowid, headline, words, names)", article, text.headline, text.words, text.speakers
    )
    statements: dict[str, int] = {}
    for row in rows.statements:
        n = _insert(db, "statements (id, article, sort, item, more)", row.id, article, rows.sort, *_json(row))
        _insert(
            db,
            "statement_text (rowid, words, speakers, headline)",
            n,
            row.text.words,
            row.text.speakers,
            row.text.headline,
        )
        statements[row.id] = n
    for row in rows.claims:
        _put_claim(db, row, article, statements[row.statement], rows.sort)


def _put_claim(db: sqlite3.Connection, row: Row, article: int, statement: int, sort: str) -> None:
    n = _insert(
        db,
        "claims (id, article, statement, sort, type, status, first, last, item, more)",
        row.id,
        article,
        statement,
        sort,
        row.item["type"],
        row.item["status"],
        *row.days,
        *_json(row),
    )
    actors = ((actor, n, role) for actor, role in row.actors)
    db.executemany("INSERT OR IGNORE INTO claim_actors VALUES (?, ?, ?)", actors)
    db.executemany("INSERT OR IGNORE INTO claim_places VALUES (?, ?)", ((place, n) for place in row.places))
    text = row.text
    _insert(
        db,
        "claim_text (rowid, evidence, actors, places, speakers, kinds, words, headline)",
        n,
        text.evidence,
        text.actors,
        text.places,
        text.speakers,
        text.kinds,
        text.words,
        text.headline,
    )


def _put_entity(db: sqlite3.Connection, entity: Entity) -> None:
    place = (entity.collection, entity.id)
    if db.execute("SELECT 1 FROM entities WHERE collection = ? AND id = ?", place).fetchone():
        return
    n = _insert(
        db,
        "entities (collection, id, kind, country, item)",
        entity.collection,
        entity.id,
        entity.kind,
        entity.country,
        orjson.dumps(entity.item),
    )
    _insert(db, "entity_text (rowid, names)", n, "\n".join(entity.names))
    names = {(normalised(name),) for name in entity.names if _is_name(entity, name)}
    db.executemany("INSERT OR IGNORE INTO names VALUES (?)", names)


def _is_name(entity: Entity, name: str) -> bool:
    """Return whether a question means this one thing by the name; of concepts, only systems are named so."""
    if entity.collection == "concepts":
        return entity.kind == "weapon" and any(character.isdigit() for character in name)
    return True


def _insert(db: sqlite3.Connection, target: str, *values: object) -> int:
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {target} VALUES ({marks})", values)  # noqa: S608 - targets are ours
    return int(cursor.lastrowid or 0)


def _json(row: Row) -> tuple[bytes, bytes]:
    return orjson.dumps(row.item), orjson.dumps(row.more)
