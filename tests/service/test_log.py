from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from service.errors import StoreFailed
from service.log import Action, Content, Entry, Log, SharedNode
from service.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRY = Entry(action=Action.LOAD, key="k", article="a", graph="g", run="r", digest="d", text_hash="h")
SHARED = SharedNode(subject="s", graph="local", quads="s p o local .\n")
TIME = "2026-01-02T03:04:05.000Z"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with closing(Log(tmp_path / "log.sqlite")) as opened:
        yield opened


def test_the_log_gives_back_what_came_and_went(log: Log) -> None:
    content = Content(came="a b c g .\n", went="x y z g .\n", shared=(SHARED,))

    change = log.append(ENTRY, content, time=TIME)

    assert (change.seq, change.time, log.sequence) == (1, TIME, 1)
    assert log.content(1) == content
    assert log.changes() == [change]
    assert log.last("k") == change
    assert [log.shared_node(subject) for subject in log.shared_subjects()] == [SHARED]
    assert (log.has_shared("s"), log.has_shared("t")) == (True, False)


def test_the_nodes_of_a_change_are_found_without_reading_those_of_all_others(
    log: Log, tmp_path: Path
) -> None:
    log.append(ENTRY, Content(shared=(SHARED,)), time=TIME)

    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as other:
        plan = other.execute("EXPLAIN QUERY PLAN SELECT quads FROM shared WHERE seq = 1").fetchall()

    assert [step for *_, step in plan] == ["SEARCH shared USING INDEX shared_of_change (seq=?)"]


def test_an_empty_log_knows_nothing(log: Log) -> None:
    assert (log.sequence, log.changes(), log.held(), log.last("k"), log.key_of("a")) == (
        0,
        [],
        [],
        None,
        None,
    )
    assert log.content(7) == Content()


@pytest.mark.parametrize("change", ["DELETE FROM change", "UPDATE change SET time = 'never'"])
def test_a_row_of_the_log_can_be_neither_changed_nor_removed(log: Log, tmp_path: Path, change: str) -> None:
    log.append(ENTRY, Content(), time=TIME)

    with (
        closing(sqlite3.connect(tmp_path / "log.sqlite")) as other,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        other.execute(change)


def test_a_node_that_is_there_is_not_shared_twice(log: Log) -> None:
    log.append(ENTRY, Content(shared=(SHARED,)), time=TIME)

    with pytest.raises(StoreFailed, match=r"log\.sqlite could not be used: UNIQUE"):
        log.append(ENTRY, Content(shared=(SHARED,)), time=TIME)
    assert log.sequence == 1


def test_only_the_newest_change_of_an_article_is_held(log: Log) -> None:
    log.append(ENTRY, Content(), time=TIME)
    newest = log.append(ENTRY, Content(), time=TIME)

    assert log.held() == [newest]
    assert log.changes(after=1) == [newest]


def test_a_text_is_kept_once_and_found_by_its_hash(tmp_path: Path) -> None:
    with closing(Texts(tmp_path / "texts.sqlite")) as texts:
        name = texts.add("Зубривка fell\u2028again")

        assert texts.add("Зубривка fell\u2028again") == name
        assert texts.get(name) == "Зубривка fell\u2028again"
        assert texts.get("0" * 64) is None
