from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from loaders.iris import article_key
from service.base import DEFAULT_BASE
from service.errors import AlreadyWithdrawn, BaseMismatch, NoStore, StoreFailed, StoreLocked, UnknownArticle
from service.log import Action, Change, SharedNode
from service.store import Outcome, Store, View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.store import Arrival

    Make = Callable[..., Arrival]

BASE = "https://kalvenia.example/id/"


def titles(view: View) -> list[tuple[str, str]]:
    solutions = view.query(
        "SELECT ?article ?title { ?article <https://w3id.org/casus/ontology#title> ?title } ORDER BY ?article"
    )
    assert isinstance(solutions, QuerySolutions)
    return [(row["article"].value.removeprefix(BASE), row["title"].value) for row in solutions]


def no_triples(_: str) -> list[Triple]:
    return []


def test_an_article_is_asked_for_once_it_is_stored(store: Store, arrival: Make) -> None:
    outcome = store.put(arrival(title="Shells"))

    assert outcome is Outcome.NEW
    assert titles(store) == [("article/k-1", "Shells")]
    assert store.sequence == 1


def test_the_same_article_again_changes_nothing(store: Store, arrival: Make) -> None:
    store.put(arrival())

    outcome = store.put(arrival())

    assert outcome is Outcome.UNCHANGED
    assert store.sequence == 1


def test_a_new_version_takes_the_place_of_the_old_one_and_the_log_keeps_it(
    store: Store, arrival: Make
) -> None:
    store.clock = lambda: datetime(2026, 1, 2, 3, 4, 5, 6000, tzinfo=UTC)
    old, new = arrival(version="1", title="old"), arrival(version="2", title="new")
    store.put(old)

    outcome = store.put(new)

    assert outcome is Outcome.REPLACED
    assert titles(store) == [("article/k-2", "new")]
    assert store.log.changes(after=1) == [
        Change(
            seq=2,
            time="2026-01-02T03:04:05.006Z",
            action=Action.REPLACE,
            key="k",
            article=new.article,
            graph=new.graph,
            run=new.run,
            digest="d",
            text_hash=store.log.changes()[1].text_hash,
            reason=None,
        )
    ]
    assert store.log.content(2).came == new.quads
    assert sorted(store.log.content(2).went.splitlines()) == sorted(old.quads.splitlines())
    assert [store.texts.get(change.text_hash) for change in store.log.changes()] == ["text k 1", "text k 2"]


def test_an_article_read_with_other_metadata_is_rewritten_in_its_graph(store: Store, arrival: Make) -> None:
    store.put(arrival(digest="a", title="before"))

    outcome = store.put(arrival(digest="b", title="after"))

    assert outcome is Outcome.REPLACED
    assert titles(store) == [("article/k-1", "after")]
    assert store.log.meta("rewriting") == ""


def test_a_shared_node_is_written_once_and_not_at_all_when_the_authority_has_it(
    store: Store, arrival: Make
) -> None:
    def node(name: str) -> SharedNode:
        subject, graph = f"{BASE}actor/{name}", f"{BASE}graph/local"
        return SharedNode(subject=subject, graph=graph, quads=f'<{subject}> <{BASE}p> "x" <{graph}> .\n')

    shared = (node("local-x"), node("RUS"))
    store.put(replace(arrival("a"), shared=shared))
    store.put(replace(arrival("b"), shared=shared))

    assert [quad.subject.value for quad in store.quads(f"{BASE}graph/local")] == [f"{BASE}actor/local-x"]  # type: ignore[union-attr]
    assert store.log.content(1).shared == (node("local-x"),)
    assert store.log.content(2).shared == ()


def test_a_withdrawn_article_leaves_the_graph_and_stays_in_the_log(store: Store, arrival: Make) -> None:
    put = arrival()
    store.put(put)

    change = store.withdraw(put.article, "retracted by its publisher")

    assert titles(store) == []
    assert (change.action, change.reason) == (Action.WITHDRAW, "retracted by its publisher")
    assert set(store.log.content(2).went.splitlines()) == set(put.quads.splitlines())
    assert store.log.held() == []


