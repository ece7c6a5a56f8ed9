"""What outsiders write to a store: kept apart, logged, and whole after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from service import writes
from service.errors import BaseMismatch
from service.index import Index
from service.log import Action, Content
from service.store import Store
from service.writes import FLUSHED, Fate, OwnGraph, Write, WriteTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.store import Arrival

G = "http://desk.example/g"
H = "http://desk.example/h"
ONE = f'<http://a> <http://b> "1" <{G}> .\n'
TWO = f'_:x <http://b> "2" <{G}> .\n'
UNNAMED = '<http://a> <http://b> "3" .\n'


def held(store: Store, graph: str = G) -> set[str]:
    return {f"{quad} .\n" for quad in store.graphs.quads_for_pattern(None, None, None, writes.node(graph))}


def test_quads_come_and_go_and_the_log_tells_which(store: Store) -> None:
    store.write_graphs(Write(came=(ONE + UNNAMED).encode()), reason="first")
    sequence, net = store.write_graphs(Write(came=TWO.encode(), went=ONE.encode()), reason="second")

    assert (held(store), held(store, "")) == ({TWO}, {UNNAMED})
    assert (sequence, dict(net.fates)) == (2, {G: Fate.CHANGED})
    assert [(change.action, change.reason) for change in store.log.changes()] == [
        (Action.WRITE, "first"),
        (Action.WRITE, "second"),
    ]
    assert store.log.content(2) == Content(came=TWO, went=ONE)
    assert (store.log.fates(1), store.log.fates(2)) == ({G: "made", "": "changed"}, {G: "changed"})


def test_only_what_changes_is_written(store: Store) -> None:
    store.write_graphs(Write(came=ONE.encode()), reason="")

    sequence, net = store.write_graphs(Write(came=ONE.encode(), went=TWO.encode(), made=(G,)), reason="")

    assert (sequence, bool(net), store.sequence, len(store.log.changes())) == (1, False, 1, 1)


def test_a_graph_is_replaced_and_dropped_as_a_whole(store: Store) -> None:
    store.write_graphs(Write(came=ONE.encode()), reason="")
    store.write_graphs(Write(came=TWO.encode(), emptied=(G,), made=(H,)), reason="")

    replaced = held(store)
    store.write_graphs(Write(dropped=(G, "http://desk.example/never")), reason="")

    assert replaced == {TWO}
    assert store.log.content(2) == Content(came=TWO, went=ONE)
    assert store.log.fates(3) == {G: "dropped"}
    assert [store.graphs.contains_named_graph(ox.NamedNode(name)) for name in (G, H)] == [False, True]
    assert [store.log.last_write(name) for name in (G, H, "")] == [3, 2, 0]


def came(graph: str) -> Write:
    return Write(came=f"<http://a> <http://b> <http://c> <{graph}> .".encode())


def dropped(graph: str) -> Write:
    return Write(dropped=(graph,))


def emptied(graph: str) -> Write:
    return Write(emptied=(graph,))


def made(graph: str) -> Write:
    return Write(made=(graph,))


@pytest.mark.parametrize("write", [came, dropped, emptied, made])
@pytest.mark.parametrize("name", ["graph/ontology", "graph/article/a-1/r", "graph/new", "anything"])
def test_the_service_s_own_graphs_are_not_written(
    store: Store, name: str, write: Callable[[str], Write]
) -> None:
    with pytest.raises(OwnGraph):
        store.write_graphs(write(store.base + name), reason="")

    assert (store.sequence, store.log.changes()) == (0, [])


def test_quads_of_the_service_s_own_graphs_do_not_go(store: Store) -> None:
    quad = next(store.quads(store.base + "graph/ontology"))

    with pytest.raises(OwnGraph):
        store.write_graphs(Write(went=f"{quad} .".encode()), reason="")

    assert quad in store.graphs


def test_a_write_that_is_too_large_does_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write_graphs(Write(came=(ONE + TWO).encode()), reason="")
    monkeypatch.setattr(writes, "MOST_QUADS", 1)

    for write in (Write(dropped=(G,)), Write(came=UNNAMED.encode(), went=ONE.encode())):
        with pytest.raises(WriteTooLarge):
            store.write_graphs(write, reason="")

    assert (held(store), store.sequence) == ({ONE, TWO}, 1)


def test_what_stays_of_a_graph_that_is_emptied_is_not_logged(store: Store) -> None:
    store.write_graphs(Write(came=(ONE + TWO).encode()), reason="")

    store.write_graphs(Write(came=ONE.encode(), emptied=(G,)), reason="")
    some = held(store)
    store.write_graphs(Write(came=TWO.encode(), emptied=(G, "")), reason="")

    assert (some, held(store)) == ({ONE}, {TWO})
    assert [store.log.content(seq) for seq in (2, 3)] == [Content(went=TWO), Content(came=TWO, went=ONE)]


def test_what_goes_for_two_reasons_goes_once(store: Store) -> None:
    store.write_graphs(Write(came=ONE.encode()), reason="")

    store.write_graphs(Write(went=ONE.encode(), emptied=(G,), dropped=(G,)), reason="")

    assert store.log.content(2) == Content(went=ONE)


def test_a_condition_that_does_not_hold_calls_the_write_off(store: Store) -> None:
    def condition() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        store.write_graphs(Write(came=ONE.encode(), condition=condition), reason="")

    assert held(store) == set()


def test_many_quads_are_written_like_few(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "BULK", 1)

    store.write_graphs(Write(came=(ONE + TWO).encode()), reason="")

    assert held(store) == {ONE, TWO}


@pytest.mark.parametrize("graph", [f"{G} ", "<", "a b"])
def test_no_graph_has_a_name_that_is_no_iri(store: Store, graph: str) -> None:
    with pytest.raises(ValueError, match="IRI"):
        store.write_graphs(Write(made=(graph,)), reason="")


def test_a_write_that_only_the_log_holds_is_done_by_the_next_start(folder: Path) -> None:
    store = Store.open(folder)
    store.write_graphs(Write(came=ONE.encode()), reason="")
    store.close()
    store = Store.open(folder)
    store.log.append_write(
        Content(came=TWO, went=ONE), {G: "changed", H: "made"}, reason="killed", time="2024-12-10T12:00:00Z"
    )
    store.log.append_write(Content(went=TWO), {G: "dropped"}, reason="killed", time="2024-12-10T12:00:00Z")
    store.log.append_write(Content(came=TWO), {G: "made"}, reason="killed", time="2024-12-10T12:00:00Z")
    store._files.close()  # pyright: ignore[reportPrivateUsage]
    del store

    reopened = Store.open(folder)

    found = held(reopened), reopened.graphs.contains_named_graph(ox.NamedNode(H)), reopened.log.meta(FLUSHED)
    reopened.close()
    assert found == ({TWO}, True, "1")


def test_what_failed_in_the_graphs_is_done_before_the_next_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(writes.Net, "apply", fails)
        with pytest.raises(Exception, match="disk full"):
            store.write_graphs(Write(came=ONE.encode()), reason="")

    store.write_graphs(Write(came=UNNAMED.encode()), reason="")

    assert (held(store), held(store, ""), store.sequence) == ({ONE}, {UNNAMED}, 2)


KILLED = """
import sys
from pathlib import Path
from service.store import Store
from service.writes import Write
store = Store.open(Path(sys.argv[1]))
n = 0
while True:
    n += 1
    store.write_graphs(Write(
        came=f'<http://a> <http://b> "{n}" <http://desk.example/g> .'.encode(),
        went=f'<http://a> <http://b> "{n - 1}" <http://desk.example/g> .'.encode(),
    ), reason="")
    print(n, flush=True)
