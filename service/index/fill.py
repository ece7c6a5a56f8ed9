"""Writing to the index: an article's version comes, or is held no more; actors, places and concepts come."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, cast

import orjson

from service.index import tags
from service.index.postings import Additions, Numbers, remove, span
from service.index.words import normalised

if TYPE_CHECKING:
    import sqlite3

    from service.index.authority import Entity
    from service.index.items import Row, Rows
    from service.log import Change

FOREVER: Final = "9999-12-31"
ARTICLE: Final = (
    "INSERT INTO articles (n, first, id, key, title, public_from, loaded, item) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
STATEMENT: Final = "INSERT INTO statements VALUES (?, ?, ?, ?)"
CLAIM: Final = "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ARTICLE_TEXT: Final = "INSERT INTO article_text (rowid, headline, words, names) VALUES (?, ?, ?, ?)"
STATEMENT_TEXT: Final = "INSERT INTO statement_text (rowid, words, speakers, headline) VALUES (?, ?, ?, ?)"
CLAIM_TEXT: Final = (
    "INSERT INTO claim_text (rowid, evidence, actors, places, speakers, kinds, words, headline) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
SERIES: Final = (
    "INSERT INTO series VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (day, type, status, outcome) DO UPDATE SET claims = claims + excluded.claims"
)
SPOTS: Final = (
    "INSERT INTO spots VALUES (?, ?, ?, ?) "
    "ON CONFLICT (place, type, status) DO UPDATE SET claims = claims + excluded.claims"
)


# Full text comes last: any other statement after it would have it write what it gathers, row by row.
IN_ORDER: Final = (ARTICLE, STATEMENT, CLAIM, ARTICLE_TEXT, STATEMENT_TEXT, CLAIM_TEXT)


class Filling:
    """What a batch of changes adds, gathered so that each place in the file is written once a batch."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers = Numbers(db)
        self._additions = Additions()
        self._rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self._keys: set[str] = set()
        self._series: Counter[tuple[str, str, str, str]] = Counter()
        self._spots: Counter[tuple[str, str, str]] = Counter()

    def put(self, change: Change, rows: Rows) -> None:
        """Take in one version of an article."""
        size = sum(max(1, len(statement.claims)) for statement in rows.statements) or 1
        first = self._numbers.take(rows.day, size)
        last = first + size - 1
        self._known_no_more(change.key, str(rows.article.item["public_from"]))
        self._keys.add(change.key)
        self._put_article(change, rows, first, last)
        number = first
        for statement in rows.statements:
            for claim in statement.claims:
                self._put_claim(number, claim)
                number += 1
            if not statement.claims:
                self._additions.add(number, (tags.NOW, *tags.of_row(statement.facts)))
                number += 1
            self._put_statement(number - 1, statement)
        if not rows.statements:
            self._additions.add(first, (tags.NOW, *tags.of_row(rows.article.facts)))
        self._additions.add(last, (tags.LAST_OF_ARTICLE,))

    def end(self, key: str, *, time: str) -> None:
        """Take note that the version of an article that was held is held no more."""
        if key in self._keys:
            self.write()
        held = "SELECT first, n FROM articles WHERE key = ? AND ended IS NULL"
        for first, last in self._db.execute(held, (key,)).fetchall():
            self._db.execute("UPDATE articles SET ended = ? WHERE n = ?", (time, last))
            remove(self._db, tags.NOW, span(first, last))
            query = "SELECT type, status, outcome, day, item FROM claims WHERE n BETWEEN ? AND ?"
            for type_, status, outcome, day, item in self._db.execute(query, (first, last)):
                places = [place["id"] for place in orjson.loads(item)["place"]]
                self._tally((type_, status, outcome or ""), day, places, -1)

    def withdraw(self, key: str) -> None:
        """Take note that no version of an article counts as publicly known."""
        self._db.execute("UPDATE articles SET withdrawn = 1 WHERE key = ?", (key,))

    def write(self) -> None:
        """Write what was gathered."""
        self._numbers.write()
        self._additions.write(self._db)
        self._db.executemany(SERIES, ((*key, n) for key, n in self._series.items()))
        self._db.executemany(SPOTS, ((*key, n) for key, n in self._spots.items()))
        for sql in IN_ORDER:
            self._db.executemany(sql, self._rows[sql])
        for gathered in (self._series, self._spots, self._rows, self._keys):
            gathered.clear()

    def _known_no_more(self, key: str, day: str) -> None:
        """Note that older versions of an article are the public one until this day at the latest."""
        if self._db.execute("SELECT 1 FROM articles WHERE key = ? LIMIT 1", (key,)).fetchone() is None:
            return
        self._db.execute(
            "UPDATE articles SET withdrawn = 0, known_until = min(coalesce(known_until, ?), ?) WHERE key = ?",
            (FOREVER, day, key),
        )

    def _put_article(self, change: Change, rows: Rows, first: int, last: int) -> None:
        row = rows.article
        told = (row.id, change.key, row.item["title"], row.item["public_from"], change.time)
        self._rows[ARTICLE].append((last, first, *told, orjson.dumps(row.item)))
        self._rows[ARTICLE_TEXT].append((last, row.text.headline, row.text.words, row.text.speakers))

    def _put_statement(self, number: int, row: Row) -> None:
        self._rows[STATEMENT].append((number, row.id, orjson.dumps(row.item), orjson.dumps(row.more)))
        text = row.text
        self._rows[STATEMENT_TEXT].append((number, text.words, text.speakers, text.headline))
        self._additions.add(number, (tags.LAST_OF_STATEMENT,))

    def _put_claim(self, number: int, row: Row) -> None:
        facts, coded, days = row.facts, dict(row.facts.coded), dict(row.facts.days)
        day = days.get("until", days.get("first", ""))
        low, high, unit = _bounds(row)
        speaker = next((actor for actor, role in facts.actors if role == "speaker"), None)
        self._rows[CLAIM].append(
            (
                number,
                row.id,
                coded["type"],
                coded["status"],
                coded.get("outcome"),
                days.get("said", ""),
                day,
                low,
                high,
                unit,
                -1 if facts.most is None else facts.most,
                speaker,
                orjson.dumps(row.item),
                orjson.dumps(row.more),
            )
        )
        text = row.text
        words = (text.evidence, text.actors, text.places, text.speakers, text.kinds, text.words)
        self._rows[CLAIM_TEXT].append((number, *words, text.headline))
        dated = (tags.DATED,) if day else ()
        self._additions.add(number, (tags.NOW, tags.CLAIM, *dated, *tags.of_row(facts)))
        self._tally((coded["type"], coded["status"], coded.get("outcome", "")), day, facts.places, 1)

    def _tally(
        self, coded: tuple[str, str, str], day: str, places: tuple[str, ...] | list[str], step: int
    ) -> None:
        self._series[day, *coded] += step
        for place in places:
            self._spots[place, coded[0], coded[1]] += step


