"""One export: a state of a store in, files and their manifest out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING

from service.base import is_bare
from service.exports import changes, rdf, tabular
from service.exports.chosen import Chosen
from service.exports.formats import TABULAR, Format
from service.exports.manifest import MANIFEST, Manifest, Withdrawn
from service.exports.naming import numbered
from service.exports.rows import chosen, withheld
from service.exports.selection import Selection
from service.exports.sources import sources
from service.exports.tables import Tables
from service.feed.told import told
from service.index.filters import items_of
from service.index.graph import local_id
from service.index.history import held_now
from service.index.postings import both, count, read, without
from service.log import Action

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.exports.packing import Written
    from service.exports.sources import Source
    from service.exports.wanted import Wanted
    from service.index.postings import Found
    from service.log import Log
    from service.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What is exported: the graphs, the log, and where it is needed the index, in one state.

    Graphs and log may be newer than the index, which then tells the state.
    """

    view: View
    log: Log
    index: sqlite3.Connection | None = None

    @property
    def sequence(self) -> int:
        """Return the number of the newest change that the export shows."""
        if self.index is None:
            return self.view.sequence
        query = "SELECT value FROM meta WHERE name = 'sequence'"
        return int(self.index.execute(query).fetchone()[0])


def export(held: Held, out: Path, wanted: Wanted, *, progressed: Callable[[int], None]) -> Manifest:
    """Write an export and, beside it, its manifest `OUT.manifest.json`, and return that.

    `progressed` is told from time to time how many quads or rows are written.

    Raises:
        BadRequest: a filter names what nobody knows, or contradicts another.
    """
    rows = None if wanted.is_whole or held.index is None else chosen(held.index, wanted.where, held.view.base)
    files = list(_files(held, rows, out, wanted, progressed))
    manifest = Manifest(
        base=held.view.base,
        sequence=held.sequence,
        format=wanted.format,
        selection=wanted.where.told,
        count=sum(file.count for file in files),
        files=files,
        sources=_sources(held, rows),
        withdrawn=[] if wanted.where.since is None else _withdrawn(held, wanted.where.since),
    )
    manifest.write(out.with_name(f"{out.name}{MANIFEST}"))
    return manifest


def _files(
    held: Held, rows: Found | None, out: Path, wanted: Wanted, progressed: Callable[[int], None]
) -> Iterator[Written]:
    if wanted.format in TABULAR:
        assert held.index is not None
        taken = held_now(held.index) if rows is None else rows
        closed = both(taken, withheld(held.index, held.view))
        tables = Tables(
            held.index, held.view, taken=without(taken, closed), closed=closed, is_whole=rows is None
        )
        yield from tabular.write(tables, out, wanted, progressed=progressed)
        return
    if wanted.format is Format.CHANGES:
        yield from changes.write(held.log, held.view, out, wanted, progressed=progressed)
        return
    if rows is None:
        taken_quads: Selection | Chosen = Selection.of(held.view, is_bare=is_bare(held.log))
    else:
        assert held.index is not None
        taken_quads = Chosen(held.index, held.log, rows, base=held.view.base)
    paths = repeat(out) if wanted.most is None else numbered(out)
    yield from rdf.write(
        held.view, taken_quads, paths, format_=wanted.format, most=wanted.most, progressed=progressed
    )


def _sources(held: Held, rows: Found | None) -> list[Source]:
    """Return the sources with how many of their documents are exported."""
    found = sources(held.view)
    if rows is None or held.index is None:
        return found
    counted = [
        replace(source, documents=count(items_of(held.index, "articles", _of(held.index, source, rows))))
        for source in found
    ]
    return [source for source in counted if source.documents > 0]


def _of(db: sqlite3.Connection, source: Source, rows: Found) -> Found:
    return both(rows, read(db, [f"publisher/{local_id(source.iri)}"], within=rows))


def _withdrawn(held: Held, since: str) -> list[Withdrawn]:
    """Return the articles that went since a time and did not come again."""
    changed = told(held.log, until=held.sequence)
    newest = {change.key: change for change in changed if change.time >= since}
    return [
        Withdrawn(article=change.article, sequence=change.seq, time=change.time, reason=change.reason)
        for change in newest.values()
        if change.action is Action.WITHDRAW
    ]