"""


def test_a_killed_writer_leaves_every_write_that_it_told_of(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(130)]
        os.kill(process.pid, signal.SIGKILL)
        told += [int(line) for line in process.stdout if line.endswith("\n")]

    store = Store.open(folder)
    (value,) = (quad.object.value for quad in store.quads(G) if isinstance(quad.object, ox.Literal))
    store.close()
    assert int(value) in {told[-1], told[-1] + 1}


def test_the_index_passes_over_writes(store: Store) -> None:
    store.write_graphs(Write(came=ONE.encode()), reason="")

    with closing(Index.open(store)) as index:
        sequence = index.sequence

    assert sequence == store.sequence == 1


def test_articles_and_writes_leave_each_other_alone(store: Store, arrival: Callable[..., Arrival]) -> None:
    store.write_graphs(Write(came=ONE.encode()), reason="")
    store.put(arrival())
    store.write_graphs(Write(came=TWO.encode()), reason="")
    store.repair()

    assert store.sequence == 3
    assert [change.key for change in store.log.held()] == ["k"]
    assert held(store) == {ONE, TWO}


def test_a_bare_store_has_no_graph_of_its_own_and_every_one_can_be_written(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bare", bare=True)
    quad = f"<http://a> <http://b> <http://c> <{store.base}graph/article/mine> .\n"
    store.write_graphs(Write(came=quad.encode()), reason="")
    empty = len(store.graphs) == 1
    store.close()

    reopened = Store.open(tmp_path / "bare")

    assert (empty, reopened.is_bare) == (True, True)
    assert held(reopened, f"{store.base}graph/article/mine") == {quad}
    reopened.close()


def test_a_store_with_graphs_of_its_own_does_not_become_bare(folder: Path) -> None:
    with pytest.raises(BaseMismatch):
        Store.open(folder, bare=True)