def put_entity(db: sqlite3.Connection, entity: Entity) -> None:
    """Take in an actor, place or concept that is not there yet."""
    place = (entity.collection, entity.id)
    if db.execute("SELECT 1 FROM entities WHERE collection = ? AND id = ?", place).fetchone():
        return
    item = entity.item
    values = (*place, item["label"], entity.kind, entity.country, item.get("lat"), item.get("lon"))
    cursor = db.execute(
        "INSERT INTO entities (collection, id, label, kind, country, lat, lon, item) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, orjson.dumps(item)),
    )
    number = cursor.lastrowid
    db.execute("INSERT INTO entity_text (rowid, names) VALUES (?, ?)", (number, "\n".join(entity.names)))
    if item.get("lat") is not None and item.get("lon") is not None:
        lat, lon = item["lat"], item["lon"]
        db.execute("INSERT INTO place_at VALUES (?, ?, ?, ?, ?)", (number, lon, lon, lat, lat))
    wholes = ((f"{entity.collection}/{whole}", entity.id) for whole in entity.wholes)
    db.executemany("INSERT OR IGNORE INTO parts VALUES (?, ?)", wholes)
    names = {(normalised(name),) for name in entity.names if _is_name(entity, name)}
    db.executemany("INSERT OR IGNORE INTO names VALUES (?)", names)


def _is_name(entity: Entity, name: str) -> bool:
    """Return whether a question means this one thing by the name; of concepts, systems alone."""
    if entity.collection == "concepts":
        return entity.kind == "weapon" and any(character.isdigit() for character in name)
    return True


def _bounds(row: Row) -> tuple[object, object, object]:
    quantity = cast("dict[str, object] | None", row.item["quantity"])
    if quantity is None:
        return None, None, None
    return quantity["low"], quantity["high"], quantity["unit"]
