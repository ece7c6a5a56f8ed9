"""`casus watch` as a command: its lines, its exit codes, how it stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.service.watching.stories import entry, feed
from tests.service.watching.test_feeds import RSS, changes, sources
from tests.service.watching.test_folders import STORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.conftest import Casus
    from tests.service.watching.conftest import Site


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASUS_FETCH_PRIVATE", "1")
    return tmp_path / "sources.toml"


def test_once_loads_what_is_there_and_tells_the_sums(casus: Casus, toml: Path, site: Site) -> None:
    site.serve("/feed", feed(entry(1, "/1", whole=True)), kind=RSS)
    toml.write_text(sources(site))

    first = casus("watch", toml, "--once")
    second = casus("watch", toml, "--once")

    assert first[:2] == (
        0,
        "1 new, 0 replaced, 0 unchanged, 0 refused; 0 claims; 0 polls without an answer\n",
    )
    assert first[2].startswith("casus: time=")
    assert first[2].endswith(" source=wire event=loaded pages=0 new=1 replaced=0 unchanged=0 claims=0\n")
    assert second[:2] == (
        0,
        "0 new, 0 replaced, 0 unchanged, 0 refused; 0 claims; 0 polls without an answer\n",
    )


@pytest.mark.parametrize(("there", "code"), [("ab", 0), ("a", 3), ("", 1)])
def test_the_exit_code_tells_whether_sources_could_be_read(
    casus: Casus, toml: Path, there: str, code: int
) -> None:
    for name in there:
        (toml.parent / name).mkdir()
    toml.write_text("".join(f'[[folder]]\nname = "{name}"\npath = "{name}"\n' for name in "ab"))

    assert casus("watch", toml, "--once")[0] == code


def test_refusals_are_told_by_the_exit_code(casus: Casus, toml: Path) -> None:
    (toml.parent / "in").mkdir()
    (toml.parent / "in" / "a.txt").write_bytes(b"\xff")
    os.utime(toml.parent / "in" / "a.txt", (0, 0))
    toml.write_text('[[folder]]\nname = "in"\npath = "in"\nevery = "1h"\n')

    code, printed, _ = casus("watch", toml, "--once")

    assert (code, printed.split("; ")[0]) == (3, "0 new, 0 replaced, 0 unchanged, 1 refused")


def test_wrong_sources_do_nothing(casus: Casus, toml: Path, folder: Path) -> None:
    toml.write_text('[[feed]]\nname = "a"\n')

    assert casus("watch", toml) == (2, "", f'casus: {toml}, line 1: feed "a", url: is missing\n')
    assert not (folder / "watch.sqlite").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(toml: Path, folder: Path, number: signal.Signals) -> None:
    (toml.parent / "in").mkdir()
    toml.write_text('[[folder]]\nname = "in"\npath = "in"\nevery = "1s"\n')
    (toml.parent / "in" / "a.txt").write_text(STORY.format(1))
    command = [sys.executable, "-m", "service.cli", "watch", str(toml), "--store", str(folder)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        process.send_signal(number)
        printed, complaints = process.communicate(timeout=30)

    assert line.endswith(" source=in event=loaded files=1 new=1 replaced=0 unchanged=0 claims=0\n")
    assert complaints.endswith(" event=stopped\n")
    assert (process.returncode, printed) == (
        0,
        "1 new, 0 replaced, 0 unchanged, 0 refused; 0 claims; 0 polls without an answer\n",
    )
    assert changes(folder) == [("load", "1")]


def test_a_signal_ends_a_fetch_that_hangs(toml: Path, folder: Path, site: Site) -> None:
    is_asked, is_over = threading.Event(), threading.Event()

    def hang(_: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        is_asked.set()
        is_over.wait(60)
        return 200, {}, b""

    site.answers["/feed"] = hang
    toml.write_text(sources(site))
    command = [sys.executable, "-m", "service.cli", "watch", str(toml), "--store", str(folder)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert is_asked.wait(60)
        process.terminate()
        _, complaints = process.communicate(timeout=30)
        is_over.set()

    assert (process.returncode, complaints.endswith(" event=stopped\n")) == (0, True)
