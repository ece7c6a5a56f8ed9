"""A question's best answers of every kind: claims, articles, actors, places, each with why it was found."""

from __future__ import annotations

import heapq
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import orjson

from service.index.postings import both, gathered, numbers, read
from service.index.search import search, understood
from service.index.tags import NOW
from service.index.words import normalised

if TYPE_CHECKING:
    from service.index.authority import Json
    from service.index.words import Unit

MOST_RANKED: Final = 500
START, END = "\x02", "\x03"  # marks that no text holds
TOKENS: Final = "porter unicode61 remove_diacritics 2"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An item that answers a question: where in the snippet the words of the question are, from and to."""

    item: Json
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    is_whole: bool = True


def found(db: sqlite3.Connection, question: str, *, limit: int) -> dict[str, list[Answer]]:
    """Return the best answers to a question by collection, best first."""
    units = understood(db, question)
    claims = search(db, question, limit=limit)
    told = [(hit.claim, True) for hit in claims.whole] + [(hit.claim, False) for hit in claims.partly]
    if not units:
        return {"claims": _shown(units, [(claim, _evidence(claim), True) for claim, _ in told])}
    match = " AND ".join(unit.match for unit in units)
    articles = [(item, str(item["title"] or ""), True) for item in _articles(db, match, limit)]
    return {
        "claims": _shown(units, [(claim, _evidence(claim), whole) for claim, whole in told]),
        "articles": _shown(units, articles),
        **{
            name: _shown(units, _named(db, name, normalised(question), match, limit))
            for name in ("actors", "places")
        },
    }


def _evidence(claim: Json) -> str:
    return str(cast("Json", claim["evidence"])["text"])


def _articles(db: sqlite3.Connection, match: str, limit: int) -> list[Json]:
    query = (
        "SELECT rowid, bm25(article_text, 4.0, 2.0, 1.0) FROM article_text WHERE article_text MATCH ? "
        "ORDER BY rowid LIMIT ?"
    )
    ranked = dict(db.execute(query, (match, MOST_RANKED)).fetchall())
    held = both(gathered(ranked), read(db, [NOW]))
    best = heapq.nsmallest(limit, numbers(held), key=ranked.__getitem__)
    item = "SELECT item FROM articles WHERE n = ?"
    return [orjson.loads(db.execute(item, (n,)).fetchone()[0]) for n in best]


def _named(
    db: sqlite3.Connection, collection: str, question: str, match: str, limit: int
) -> list[tuple[Json, str, bool]]:
    """Return actors or places by name, those first that are called just what the question says."""
    query = (
        "SELECT e.item FROM entity_text JOIN entities AS e ON e.n = entity_text.rowid "
        "WHERE entity_text MATCH ? AND e.collection = ? ORDER BY bm25(entity_text), e.id LIMIT ?"
    )
    items = [orjson.loads(item) for (item,) in db.execute(query, (match, collection, MOST_RANKED))]
    named = [
        item for item in items if normalised(question) in map(normalised, item.get("names", [item["label"]]))
    ]
    rest = [item for item in items if item not in named]
    return [(item, str(item["label"]), True) for item in (named + rest)[:limit]]


def _shown(units: list[Unit], answers: list[tuple[Json, str, bool]]) -> list[Answer]:
    marked = _marked(units, [text for _, text, _ in answers])
    return [
        Answer(item=item, snippet=text, highlights=marks, is_whole=is_whole)
        for (item, text, is_whole), marks in zip(answers, marked, strict=True)
    ]


def _marked(units: list[Unit], texts: list[str]) -> list[tuple[tuple[int, int], ...]]:
    """Return for each text where the words of a question are, as the full-text engine sees them."""
    if not units or not texts:
        return [()] * len(texts)
    db = sqlite3.connect(":memory:")
    try:
        db.execute(f'CREATE VIRTUAL TABLE shown USING fts5(text, tokenize = "{TOKENS}")')
        db.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", enumerate(texts))
        query = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
        match = " OR ".join(unit.match for unit in units)
        marked = {n: _places(text) for n, text in db.execute(query, (START, END, match))}
    finally:
        db.close()
    return [marked.get(n, ()) for n in range(len(texts))]


def _places(marked: str) -> tuple[tuple[int, int], ...]:
    first, *pieces = marked.split(START)
    places: list[tuple[int, int]] = []
    length = len(first)
    for piece in pieces:
        words = piece.partition(END)[0]
        places.append((length, length + len(words)))
        length += len(piece) - 1
    return tuple(places)
