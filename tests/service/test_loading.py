"""What `casus load` tells as it goes on, and how what it refused is loaded once it is corrected."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from service.cli.bar import loading
from service.ingest import Options, Report, Watcher, load
from service.ingest.report import LISTED
from service.store import Store
from tests.bench.ged_rows import row, write_rows
from tests.bench.stories import write_stories

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.conftest import Casus

TEXT = "Le communiqué numéro {} annonce la prise du village de Zubrivka par les forces armées."


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Three articles, one of which cannot be read, nor can what stands beside another."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    (folder / "1.txt").write_bytes(b"\xff\xfe\x00\x00")
    (folder / "2.meta.json").write_text("{")
    return folder


def test_what_was_refused_is_loaded_again_once_it_is_corrected(
    casus: Casus, documents: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.jsonl"
    first = casus("load", documents, "--rejects", rejects)
    refused = [json.loads(line)["source"] for line in rejects.read_text().splitlines()]
    (documents / "1.txt").write_text(TEXT.format(1), encoding="utf-8")
    (documents / "2.meta.json").unlink()
    (documents / "0.txt").unlink()

    again = casus("load", "--again", rejects, "--rejects", rejects)

    assert (first[0], first[1].split(" ")[0]) == (3, "1")
    assert refused == [f"{documents}/1.txt", f"{documents}/2.meta.json"]
    assert (again[0], again[1].split(",")[0]) == (0, "2 documents")
    assert rejects.read_text() == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file or directory"), ("[]", "is no file that --rejects has written")],
)
def test_a_file_that_tells_no_refusals_is_no_list_of_what_to_load(
    casus: Casus, tmp_path: Path, content: str | None, told: str
) -> None:
    rejects = tmp_path / "rejects.jsonl"
    if content is not None:
        rejects.write_text(content)

    code, _, complaint = casus("load", "--again", rejects)

    assert code == 2
    assert complaint.endswith(f"--again {rejects}: {told}\n")


def test_a_load_of_nothing_is_a_wrong_use(casus: Casus) -> None:
    code, _, complaint = casus("load")

    assert code == 2
    assert complaint.endswith("nothing to load: name files, folders or addresses, or --again REJECTS\n")


def test_bytes_and_documents_are_told_as_they_are_read(store: Store, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "ged.csv", 40)
    size = path.stat().st_size
    steps: list[tuple[int, int]] = []
    watcher = Watcher(read=lambda read, whole: steps.append((read, whole)))

    load([str(path)], store, Options(), watcher)
    load([str(path)], store, Options(), watcher)

    assert {whole for _, whole in steps} == {size}
    assert [read for read, _ in steps] == [0, *[size] * 40, 0, size]


def test_a_bar_shows_the_share_the_rate_and_the_time_left() -> None:
    shown, now = io.StringIO(), iter(range(1_000))
    console = Console(file=shown, force_terminal=True, width=100)

    with loading(console=console, clock=lambda: float(next(now))) as bar:
        for done in range(1, 4):
            bar.read(done * 100, 1_000)
            bar.progressed(done * 50, 0)

    told = shown.getvalue()
    assert "30%" in told
    assert "150 documents" in told
    assert "/s" in told
    assert "0:00:" in told


def test_a_report_lists_the_first_refusals_and_counts_all(store: Store, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "ged.csv", 1)
    with path.open("a", encoding="utf-8") as stream:
        for number in range(1, LISTED + 20):
            cells = row(number)
            cells[5] = "9"
            stream.write(",".join(cell.replace('"', "").replace(",", ";") for cell in cells) + "\n")

    report: Report = load([str(path)], store, Options(), Watcher())

    assert (report.documents, len(report.refused), report.refusals) == (1, LISTED, LISTED + 19)
    assert not report.failed


def test_several_processes_load_the_same_in_the_same_order(
    folder: Path, documents: Path, tmp_path: Path
) -> None:
    write_stories(documents / "stories", 6)
    bad = (
        write_rows(documents / "ged.csv", 300)
        .read_text(encoding="utf-8")
        .replace(",Clear,1,", ",Clear,9,", 5)
    )
    (documents / "ged.csv").write_text(bad, encoding="utf-8")
    stores = [Store.open(shutil.copytree(folder, tmp_path / name)) for name in ("one", "two")]

    reports = [
        load([str(documents)], store, Options(workers=workers, max_refused=0.5), Watcher())
        for workers, store in enumerate(stores, start=1)
    ]

    told = [replace(report, refused=[str(one) for one in report.refused]) for report in reports]  # type: ignore[misc]
    assert told[0] == told[1]
    assert (told[0].documents, len(told[0].refused)) == (6 + 295 + 1, 5 + 2)
    assert [(change.key, change.graph, change.action) for change in stores[0].log.changes()] == [
        (change.key, change.graph, change.action) for change in stores[1].log.changes()
    ]
    assert {str(quad) for quad in stores[0].graphs} == {str(quad) for quad in stores[1].graphs}
    for store in stores:
        store.close()
