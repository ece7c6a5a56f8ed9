from __future__ import annotations

from typing import TYPE_CHECKING

from service.statistics import statistics
from service.validation import Violation, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store import Arrival, Store

    Make = Callable[..., Arrival]

BASE = "https://kalvenia.example/id/"
CASUS = "https://w3id.org/casus/ontology#"


def test_a_new_store_is_in_order(store: Store) -> None:
    assert list(violations(store)) == []


def test_an_article_without_its_hash_is_found(store: Store) -> None:
    article = f"{BASE}article/k-1"
    store.graphs.update(
        f"INSERT DATA {{ GRAPH <{BASE}graph/article/k-1/r> {{ <{article}> a <{CASUS}Article> }} }}"
    )

    assert list(violations(store)) == [
        Violation(
            node=article,
            path=f"{CASUS}textHash",
            message="casus:textHash of an article: exactly one, a string, 64 hexadecimal digits.",
        )
    ]


def test_a_publisher_that_nobody_describes_is_found(store: Store) -> None:
    article, publisher = f"{BASE}article/k-1", f"{BASE}actor/nobody"
    told = (
        f'<{article}> a <{CASUS}Article> ; <{CASUS}textHash> "{"0" * 64}" ; <{CASUS}publisher> <{publisher}>'
    )
    store.graphs.update(f"INSERT DATA {{ GRAPH <{BASE}graph/article/k-1/r> {{ {told} }} }}")

    assert [(found.node, found.path) for found in violations(store)] == [(article, f"{CASUS}publisher")]


def test_a_triple_in_two_graphs_is_found(store: Store) -> None:
    for graph in ("a", "b"):
        store.graphs.update(f'INSERT DATA {{ GRAPH <{BASE}{graph}> {{ <{BASE}s> <{BASE}p> "o" }} }}')

    assert list(violations(store)) == [
        Violation(node=f"{BASE}s", path=f"{BASE}p", message='stands in 2 graphs: "o"')
    ]


def test_a_blank_node_is_found(store: Store) -> None:
    store.graphs.update(f"INSERT DATA {{ GRAPH <{BASE}a> {{ <{BASE}s> <{BASE}p> [] }} }}")

    (found,) = violations(store)
    assert found == Violation(node=f"<{BASE}s>", path=f"{BASE}p", message="a blank node")


def test_statistics_count_what_is_held(store: Store, arrival: Make) -> None:
    before = len(store.graphs)
    store.put(arrival())
    claim = f"{BASE}claim/1"
    local = f"<{BASE}actor/local-x> a <{CASUS}Person>, <{CASUS}Actor>"
    store.graphs.update(
        f"INSERT DATA {{ GRAPH <{arrival().graph}> {{ <{claim}> a <{CASUS}Claim>, <{CASUS}CasualtyClaim> }}"
        f" GRAPH <{BASE}graph/local> {{ {local} }} }}"
    )

    assert statistics(store) == {
        "base": BASE,
        "changes": 1,
        "articles": 0,
        "statements": 0,
        "claims": 1,
        "deployment claims": 0,
        "casualty claims": 1,
        "transfer claims": 0,
        "action claims": 0,
        "local actors and places": 1,
        "quads": before + 6,
    }
