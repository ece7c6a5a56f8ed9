"""Answers to a question in plain words: the claims that fit it best, and those that fit it in part."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import orjson

from service.index.postings import both, gathered, numbers, read
from service.index.schema import WEIGHTS
from service.index.tags import CLAIM, NOW
from service.index.words import Unit, units

if TYPE_CHECKING:
    import sqlite3

    from service.index.authority import Json

# A word that hundreds of thousands of claims have is no way to rank them: the newest of them are ranked.
MOST_RANKED: Final = 2_000
BEST: Final = (
    f"SELECT rowid, bm25(claim_text, {WEIGHTS}) FROM claim_text "  # noqa: S608
    "WHERE claim_text MATCH ? ORDER BY rowid LIMIT ?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A claim that answers a question: its item and what pages show beside it."""

    claim: Json
    more: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a question found: claims that fit all of it, claims that fit in part, how it was understood."""

    looked_for: tuple[str, ...]
    whole: tuple[Hit, ...]
    partly: tuple[Hit, ...]


def search(db: sqlite3.Connection, question: str, *, limit: int) -> Found:
    """Return the claims that answer a question, best first; the newest when it asks for nothing."""
    wanted = understood(db, question)
    if not wanted:
        newest = list(islice(numbers(both(read(db, [NOW]), read(db, [CLAIM]))), limit))
        return Found(looked_for=(), whole=_hits(db, newest), partly=())
    whole = _matching(db, " AND ".join(unit.match for unit in wanted), limit)
    partly: list[int] = []
    for expression in _weaker(wanted):
        if len(whole) + len(partly) < limit and not (expression.is_last and whole):
            more = _matching(db, expression.match, limit)
            partly += [n for n in more if n not in whole and n not in partly]
    shown = tuple(unit.shown for unit in wanted)
    rest = partly[: limit - len(whole)]
    return Found(looked_for=shown, whole=_hits(db, whole), partly=_hits(db, rest))


def understood(db: sqlite3.Connection, question: str) -> list[Unit]:
    """Return what a question looks for."""

    def is_name(words: str) -> bool:
        either = (words, f"{words}s")  # "Houthi" is a name because "Houthis" is one
        return db.execute("SELECT 1 FROM names WHERE name IN (?, ?)", either).fetchone() is not None

    return units(question, is_name)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Weaker:
    match: str
    is_last: bool


def _weaker(wanted: list[Unit]) -> list[_Weaker]:
    """Return what asks for less: all names and any of the words, the names alone, anything at all."""
    names = [unit.match for unit in wanted if unit.is_name]
    words = [unit.match for unit in wanted if not unit.is_name]
    steps: list[_Weaker] = []
    if names and len(words) > 1:
        steps.append(_Weaker(match=" AND ".join([*names, f"({' OR '.join(words)})"]), is_last=False))
    if names and words:
        steps.append(_Weaker(match=" AND ".join(names), is_last=False))
    if len(wanted) > 1:
        steps.append(_Weaker(match=" OR ".join(names + words), is_last=True))
    return steps


def _matching(db: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    ranked = db.execute(BEST, (expression, MOST_RANKED)).fetchall()
    held = both(gathered(n for n, _ in ranked), read(db, [NOW]))
    return heapq.nsmallest(limit, numbers(held), key=dict(ranked).__getitem__)


def _hits(db: sqlite3.Connection, found: list[int]) -> tuple[Hit, ...]:
    return tuple(_hit(db, n) for n in found)


def _hit(db: sqlite3.Connection, n: int) -> Hit:
    item, more = db.execute("SELECT item, more FROM claims WHERE n = ?", (n,)).fetchone()
    return Hit(claim=orjson.loads(item), more=orjson.loads(more))
