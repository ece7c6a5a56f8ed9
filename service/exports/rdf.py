"""The graph of a store as RDF files."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

import pyoxigraph as ox

from service.exports.batches import parts
from service.exports.formats import NAMES_GRAPHS, RDF, Format
from service.exports.packing import packed
from service.exports.selection import Selection
from service.sparql.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from service.exports.chosen import Chosen
    from service.exports.packing import Written
    from service.store import View

ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# Quads between two looks at the progress.
STEP: Final = 100_000
LINE_BY_LINE: Final = (Format.NQUADS, Format.NTRIPLES)


def write(
    view: View,
    taken: Selection | Chosen,
    paths: Iterator[Path],
    *,
    format_: Format,
    most: int | None,
    progressed: Callable[[int], None],
) -> Iterator[Written]:
    """Write what leaves to files and yield them; one file, or as many as `most` quads in each take.

    `progressed` is told from time to time how many quads are written. Memory does not grow with the store.
    """
    if isinstance(taken, Selection) and taken.is_whole and most is None:
        yield _whole(view, next(paths), format_=format_)
        return
    quads = _counted(taken.quads(view), progressed)
    for path, part in zip(paths, parts(quads, most), strict=False):
        counted = _Count()
        with packed(path) as out:
            _serialize(counted.over(part), out.stream, format_=format_)
        yield out.written(count=counted.number)


def _whole(view: View, path: Path, *, format_: Format) -> Written:
    """Write everything, by what the engine does itself: several times as fast as quad by quad."""
    with packed(path) as out:
        lines = _Lines(out.stream)
        if format_ in NAMES_GRAPHS:
            view.graphs.dump(lines, RDF[format_], prefixes=_prefixes(format_))  # type: ignore[arg-type]
        else:
            found = view.query(ALL)
            assert isinstance(found, ox.QueryTriples)
            ox.serialize(found, lines, format=RDF[format_], prefixes=_prefixes(format_))  # type: ignore[arg-type]
    # To count its quads a store reads all of them.
    return out.written(count=lines.count if format_ in LINE_BY_LINE else len(view.graphs))


def _serialize(quads: Iterable[ox.Quad], stream: object, *, format_: Format) -> None:
    found = quads if format_ in NAMES_GRAPHS else (quad.triple for quad in quads)
    ox.serialize(found, stream, format=RDF[format_], prefixes=_prefixes(format_))  # type: ignore[arg-type]


def _prefixes(format_: Format) -> dict[str, str] | None:
    return None if format_ in LINE_BY_LINE else NAMESPACES


class _Lines:
    """A file that counts the lines written to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self._stream = stream

    def write(self, data: bytes) -> int:
        self.count += bytes(data).count(b"\n")
        return self._stream.write(data)

    def flush(self) -> None:
        """Do nothing: the file is flushed when it is closed."""


class _Count:
    """How many of something went by."""

    def __init__(self) -> None:
        self.number = 0

    def over(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in quads:
            self.number += 1
            yield quad


def _counted(quads: Iterable[ox.Quad], progressed: Callable[[int], None]) -> Iterator[ox.Quad]:
    for number, quad in enumerate(quads):
        if number % STEP == 0:
            progressed(number)
        yield quad
