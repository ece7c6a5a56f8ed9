"""The history that follows the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.feed import History
from service.feed.state import EMPTY, moved, written
from service.log import SharedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.store import Arrival, Store

    Make = Callable[..., Arrival]

CASUS = "https://w3id.org/casus/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture
def history(store: Store) -> Iterator[History]:
    """The history of a new store."""
    opened = History.open(store)
    yield opened
    opened.close()


def holding(arrival: Arrival, *claims: str, publisher: str = "nobody") -> Arrival:
    """Return an arrival that makes claims, with a publisher."""
    base = arrival.article.partition("article/")[0]
    told = [
        (arrival.article, TYPE, f"<{CASUS}Article>"),
        (arrival.article, f"{CASUS}publisher", f"<{base}actor/{publisher}>"),
        (arrival.article, f"{CASUS}title", '"What the row says"'),
        *((f"{base}claim/{claim}", TYPE, f"<{CASUS}Claim>") for claim in claims),
    ]
    quads = "".join(f"<{s}> <{p}> {o} <{arrival.graph}> .\n" for s, p, o in told)
    return replace(arrival, quads=quads)


def held(store: Store) -> str:
    """Return the state of what the store's article graphs hold, computed from the graphs."""
    quads = [store.nquads(change.graph) for change in store.log.held()]
    return written(moved(EMPTY, came=quads))


def test_each_change_leads_to_the_state_that_the_graphs_have_then(
    store: Store, history: History, arrival: Make
) -> None:
    seen: list[str] = []
    for step in (
        lambda: store.put(arrival("a")),
        lambda: store.put(arrival("b")),
        lambda: store.put(arrival("a", version="2")),
        lambda: store.withdraw(arrival("b").article, "retracted"),
    ):
        step()
        seen.append(held(store))

    assert history.catch_up() == 4
    assert [step.state for step in history.steps(first=1, last=9)] == seen
    assert history.state() == seen[-1]
    assert len(set(seen)) == 4


def test_two_stores_that_came_to_the_same_by_other_ways_have_one_state(
    store: Store, history: History, arrival: Make
) -> None:
    store.put(arrival("a"))
    history.catch_up()
    before = history.state()

    store.put(arrival("b"))
    store.withdraw(arrival("b").article, "retracted")
    history.catch_up()

    assert history.state() == before


def test_a_history_that_was_lost_is_made_anew(store: Store, history: History, arrival: Make) -> None:
    for number in range(5):
        store.put(arrival(f"k{number}"))
    history.catch_up()
    told = history.steps(first=1, last=5)
    history.close()
    (store.folder / "history.sqlite").unlink()

    again = History.open(store)
    again.catch_up()

    assert again.steps(first=1, last=5) == told
    again.close()


def test_claims_and_versions_that_went_are_known_as_gone_until_they_come_again(
    store: Store, history: History, arrival: Make
) -> None:
    first, second = holding(arrival("a"), "c1", "c2"), holding(arrival("a", version="2"), "c2")
    base = first.article.partition("article/")[0]

    def gone() -> list[int | None]:
        history.catch_up()
        return [history.gone_since(iri) for iri in (first.article, f"{base}claim/c1", f"{base}claim/c2")]

    store.put(first)
    store.put(second)
    assert gone() == [2, 2, None]
    store.withdraw(second.article, "retracted")
    assert gone() == [2, 2, 3]
    store.put(first)
    assert gone() == [None, None, None]


def test_a_clock_that_goes_back_does_not_turn_the_feed_round(
    store: Store, history: History, arrival: Make
) -> None:
    for second, key in ((20, "a"), (10, "b"), (30, "c")):
        moment = datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC)
        store.clock = lambda moment=moment: moment  # type: ignore[misc]
        store.put(arrival(key))

    history.catch_up()

    assert [step.time[17:19] for step in history.steps(first=1, last=3)] == ["20", "20", "30"]


def test_of_a_dataset_that_may_not_be_passed_on_only_the_reference_counts(
    store: Store, history: History, arrival: Make
) -> None:
    row = holding(arrival("a"), "c1", publisher="closed-data")
    base = row.article.partition("article/")[0]
    node = f"{base}actor/closed-data"
    graph = f"{base}graph/local"
    flag = (
        f'<{node}> <{CASUS}isReferenceOnly> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <{graph}> .\n'
    )
    shared = SharedNode(subject=node, graph=graph, quads=flag)
    store.put(replace(row, shared=(shared,)))

    history.catch_up()

    reference = "".join(line + "\n" for line in row.quads.split("\n")[:2])
    assert history.rights.leaving(row.quads) == reference
    assert history.state() == written(moved(EMPTY, came=[reference, flag]))
