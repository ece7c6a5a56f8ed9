"""The changes of a store as a file, a line a change: what a copy begins with."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final

from service.exports.batches import parts
from service.exports.naming import numbered
from service.exports.packing import packed
from service.feed import lines
from service.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from service.exports.packing import Written
    from service.exports.wanted import Wanted
    from service.log import Log
    from service.view import View

STEP: Final = 100  # changes between two looks at the progress


def write(
    log: Log, view: View, out: Path, wanted: Wanted, *, progressed: Callable[[int], None]
) -> Iterator[Written]:
    """Write every change that a view shows to files and yield these; they are the lines of the feed."""
    told = lines.everything(log, Rights.of(view), until=view.sequence)
    paths = repeat(out) if wanted.most is None else numbered(out)
    for path, part in zip(paths, parts(_counted(told, progressed), wanted.most), strict=False):
        count = 0
        with packed(path) as file:
            for count, line in enumerate(part, start=1):  # noqa: B007 - told at the end
                file.stream.write(line)
        yield file.written(count=count)


def _counted(told: Iterable[bytes], progressed: Callable[[int], None]) -> Iterator[bytes]:
    for number, line in enumerate(told):
        if number % STEP == 0:
            progressed(number)
        yield line
