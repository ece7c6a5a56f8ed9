"""Folders and documents that are watched: what is loaded when it comes or changes, and when not."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from service.watching import folders
from service.watching.stopping import Stopped
from tests.service.watching.stories import page
from tests.service.watching.test_feeds import HOUR, changes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.watching.conftest import Desk, Site

STORY = "Le ministère annonce que {} obus sont tombés sur le village de Zubrivka pendant la nuit de lundi."
INBOX = '[[folder]]\nname = "inbox"\npath = "inbox"\nevery = "10s"\n'
LOSSES = [
    {"date": "2024-12-01", "day": 1012, "personnel": 742130, "personnel*": "about", "POW": 497},
    {"date": "2024-12-02", "day": 1013, "personnel": 743640, "personnel*": "about", "POW": 497},
]


@pytest.fixture
def inbox(tmp_path: Path, desk: Desk) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    desk.clock.at += 100  # what is written now was written a while ago
    return folder


def test_new_and_changed_files_are_loaded_once(inbox: Path, desk: Desk, folder: Path) -> None:
    (inbox / "deep").mkdir()
    (inbox / "a.txt").write_text(STORY.format(1))
    (inbox / "deep" / "b.html").write_text(page(2))
    (inbox / "a.meta.json").write_text('{"url": "https://news.example/1"}')
    desk.watch(INBOX, seconds=60)
    (inbox / "a.txt").write_text(STORY.format(7))
    (inbox / "c.txt").write_text(STORY.format(3))
    desk.clock.at += 100
    desk.watch(INBOX, seconds=60)

    assert changes(folder) == [("load", "1"), ("load", "2"), ("replace", "7"), ("load", "3")]
    assert desk.told() == [
        "source=inbox event=loaded files=2 new=2 replaced=0 unchanged=0 claims=0",
        "source=inbox event=loaded files=2 new=1 replaced=1 unchanged=0 claims=0",
    ]


def test_a_file_that_was_touched_is_not_loaded_again(inbox: Path, desk: Desk, folder: Path) -> None:
    (inbox / "a.txt").write_text(STORY.format(1))
    desk.watch(INBOX, seconds=60)
    os.utime(inbox / "a.txt")
    desk.clock.at += 100
    desk.watch(INBOX, seconds=60)

    assert len(desk.told()) == 1
    assert changes(folder) == [("load", "1")]


def test_what_is_told_beside_a_file_counts_as_the_file(inbox: Path, desk: Desk, folder: Path) -> None:
    (inbox / "a.txt").write_text(STORY.format(1))
    desk.watch(INBOX, seconds=60)
    (inbox / "a.meta.json").write_text('{"published": "2024-12-03"}')
    desk.clock.at += 100
    desk.watch(INBOX, seconds=60)

    assert changes(folder) == [("load", "1"), ("replace", "1")]


def test_a_warning_is_told(inbox: Path, desk: Desk) -> None:
    (inbox / "a.txt").write_text(STORY.format(1))
    desk.watch(INBOX, seconds=60)

    assert desk.lines[1].endswith(
        f' source=inbox event=warned document={inbox}/a.txt warning="no date of publication"'
    )


def test_a_deleted_file_leaves_what_it_said(inbox: Path, desk: Desk, folder: Path) -> None:
    (inbox / "a.txt").write_text(STORY.format(1))
    desk.watch(INBOX, seconds=60)
    (inbox / "a.txt").unlink()
    desk.watch(INBOX, seconds=60)

    assert changes(folder) == [("load", "1")]


def test_a_file_that_is_being_written_is_waited_for(inbox: Path, desk: Desk, folder: Path) -> None:
    desk.clock.at -= 100
    (inbox / "a.txt").write_text(STORY.format(1)[:50])
    os.utime(inbox / "a.txt", (0, 0))  # its time of modification is copied from elsewhere
    desk.watch(INBOX, seconds=folders.SETTLED - 2)
    assert changes(folder) == []

    (inbox / "a.txt").write_text(STORY.format(1))
    desk.watch(INBOX, once=True)

    assert changes(folder) == [("load", "1")]


def test_a_file_that_changes_while_it_is_read_is_read_again(
    inbox: Path, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(STORY.format(1))
    content = folders.content

    def written_to(file: folders.File) -> str:
        digest = content(file)
        (inbox / "a.txt").write_text(STORY.format(2))
        return digest

    with monkeypatch.context() as patch:
        patch.setattr(folders, "content", written_to)
        desk.watch(INBOX, seconds=5)
    (inbox / "a.txt").write_text(STORY.format(3))
    desk.clock.at += 100
    desk.watch(INBOX, seconds=60)

    assert [shells for _, shells in changes(folder)] == ["2", "3"]


def test_a_bad_file_is_refused_once_and_the_others_go_in(inbox: Path, desk: Desk, folder: Path) -> None:
    (inbox / "a.txt").write_bytes(b"\xff\xfe")
    (inbox / "b.txt").write_text(STORY.format(2))
    os.mkfifo(inbox / "pipe")
    desk.watch(INBOX, seconds=60)

    assert [line.partition(" document=")[0] for line in desk.told()] == [
        "source=inbox event=loaded files=3 new=1 replaced=0 unchanged=0 claims=0",
        "source=inbox event=refused",
        "source=inbox event=refused",
    ]
    assert changes(folder) == [("load", "2")]


def test_a_folder_that_is_not_there_is_told_and_looked_for_again(
    inbox: Path, desk: Desk, folder: Path
) -> None:
    inbox.rmdir()
    desk.watch(INBOX, seconds=5)
    assert 'reason="is no folder"' in desk.told()[0]

    inbox.mkdir()
    (inbox / "a.txt").write_text(STORY.format(1))
    desk.clock.at += 100
    desk.watch(INBOX, seconds=60)

    assert changes(folder) == [("load", "1")]


def test_a_stop_comes_between_two_documents_and_the_rest_is_loaded_later(
    inbox: Path, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        (inbox / f"{number}.txt").write_text(STORY.format(number))
    put = "service.watching.loading.Loader._progressed"
    calls: list[int] = []

    def progressed(_: object, done: int, __: int) -> None:
        calls.append(done)
        if done == 2:
            raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(put, progressed)
        desk.watch(INBOX, seconds=60)
    assert max(calls) == 2

    desk.watch(INBOX, seconds=60)

    assert changes(folder) == [("load", str(number)) for number in range(5)]


def test_rows_of_a_dataset_at_an_address_are_loaded_when_they_change(
    site: Site, desk: Desk, folder: Path
) -> None:
    site.serve("/losses.json", json.dumps(LOSSES[:1]), kind="application/json")
    address = f"{site.address}/losses.json"
    losses = f'[[document]]\nname = "losses"\nurl = "{address}"\nformat = "general-staff-losses"\n'
    desk.watch(losses, seconds=HOUR)
    site.serve("/losses.json", json.dumps(LOSSES), kind="application/json")
    desk.watch(losses, seconds=HOUR)

    assert [action for action, _ in changes(folder)] == ["load", "load"]
    assert [line for line in desk.told() if "loaded" in line] == [
        "source=losses event=loaded new=1 replaced=0 unchanged=0 claims=2",
        "source=losses event=loaded new=1 replaced=0 unchanged=1 claims=2",
    ]


def test_a_page_at_an_address_replaces_what_it_said(site: Site, desk: Desk, folder: Path) -> None:
    live = f'[[document]]\nname = "live"\nurl = "{site.address}/live"\n'
    site.serve("/live", page(1))
    desk.watch(live, seconds=HOUR)
    site.serve("/live", page(1, shells=9))
    desk.watch(live, seconds=HOUR)

    assert changes(folder) == [("load", "1"), ("replace", "9")]