def test_an_article_is_withdrawn_by_its_address_or_the_iri_of_an_old_version(
    store: Store, arrival: Make
) -> None:
    key = article_key("https://news.example/a", "")
    store.put(arrival(key))
    store.put(arrival("l", version="1"))
    store.put(arrival("l", version="2"))

    by_address = store.withdraw("http://news.example/a?utm_source=x", "r")
    by_old_iri = store.withdraw(f"{BASE}article/l-1", "r")

    assert [by_address.key, by_old_iri.article] == [key, f"{BASE}article/l-2"]


def test_what_was_withdrawn_cannot_be_withdrawn_again(store: Store, arrival: Make) -> None:
    store.put(arrival())
    store.withdraw(f"{BASE}article/k-1", "wrong")

    with pytest.raises(AlreadyWithdrawn, match=r"k-1 was withdrawn on \d{4}-\d\d-\d\d: wrong"):
        store.withdraw(f"{BASE}article/k-1", "again")


@pytest.mark.parametrize("name", ["https://news.example/unknown", "no address", f"{BASE}article/x-1"])
def test_what_was_never_held_cannot_be_withdrawn(store: Store, name: str) -> None:
    with pytest.raises(UnknownArticle, match=name):
        store.withdraw(name, "r")


def test_a_withdrawn_article_that_is_loaded_again_is_held_again(store: Store, arrival: Make) -> None:
    store.put(arrival())
    store.withdraw(f"{BASE}article/k-1", "wrong")

    assert store.put(arrival()) is Outcome.RESTORED
    assert titles(store) == [("article/k-1", "t")]


def test_a_store_keeps_its_base_and_refuses_another(folder: Path) -> None:
    opened = Store.open(folder)
    assert opened.base == BASE
    opened.close()

    with pytest.raises(BaseMismatch, match=f"made with the base {BASE}, not https://other.example/"):
        Store.open(folder, base="https://other.example/")
    Store.open(folder, base=BASE).close()


@pytest.mark.parametrize(
    "base", ["id/", "https://x.example/id", "ftp://x.example/", "https://x y/", "https://x/#/"]
)
def test_what_is_no_base_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(BaseMismatch, match="cannot be a base"):
        Store.open(tmp_path / "store", base=base)


def test_a_store_without_a_base_takes_the_default(tmp_path: Path) -> None:
    opened = Store.open(tmp_path / "store")

    assert opened.base == DEFAULT_BASE
    assert opened.tells_of(f"{DEFAULT_BASE}actor/UKR", graph=f"{DEFAULT_BASE}graph/authority")
    opened.close()


def test_a_second_process_cannot_write(store: Store) -> None:
    script = (
        "import sys; from pathlib import Path; from service.store import Store; Store.open(Path(sys.argv[1]))"
    )

    second = subprocess.run(
        [sys.executable, "-c", script, store.folder], capture_output=True, text=True, check=False
    )

    assert "service.errors.StoreLocked" in second.stderr
    with pytest.raises(StoreLocked, match=r"is being written by another process \(id \d+\)"):
        Store.open(store.folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreFailed, match="Not a directory"):
        Store.open(tmp_path / "file" / "store")


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()

    with pytest.raises(StoreFailed, match="Is a directory"):
        Store.open(tmp_path)


@pytest.mark.parametrize("name", ["log.sqlite", "texts.sqlite"])
def test_a_damaged_file_is_told(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"no database at all" * 100)

    with pytest.raises(StoreFailed, match=rf"{name}.*not a database"):
        Store.open(folder)


def test_a_checkpoint_shows_what_was_held_when_it_was_made(
    store: Store, arrival: Make, tmp_path: Path
) -> None:
    store.put(arrival("a"))
    store.checkpoint(tmp_path / "made" / "checkpoint")
    store.put(arrival("b"))

    view = View.at(tmp_path / "made" / "checkpoint")

    assert (view.base, view.sequence, titles(view)) == (BASE, 1, [("article/a-1", "t")])


def test_a_folder_that_is_no_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="is no checkpoint"):
        View.at(tmp_path)


