"""Loads that are killed at random and continued, against one that nobody disturbs: the graphs are the same.

usage: python -m tests.bench.killed_loads [ROWS] [ARTICLES] [KILLS] [WORKERS]

Prints what every load had stored when it was killed; exits with 1 where a quad is missing or one too many.
"""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Engine  # noqa: TID251 - what is on disk

from service.store import Store
from tests.bench.ged_rows import write_rows
from tests.bench.stories import write_stories

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS: Final = 100_000
ARTICLES: Final = 2_000
KILLS: Final = 10
SEED: Final = 7


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    rows, articles, kills, workers = (*map(int, arguments), *(ROWS, ARTICLES, KILLS, 1)[len(arguments) :])
    same = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, path in (
            (f"{rows:,} rows", write_rows(folder / "rows.csv", rows)),
            (f"{articles:,} articles", write_stories(folder / "articles", articles)),
        ):
            sys.stdout.write(f"{what}\n")
            is_same = is_the_same(path, folder, kills=kills, workers=workers, tell=sys.stdout.write)
            sys.stdout.write("  the same graph, quad for quad\n" if is_same else "  ANOTHER GRAPH\n")
            same = same and is_same
    return 0 if same else 1


def is_the_same(
    documents: Path, folder: Path, *, kills: int, workers: int = 1, tell: Callable[[str], object]
) -> bool:
    """Return whether documents end in the same graph if their load is killed so often, and continued."""
    whole, killed = folder / f"{documents.name}-whole", folder / f"{documents.name}-killed"
    took, start = (_took(_load(documents, whole, workers)) for _ in range(2))
    chance = random.Random(SEED)  # noqa: S311 - the same moments each time
    for _ in range(kills):
        _kill_after(start + chance.uniform(0, 2 * took / kills), _load(documents, killed, workers))
        tell(f"  killed with {_changes(killed):,} changes\n")
    again = subprocess.run(_load(documents, killed, workers), capture_output=True, text=True, check=False)
    tell(f"  {again.stdout}")
    return _content(whole, folder) == _content(killed, folder)


def _load(documents: Path, store: Path, workers: int) -> list[str]:
    command = [sys.executable, "-m", "service.cli", "load", str(documents), "--store", str(store)]
    return [*command, "--workers", str(workers)]


def _took(command: list[str]) -> float:
    """Return the seconds that a program takes; one that loads what is held takes those of a start."""
    start = time.monotonic()
    subprocess.run(command, capture_output=True, check=False)
    return time.monotonic() - start


def _kill_after(seconds: float, command: list[str]) -> None:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as load:
        with suppress(subprocess.TimeoutExpired):
            load.wait(seconds)
        load.send_signal(signal.SIGKILL)


def _changes(store: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{store}/log.sqlite?mode=ro", uri=True)) as log:
            return int(log.execute("SELECT count(*) FROM change").fetchone()[0])
    except sqlite3.Error:
        return 0


def _content(store: Path, folder: Path) -> str:
    """Return a digest of all quads of a store, once it was put in order."""
    Store.open(store).close()
    dump = folder / f"{store.name}.nq"
    Engine.read_only(str(store / "graphs")).dump(dump, RdfFormat.N_QUADS)
    subprocess.run(["/usr/bin/sort", "--output", dump, dump], env={"LC_ALL": "C"}, check=True)
    with dump.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    dump.unlink()
    return digest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
