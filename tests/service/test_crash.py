"""What a store holds after its process was killed, or its disk was full."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.store import Arrival

DOCUMENTS = 150
# A store whose files may not grow past a limit, as on a disk that is full.
FILL = """
import resource, sys
from pathlib import Path
from service.errors import StoreFailed
from service.store import Arrival, Store
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
for number in range(1000):
    graph = f"{store.base}graph/article/k{number}-1/r"
    quads = f'<{store.base}article/k{number}-1> <{store.base}p> "{"word " * 400}" <{graph}> .\\n'
    arrival = Arrival(
        key=f"k{number}", article=f"{store.base}article/k{number}-1", graph=graph, run="r", digest="d",
        text=f"text {number}", quads=quads,
    )
    try:
        store.put(arrival)
    except StoreFailed as error:
        print(number, error)
        break
"""


def graphs(store: Store) -> list[str]:
    return sorted(
        name.value
        for name in store.graphs.named_graphs()
        if name.value.startswith(f"{store.base}graph/article/")
    )


def rows(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder}/log.sqlite?mode=ro", uri=True)) as log:
            return int(log.execute("SELECT count(*) FROM change").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Many small documents; in French, so that they are quickly read."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"Le communiqué numéro {number} annonce la prise du village de Zubrivka par les forces armées."
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_load_that_is_killed_keeps_what_it_acknowledged_and_is_completed_by_the_next(
    folder: Path, documents: Path
) -> None:
    command = [sys.executable, "-m", "service.cli", "load", str(documents), "--store", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
        deadline = time.monotonic() + 60
        while rows(folder) < 20 and time.monotonic() < deadline:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
    acknowledged = rows(folder)

    with closing(Store.open(folder)) as store:
        assert graphs(store) == sorted(change.graph for change in store.log.held())
        assert all(
            set(store.nquads(change.graph).splitlines())
            == set(store.log.content(change.seq).came.splitlines())
            for change in store.log.held()
        )
        assert 20 <= acknowledged == len(graphs(store)) < DOCUMENTS

    again = subprocess.run(command, capture_output=True, text=True, check=True)

    assert again.stdout == (
        f"{DOCUMENTS - acknowledged:,} documents, 0 claims, {(DOCUMENTS - acknowledged) * 3:,} quads; "
        f"{acknowledged:,} unchanged, 0 replaced, 0 refused; "
        f"{DOCUMENTS - acknowledged:,} not in English, so without claims ({DOCUMENTS - acknowledged:,} fr)\n"
    )


@pytest.mark.parametrize("limit", [40_000, 150_000])
def test_a_full_disk_is_told_and_leaves_the_store_intact(folder: Path, limit: int) -> None:
    filled = subprocess.run(
        [sys.executable, "-c", FILL, folder, str(limit)], capture_output=True, text=True, check=True
    )

    number, _, message = filled.stdout.partition(" ")
    assert message.startswith("the store")
    with closing(Store.open(folder)) as store:
        expected = [f"{store.base}graph/article/k{index}-1/r" for index in range(int(number))]
        assert graphs(store) == sorted(expected)
        assert [change.graph for change in store.log.held()] == expected


def test_a_killed_writer_gives_its_lock_back(folder: Path, arrival: Callable[..., Arrival]) -> None:
    script = "import sys, time; from pathlib import Path; from service.store import Store; "
    script += "held = Store.open(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script, folder], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()

    with closing(Store.open(folder)) as store:
        assert store.put(arrival()) == "new"
