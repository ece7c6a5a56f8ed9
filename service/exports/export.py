"""One export of the graph: a checkpoint of a store in, files and their manifest out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

from service.base import is_bare
from service.exports import rdf
from service.exports.manifest import MANIFEST, Manifest, Withdrawn
from service.exports.naming import numbered
from service.exports.selection import Selection
from service.exports.sources import sources
from service.feed.history import TOLD
from service.log import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.exports.formats import Format
    from service.log import Change, Log
    from service.store import View

STEP: Final = 1_000  # changes read at once


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What an export is to hold: everything, or what came since a time (UTC, ISO 8601, or a day).

    With `most`, a file holds at most so many quads, and the files are numbered.
    """

    format: Format
    since: str | None = None
    most: int | None = None

    @property
    def selection(self) -> dict[str, str]:
        """Return it as the manifest tells it."""
        return {} if self.since is None else {"since": self.since}


def export(view: View, log: Log, out: Path, wanted: Wanted, *, progressed: Callable[[int], None]) -> Manifest:
    """Write an export and, beside it, its manifest `OUT.manifest.json`, and return that.

    The log may hold more than the view: what came after the view's last change is not told.
    """
    came, went = (None, []) if wanted.since is None else _since(log, wanted.since, until=view.sequence)
    selection = Selection.of(view, articles=came, is_bare=is_bare(log))
    files = list(
        rdf.write(
            view,
            selection,
            repeat(out) if wanted.most is None else numbered(out),
            format_=wanted.format,
            most=wanted.most,
            progressed=progressed,
        )
    )
    manifest = Manifest(
        base=view.base,
        sequence=view.sequence,
        format=wanted.format,
        selection=wanted.selection,
        count=sum(file.count for file in files),
        files=files,
        sources=sources(view),
        withdrawn=went,
    )
    manifest.write(out.with_name(f"{out.name}{MANIFEST}"))
    return manifest


def _since(log: Log, since: str, *, until: int) -> tuple[set[str], list[Withdrawn]]:
    """Return the graphs of the articles that came since a time and are still held, and what went since."""
    newest = {change.key: change for change in _changes(log, until=until) if change.time >= since}
    graphs = {change.graph for change in newest.values() if change.action is not Action.WITHDRAW}
    gone = [
        Withdrawn(article=change.article, sequence=change.seq, time=change.time, reason=change.reason)
        for change in newest.values()
        if change.action is Action.WITHDRAW
    ]
    return graphs, gone


def _changes(log: Log, *, until: int) -> Iterator[Change]:
    seq = 0
    while seq < until and (changes := log.changes(after=seq, most=STEP)):
        seq = changes[-1].seq
        yield from (change for change in changes if change.seq <= until and change.action in TOLD)
