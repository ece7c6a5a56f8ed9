from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from loaders.errors import Refused
from loaders.model import Article
from service.ingest import Options, Watcher, arrival_of, is_held, job_for, load
from service.sidecar import Metadata, beside
from service.validation import violations
from service.work import extract_all

if TYPE_CHECKING:
    from pathlib import Path

    from service.store import Store

STRIKE = "Russia fired {} missiles at Kyiv, the Ukrainian Air Force said. Two people were killed in Zubrivka."


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (3, 5, 7):
        (folder / f"{number}.txt").write_text(STRIKE.format(number))
        told = {"url": f"https://news.example/{number}", "publisher": "The Kalvenia Courier"}
        (folder / f"{number}.meta.json").write_text(json.dumps(told))
    return folder


def test_a_folder_is_loaded_in_the_order_of_names_and_watched(store: Store, documents: Path) -> None:
    steps: list[tuple[int, int]] = []

    def progressed(done: int, total: int) -> None:
        steps.append((done, total))

    report = load([str(documents)], store, Options(), Watcher(progressed=progressed))

    assert (report.documents, report.unchanged, report.replaced, report.refused) == (3, 0, 0, [])
    assert report.claims >= 3
    assert report.quads == sum(len(store.nquads(c.graph).splitlines()) for c in store.log.held())
    assert [store.texts.get(change.text_hash) for change in store.log.changes()] == [
        STRIKE.format(number) for number in (3, 5, 7)
    ]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [noted.message for noted in report.warnings] == ["no date of publication"] * 3


def test_what_was_loaded_is_in_order(store: Store, documents: Path) -> None:
    load([str(documents)], store, Options(), Watcher())

    assert list(violations(store)) == []


def test_the_same_documents_again_are_unchanged_and_not_extracted(
    store: Store, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([str(documents)], store, Options(), Watcher())

    def extracted_anyway(*_: object, **__: object) -> None:
        pytest.fail("it was extracted again")

    monkeypatch.setattr("service.extraction.extract", extracted_anyway)
    report = load([str(documents)], store, Options(), Watcher())

    assert (report.documents, report.unchanged) == (0, 3)
    assert store.sequence == 3


def test_a_changed_text_under_its_address_replaces_the_old_one(store: Store, documents: Path) -> None:
    load([str(documents)], store, Options(), Watcher())
    (documents / "5.txt").write_text(STRIKE.format(6))

    report = load([str(documents)], store, Options(), Watcher())

    assert (report.documents, report.unchanged, report.replaced) == (1, 2, 1)
    assert [change.action for change in store.log.changes()] == ["load", "load", "load", "replace"]
    assert len(store.log.held()) == 3


def test_an_option_goes_before_the_file_beside(store: Store, documents: Path) -> None:
    load([str(documents / "5.txt")], store, Options(), Watcher())

    report = load(
        [str(documents / "5.txt")], store, Options(metadata=Metadata(publisher="Daily Zubr")), Watcher()
    )

    assert report.replaced == 1
    assert store.tells_of(f"{store.base}actor/local-daily-zubr", graph=f"{store.base}graph/local")


def test_one_document_twice_in_a_load_is_stored_once(store: Store, documents: Path) -> None:
    report = load([str(documents / "5.txt")] * 2, store, Options(), Watcher())

    assert (report.documents, report.unchanged) == (1, 1)


def test_a_withdrawn_document_that_is_loaded_again_is_warned_of(store: Store, documents: Path) -> None:
    path = str(documents / "5.txt")
    load([path], store, Options(), Watcher())
    store.withdraw("https://news.example/5", "wrong")

    report = load([path], store, Options(), Watcher())

    assert report.documents == 1
    assert [noted.message for noted in report.warnings][-1] == "it was withdrawn before and is held again now"


def test_several_workers_store_the_same_in_the_same_order(store: Store, documents: Path) -> None:
    report = load([str(documents)], store, Options(workers=2), Watcher())

    assert report.documents == 3
    assert [store.texts.get(change.text_hash) for change in store.log.changes()] == [
        STRIKE.format(number) for number in (3, 5, 7)
    ]


def test_an_article_in_hand_is_stored_without_a_file(store: Store) -> None:
    job = job_for(Article(text=STRIKE.format(9), language="en"), (), source="posted", base=store.base)
    assert not is_held(job, store)

    (result,) = extract_all([job], workers=1)
    outcome = store.put(arrival_of(result))

    assert outcome == "new"
    assert is_held(job, store)


def test_an_error_of_extraction_tells_which_document_it_met(store: Store) -> None:
    job = job_for(Article(text="x", published="never"), (), source="odd.txt", base=store.base)

    with pytest.raises(ValueError, match="never") as met:
        list(extract_all([job], workers=1))
    assert met.value.__notes__ == ["while reading odd.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ('{"source": "x"}', "source: Extra inputs are not permitted"),
        ('{"url": "news.example"}', "url: Value error, 'news.example' is no http or https address"),
        ('{"published": "soon"}', "published: Value error, 'soon' is no ISO 8601 date or time"),
        ('{"publisher": 7}', "publisher: Input should be a valid string"),
    ],
)
def test_a_file_beside_that_is_not_understood_refuses_its_document(
    tmp_path: Path, content: str, reason: str
) -> None:
    (tmp_path / "a.meta.json").write_text(content)

    with pytest.raises(Refused) as met:
        beside(tmp_path / "a.txt")
    assert met.value.source == str(tmp_path / "a.meta.json")
    assert met.value.reason.startswith(reason)


def test_an_unreadable_file_beside_refuses_its_document(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").mkdir()

    with pytest.raises(Refused, match="Is a directory"):
        beside(tmp_path / "a.txt")


def test_nothing_beside_tells_nothing(tmp_path: Path) -> None:
    assert beside(tmp_path / "a.txt") == Metadata()
