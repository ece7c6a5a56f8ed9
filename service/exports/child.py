"""The process that writes one export of a store that a server holds, so that the server need not.

It is started with the store's folder, the export's name, and what it is to hold as JSON. Once it holds the
index in one state it says so on a line, and is told on a line which checkpoint to read: the graphs are then
no older than the index. Each line that it says from then on is how many quads or rows are written.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final

from service.exports.export import Held, export
from service.exports.formats import told_by
from service.exports.tables import opened
from service.exports.wanted import Wanted, Where
from service.index.index import FILE
from service.log import Log
from service.view import View

PRIORITY: Final = 10  # of 19: a tenth of the time where others want it too


def main(folder: Path, out: Path, told: dict[str, Any]) -> None:
    """Write the export."""
    os.nice(PRIORITY)
    format_ = told_by(out.name)
    assert format_ is not None
    wanted = Wanted(format=format_, where=Where.model_validate(told["where"]), most=told["shard"])
    with ExitStack() as files:
        index = files.enter_context(opened(folder / FILE)) if wanted.needs_index else None
        log = files.enter_context(closing(Log(folder / "log.sqlite")))
        _say("ready")
        view = View.at(Path(sys.stdin.readline().rstrip("\n")))
        export(Held(view=view, log=log, index=index), out, wanted, progressed=_say)


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
