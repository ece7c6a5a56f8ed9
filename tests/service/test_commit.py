from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.errors import StoreFailed
from service.log import SharedNode
from service.store import Outcome, Store
from tests.service.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.log import Change
    from service.store import Arrival

    Make = Callable[..., Arrival]

LOCAL = f"{BASE}graph/local"


def node(name: str) -> SharedNode:
    subject = f"{BASE}actor/{name}"
    return SharedNode(subject=subject, graph=LOCAL, quads=f'<{subject}> <{BASE}p> "{name}" <{LOCAL}> .\n')


def mixed(arrival: Make) -> list[Arrival]:
    """A new article, one that is held, a new version, one twice, the same graph with other content."""
    return [
        replace(arrival("new"), shared=(node("local-x"), node("RUS"))),
        arrival("held"),
        replace(arrival("old", version="2"), shared=(node("local-x"), node("local-y"))),
        arrival("new"),
        arrival("told", digest="other", title="other"),
        arrival("new", version="2"),
    ]


def prepared(store: Store, arrival: Make) -> None:
    store.put_all([arrival("held"), arrival("old"), arrival("told")])


def content(store: Store) -> tuple[set[str], list[tuple[object, ...]]]:
    """All quads of the store, and its log without the times."""
    quads = {str(quad) for quad in store.graphs}
    return quads, [(*row(change), store.log.content(change.seq)) for change in store.log.changes()]


def row(change: Change) -> tuple[object, ...]:
    return tuple(getattr(change, name) for name in change.__slots__ if name != "time")


@pytest.mark.parametrize("bulk", [0, 1_000_000], ids=["bulk load", "transaction"])
def test_articles_together_are_stored_as_one_after_the_other(
    folder: Path, tmp_path: Path, arrival: Make, monkeypatch: pytest.MonkeyPatch, bulk: int
) -> None:
    single, together = Store.open(shutil.copytree(folder, tmp_path / "single")), Store.open(folder)
    prepared(single, arrival)
    prepared(together, arrival)
    monkeypatch.setattr("service.commit.BULK", bulk)

    outcomes = together.put_all(mixed(arrival))

    assert outcomes == [single.put(one) for one in mixed(arrival)]
    assert outcomes == [
        Outcome.NEW,
        Outcome.UNCHANGED,
        Outcome.REPLACED,
        Outcome.UNCHANGED,
        Outcome.REPLACED,
        Outcome.REPLACED,
    ]
    assert content(together) == content(single)
    assert together.sequence == single.sequence == 7
    assert together.log.meta("rewriting") == ""
    single.close()
    together.close()


def test_no_article_is_no_change(store: Store) -> None:
    assert store.put_all([]) == []
    assert store.sequence == 0


@pytest.mark.parametrize("bulk", [0, 1_000_000], ids=["bulk load", "transaction"])
def test_articles_whose_rows_cannot_be_written_do_not_count(
    store: Store, arrival: Make, monkeypatch: pytest.MonkeyPatch, bulk: int
) -> None:
    prepared(store, arrival)
    before = content(store)
    monkeypatch.setattr("service.commit.BULK", bulk)

    def full(*_: object, **__: object) -> list[Change]:
        raise StoreFailed("the log could not be written: database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store.log, "append_all", full)
        with pytest.raises(StoreFailed, match="disk is full"):
            store.put_all(mixed(arrival)[:3])
        with pytest.raises(StoreFailed, match="disk is full"):
            store.put_all(mixed(arrival)[4:5])

    assert content(store) == before
    assert store.put_all(mixed(arrival))[0] is Outcome.NEW
    assert [quad.subject.value for quad in store.quads(LOCAL)] == [  # type: ignore[union-attr]
        f"{BASE}actor/local-x",
        f"{BASE}actor/local-y",
    ]


def test_changes_are_read_in_parts(store: Store, arrival: Make) -> None:
    store.put_all([arrival("a"), arrival("b"), arrival("c")])

    assert [change.key for change in store.log.changes(after=1, most=1)] == ["b"]
    assert [change.key for change in store.log.changes(after=1)] == ["b", "c"]
