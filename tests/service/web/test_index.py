"""The index: kept up with the log, rebuilt from it, and searched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from service.cli import run
from service.errors import StoreFailed
from service.index import Index, lists
from service.index.filters import Wanted
from service.index.lists import Asked
from service.index.search import search
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from loaders.model import Document
    from service.store import Outcome


def _evidence(index: Index, wanted: Wanted | None = None) -> list[str]:
    with index.reading() as db:
        page = lists.page(db, "claims", wanted or Wanted(), Asked())
    return [orjson.loads(item)["evidence"]["text"] for item in page.items]


def _damage(store: Store, sql: str) -> None:
    with closing(sqlite3.connect(store.folder / "index.sqlite")) as db:
        db.executescript(sql)


def _found(index: Index, question: str) -> tuple[list[str], list[str]]:
    with index.reading() as db:
        found = search(db, question, limit=10)
    return (
        [str(hit.claim["type"]) for hit in found.whole],
        [str(hit.claim["type"]) for hit in found.partly],
    )


LOST = "North Korean forces had taken losses in Kursk Oblast, some 60 men"
SEEN = "had not seen the DPRK engaging in combat"
FIRED = "Ukraine had fired a missile at his town on 5 November"


def test_the_index_follows_loads_replacements_and_withdrawals(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    index = Index.open(empty)
    seen = [_evidence(index)]
    briefing, note, _ = documents
    mended = replace(briefing, claims=briefing.claims[:1])

    for document in (briefing, note, mended):
        put(empty, document)
        index.catch_up()
        seen.append(_evidence(index))
    empty.withdraw("https://news.example/briefing", "asked by the publisher")
    index.catch_up()
    seen.append(_evidence(index))
    index.close()

    assert seen == [[], [SEEN, LOST], [SEEN, LOST, FIRED], [SEEN, FIRED], [FIRED]]
    assert index.sequence == empty.sequence == 4


def test_an_index_that_is_behind_catches_up_when_it_is_opened(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    Index.open(empty).close()
    for document in documents:
        put(empty, document)

    index = Index.open(empty)

    assert (_evidence(index), index.sequence) == ([SEEN, LOST, FIRED], 3)
    index.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE meta SET value = '0' WHERE name = 'version'",
        "UPDATE meta SET value = 'other' WHERE name = 'vocabulary'",
        "UPDATE meta SET value = '99' WHERE name = 'sequence'",
        "UPDATE meta SET value = 'another log' WHERE name = 'newest'",
        "DELETE FROM meta",
    ],
)
def test_an_index_that_does_not_fit_is_built_anew(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome], damage: str
) -> None:
    put(empty, documents[0])
    index = Index.open(empty)
    index.close()
    _damage(empty, "DELETE FROM claims")
    _damage(empty, damage)

    again = Index.open(empty)

    assert _evidence(again) == [SEEN, LOST]
    again.close()


def test_a_rebuild_reports_how_far_it_is(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    for document in documents:
        put(empty, document)
    index = Index.open(empty)
    reported: list[tuple[int, int]] = []

    index.rebuild(report=lambda done, total: reported.append((done, total)))

    assert (reported, _evidence(index)) == ([(3, 3)], [SEEN, LOST, FIRED])
    index.close()


def test_an_index_file_that_is_none_is_told(empty: Store) -> None:
    (empty.folder / "index.sqlite").write_bytes(b"no database, but long enough to be looked at" * 30)

    with pytest.raises(StoreFailed, match="could not be opened"):
        Index.open(empty)


def test_an_index_that_cannot_be_written_is_told_and_stays_where_it_was(
    empty: Store, documents: tuple[Document, ...], put: Callable[[Store, Document], Outcome]
) -> None:
    index = Index.open(empty)
    put(empty, documents[0])
    _damage(empty, "ALTER TABLE statements RENAME TO hidden")

    with pytest.raises(StoreFailed, match="could not be written"):
        index.catch_up()

    assert (index.sequence, _evidence(index)) == (0, [])
    _damage(empty, "ALTER TABLE hidden RENAME TO statements")
    index.catch_up()
    assert (index.sequence, _evidence(index)) == (1, [SEEN, LOST])
    index.close()


@pytest.mark.parametrize(
    ("question", "whole", "partly"),
    [
        ("who said what about North Korean troops", ["casualties", "deployment"], []),
        ("DPRK soldiers", ["casualties", "deployment"], []),
        ("North Korean losses", ["casualties"], ["deployment"]),
        ("what did Zelensky say about Kursk", ["casualties"], []),
        ("who denied North Korean troops", ["deployment"], ["casualties"]),
        ("KN-23", ["armed_action"], []),
        ("ballistic missiles fired by Ukraine", ["armed_action"], []),
        ("who said what", ["deployment", "casualties", "armed_action"], []),
        ("North Korean missile", [], ["casualties", "deployment", "armed_action"]),
        ("zebra missile", [], ["armed_action"]),
        ("zebra", [], []),
        ('" OR * NEAR( -', [], []),
        ('" or * ( -', ["deployment", "casualties", "armed_action"], []),
    ],
)
def test_a_question_finds_the_claims_that_answer_it(
    store: Store, question: str, whole: list[str], partly: list[str]
) -> None:
    index = Index.open(store)

    found = _found(index, question)

    index.close()
    assert (found[0], found[1]) == (whole, partly)


def test_reindex_fills_the_index_anew(
    tmp_path: Path,
    documents: tuple[Document, ...],
    put: Callable[[Store, Document], Outcome],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(Store.open(tmp_path, base="https://casus.example/id/")) as store:
        put(store, documents[0])
        Index.open(store).close()
        _damage(store, "DELETE FROM claims")
        busy = run(["reindex", "--store", str(tmp_path)])

    code = run(["reindex", "--store", str(tmp_path)])
    lacking = run(["reindex", "--store", str(tmp_path / "none")])

    assert (busy, code, lacking, capsys.readouterr().out) == (1, 0, 1, "indexed 1 changes\n")
    with closing(Store.open(tmp_path)) as store, closing(Index.open(store)) as index:
        assert _evidence(index) == [SEEN, LOST]
