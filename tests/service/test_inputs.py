"""A load of what was loaded before: what is held as it is, is neither read nor extracted again."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from loaders.datasets import RowReader
from service.access import writing
from service.ingest import Options, Watcher, load
from service.ingest.naming import file_name
from service.sidecar import Metadata
from service.socket import Remote, listening
from service.sources import Source
from service.store import Store
from tests.bench.ged_rows import row, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from loaders.datasets import Cells, Outcome
    from service.ingest import Report

ROWS = 400
TEXT = "Le communiqué numéro {} annonce la prise du village de Zubrivka par les forces armées."


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Articles, in French so that they are quickly read, in a folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
        told = json.dumps({"url": f"https://news.example/{number}"})
        (folder / f"{number}.meta.json").write_text(told)
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "ged.csv", ROWS)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes it an error to read a source."""

    def read_anyway(*_: object, **__: object) -> None:
        pytest.fail("it was read again")

    def forbid() -> None:
        monkeypatch.setattr("service.ingest.scanning.read_documents", read_anyway)
        monkeypatch.setattr("service.ingest.scanning.table", read_anyway)

    return forbid


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of the rows that are mapped."""
    lines: list[int] = []
    read = RowReader.read

    def noted(self: RowReader, cells: Cells) -> Outcome:
        lines.append(cells.line)
        return read(self, cells)

    monkeypatch.setattr(RowReader, "read", noted)
    return lines


def loaded(path: Path, store: Store | Remote, options: Options | None = None) -> Report:
    return load([str(path)], store, options or Options(), Watcher())


def counts(report: Report) -> tuple[int, int, int]:
    return report.documents, report.unchanged, report.replaced


def test_files_that_are_held_as_they_are_are_not_read_again(
    store: Store, documents: Path, rows: Path, unread: Callable[[], None]
) -> None:
    shutil.copy(rows, documents)
    first = loaded(documents, store)
    unread()

    again = loaded(documents, store)

    assert counts(first) == (3 + ROWS, 0, 0)
    assert counts(again) == (0, 3 + ROWS, 0)
    assert again.left_aside == first.left_aside
    assert store.sequence == 3 + ROWS


def test_a_changed_row_is_found_and_hardly_any_other_is_mapped(
    store: Store, rows: Path, mapped: list[int]
) -> None:
    loaded(rows, store)
    mapped.clear()
    lines = rows.read_text(encoding="utf-8").splitlines(keepends=True)
    rows.write_text("".join([*lines[:200], lines[200].replace("Village", "Town"), *lines[201:]]))

    report = loaded(rows, store)

    assert counts(report) == (1, ROWS - 1, 1)
    assert 201 in mapped
    assert len(mapped) <= 256
    assert store.log.changes()[-1].action == "replace"


def test_a_row_before_all_others_leaves_most_of_them_as_they_are(
    store: Store, rows: Path, tmp_path: Path, mapped: list[int]
) -> None:
    loaded(rows, store)
    mapped.clear()
    lines = rows.read_text(encoding="utf-8").splitlines(keepends=True)
    new = (
        write_rows(tmp_path / "new.csv", 1, first=ROWS).read_text(encoding="utf-8").splitlines(keepends=True)
    )
    rows.write_text("".join([lines[0], new[1], *lines[1:]]))

    report = loaded(rows, store)

    assert counts(report) == (1, ROWS, 0)
    assert len(mapped) <= 256 < ROWS


def test_a_file_of_an_article_that_was_withdrawn_is_read_again(
    store: Store, documents: Path, unread: Callable[[], None]
) -> None:
    loaded(documents, store)
    store.withdraw("https://news.example/1", "wrong")

    assert counts(loaded(documents, store)) == (1, 2, 0)
    unread()
    assert counts(loaded(documents, store)) == (0, 3, 0)


@pytest.mark.parametrize(
    "options",
    [
        Options(metadata=Metadata(publisher="Daily Zubr")),
        Options(metadata=Metadata(published="2024-12-03")),
    ],
    ids=["publisher", "published"],
)
def test_what_is_told_of_files_is_a_part_of_them(store: Store, documents: Path, options: Options) -> None:
    loaded(documents, store)

    assert counts(loaded(documents, store, options)) == (3, 0, 3)


def test_a_file_beside_a_document_is_a_part_of_it(store: Store, documents: Path) -> None:
    loaded(documents, store)
    told = json.dumps({"url": "https://news.example/1", "publisher": "Daily Zubr"})
    (documents / "1.meta.json").write_text(told)

    assert counts(loaded(documents, store)) == (1, 2, 1)


def test_what_was_refused_is_told_each_time(store: Store, rows: Path) -> None:
    bad = row(ROWS)
    bad[5] = "9"
    with rows.open("a", encoding="utf-8") as stream:
        stream.write(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in bad) + "\n")

    reports = [loaded(rows, store) for _ in range(2)]

    assert [(report.documents, report.unchanged) for report in reports] == [(ROWS, 0), (0, ROWS)]
    assert [[refused.position for refused in report.refused] for report in reports] == [
        [f"line {ROWS + 2}"]
    ] * 2


def test_without_its_memory_a_store_finds_all_unchanged(folder: Path, documents: Path, rows: Path) -> None:
    shutil.copy(rows, documents)
    store = Store.open(folder)
    loaded(documents, store)
    store.close()
    (folder / "inputs.sqlite").unlink()

    store = Store.open(folder)

    assert counts(loaded(documents, store)) == (0, 3 + ROWS, 0)
    store.close()


def test_the_memory_of_another_log_is_forgotten(folder: Path, tmp_path: Path, documents: Path) -> None:
    older = shutil.copytree(folder, tmp_path / "older")
    store = Store.open(folder)
    loaded(documents, store)
    store.close()
    for file in folder.glob("inputs.sqlite*"):
        shutil.copy(file, older)

    store = Store.open(older)

    assert counts(loaded(documents, store)) == (3, 0, 0)
    store.close()


def test_a_server_that_holds_the_store_remembers_for_others(
    store: Store, documents: Path, rows: Path, unread: Callable[[], None]
) -> None:
    shutil.copy(rows, documents)
    with listening(store), writing(store.folder, base=None) as remote:
        assert isinstance(remote, Remote)
        first = loaded(documents, remote)
        unread()
        again = loaded(documents, remote)

    assert counts(first) == (3 + ROWS, 0, 0)
    assert counts(again) == (0, 3 + ROWS, 0)


def test_a_file_that_changes_while_it_is_read_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    named = file_name(Source(name="a", path=path), Options())
    assert named is not None
    assert named.is_sound(path)

    path.write_text("after")

    assert not named.is_sound(path)
    path.unlink()
    assert not named.is_sound(path)


def test_only_regular_files_have_names(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert file_name(Source(name="pipe", path=tmp_path / "pipe"), Options()) is None
    assert file_name(Source(name="none", path=tmp_path / "none"), Options()) is None
    assert file_name(Source(name="standard input", path=None), Options()) is None


def test_what_was_done_before_an_interruption_is_stored(store: Store, documents: Path) -> None:
    def stopped(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([str(documents)], store, Options(), Watcher(progressed=stopped))

    assert store.sequence == 2