def test_the_unnamed_graph_can_be_asked_alone(store: Store, arrival: Make) -> None:
    store.put(arrival())

    assert not store.query("ASK { ?s ?p ?o }", union=False)
    assert store.query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("text", ["line\u2028break", "a \\\\ b", 'he said \\"no\\"', "x \\u0001 y", "<g> ."])
def test_any_text_survives_the_transaction(store: Store, arrival: Make, text: str) -> None:
    put = arrival(title=text)

    store.put(put)

    assert set(store.nquads(put.graph).rstrip("\n").split("\n")) == set(put.quads.rstrip("\n").split("\n"))


def test_an_article_whose_row_cannot_be_written_does_not_count(
    store: Store, arrival: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(arrival("a"))

    def full(*_: object, **__: object) -> Change:
        raise StoreFailed("the log could not be written: database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store.log, "append_all", full)
        with pytest.raises(StoreFailed, match="disk is full"):
            store.put(arrival("b"))
        with pytest.raises(StoreFailed, match="disk is full"):
            store.put(arrival("a", version="2"))

    assert titles(store) == [("article/a-1", "t")]
    assert store.put(arrival("b")) is Outcome.NEW


def test_a_start_drops_what_has_no_row_and_puts_back_what_has_one(folder: Path, arrival: Make) -> None:
    store = Store.open(folder)
    store.put(arrival("kept"))
    subject, local = f"{BASE}actor/local-x", f"{BASE}graph/local"
    shared = SharedNode(subject=subject, graph=local, quads=f'<{subject}> <{BASE}p> "x" <{local}> .\n')
    store.put(replace(arrival("lost"), shared=(shared,)))
    store.graphs.remove_graph(NamedNode(arrival("lost").graph))
    store.graphs.remove_graph(NamedNode(local))
    store.graphs.update(f"INSERT DATA {{ GRAPH <{arrival('unlogged').graph}> {{ <{BASE}s> <{BASE}p> 1 }} }}")
    store.graphs.update(f"INSERT DATA {{ GRAPH <{local}> {{ <{BASE}actor/unlogged> <{BASE}p> 1 }} }}")
    store.close()

    store = Store.open(folder)

    assert titles(store) == [("article/kept-1", "t"), ("article/lost-1", "t")]
    assert store.nquads(local) == shared.quads
    assert not store.tells_of(f"{BASE}s", graph=arrival("unlogged").graph)
    store.close()


def test_a_start_puts_back_a_graph_that_was_being_rewritten(folder: Path, arrival: Make) -> None:
    store = Store.open(folder)
    store.put(arrival(title="as logged"))
    store.log.set_meta("rewriting", arrival().graph)
    store.graphs.update(f'INSERT DATA {{ GRAPH <{arrival().graph}> {{ <{BASE}s> <{BASE}p> "ahead" }} }}')
    store.close()

    store = Store.open(folder)

    assert set(store.nquads(arrival().graph).splitlines()) == set(
        arrival(title="as logged").quads.splitlines()
    )
    store.close()


def test_other_graphs_of_the_package_replace_the_store_s(
    folder: Path, arrival: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(folder)
    subject, local = f"{BASE}actor/local-x", f"{BASE}graph/local"
    quads = f'<{subject}> <{BASE}p> "x" <{local}> .\n'
    store.put(replace(arrival(), shared=(SharedNode(subject=subject, graph=local, quads=quads),)))
    store.close()
    monkeypatch.setattr("service.vocabulary.packaged", lambda: "newer")
    monkeypatch.setattr("service.vocabulary.ontology_triples", no_triples)
    curated = Triple(NamedNode(subject), NamedNode(f"{BASE}p"), Literal("curated"))
    monkeypatch.setattr("service.vocabulary.authority_triples", {BASE: [curated]}.__getitem__)

    store = Store.open(folder)

    assert store.nquads(f"{BASE}graph/ontology") == ""
    assert (
        store.nquads(f"{BASE}graph/authority")
        == f'<{subject}> <{BASE}p> "curated" <{BASE}graph/authority> .\n'
    )
    assert store.nquads(local) == ""
    store.close()
