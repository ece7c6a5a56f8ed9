"""The process that writes one export of a store that a server holds, so that the server need not.

It is started with the store's folder and the export's name; once it holds the index in one state it says so
on a line, and is told on a line which checkpoint to read: the graphs are then no older than the index.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from service.exports import tabular
from service.exports.export import Wanted, export
from service.exports.formats import TABULAR, told_by
from service.exports.tables import opened
from service.index.index import FILE
from service.log import Log
from service.view import View

PRIORITY: Final = 10  # of 19: a tenth of the time where others want it too


def main(folder: Path, out: Path) -> None:
    """Write the export."""
    os.nice(PRIORITY)
    format_ = told_by(out.name)
    assert format_ is not None
    with ExitStack() as files:
        index = files.enter_context(opened(folder / FILE)) if format_ in TABULAR else None
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        view = View.at(Path(sys.stdin.readline().rstrip("\n")))
        if index is not None:
            tabular.export(view, index, out, format_, progressed=_quiet)
        else:
            log = files.enter_context(closing(Log(folder / "log.sqlite")))
            export(view, log, out, Wanted(format=format_), progressed=_quiet)


def _quiet(_: int) -> None:
    """Tell nobody: the server sees how the files grow."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
