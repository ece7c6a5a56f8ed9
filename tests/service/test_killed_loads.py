"""Loads that are killed again and again, and continued, end as if nothing had happened."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.bench.ged_rows import write_rows
from tests.bench.killed_loads import is_the_same
from tests.bench.stories import write_stories

if TYPE_CHECKING:
    from collections.abc import Callable

KILLS = 3
Found = TypeVar("Found")


def test_rows_end_in_the_same_graph_however_often_their_load_is_killed(tmp_path: Path) -> None:
    told: list[str] = []

    same = is_the_same(write_rows(tmp_path / "rows.csv", 2_000), tmp_path, kills=KILLS, tell=told.append)

    assert same
    assert len(told) == KILLS + 1


def test_articles_end_in_the_same_graph_however_often_their_load_is_killed(tmp_path: Path) -> None:
    told: list[str] = []

    same = is_the_same(write_stories(tmp_path / "in", 40), tmp_path, kills=KILLS, workers=2, tell=told.append)

    assert same
    assert len(told) == KILLS + 1


def test_the_processes_of_a_load_that_is_killed_end_too(tmp_path: Path) -> None:
    documents = write_stories(tmp_path / "in", 200)
    command = [sys.executable, "-m", "service.cli", "load", str(documents), "--workers", "2"]
    with subprocess.Popen([*command, "--store", str(tmp_path / "store")]) as load:
        workers = _until(lambda: [pid for pid in _children(load.pid) if _is_worker(pid)])
        load.send_signal(signal.SIGKILL)

    assert _until(lambda: not any(map(_is_worker, workers)))


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_worker(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def _until(found: Callable[[], Found]) -> Found:
    """Return what is found once it is there, or what there is after half a minute."""
    deadline = time.monotonic() + 30
    while not (value := found()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return value
