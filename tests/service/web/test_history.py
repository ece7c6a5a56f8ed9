"""What was publicly known, or held, on an earlier day; and lists that are read while the store changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from loaders.model import Article, Document
from service.app import create_app
from service.settings import Settings
from tests.bench.reports import as_arrival

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from service.store import Outcome, Store

    Put = Callable[[Store, Document], Outcome]


def _page(name: str, title: str, published: str | None) -> Document:
    return Document(
        article=Article(
            text=f"{title}\n\nThe sea was calm.", title=title, published=published, url=_url(name)
        )
    )


def _url(name: str) -> str:
    return f"https://news.example/{name}"


@pytest.fixture
def history(empty: Store, put: Put) -> Generator[TestClient]:
    """A page that was rewritten, one without a date that was withdrawn, one that came back after that."""

    def on(day: str) -> None:
        empty.clock = lambda: datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)

    on("2024-01-10")
    put(empty, _page("a", "A first", "2024-01-05"))
    on("2024-01-12")
    put(empty, _page("b", "B undated", None))
    put(empty, _page("c", "C", "2024-01-07"))
    on("2024-02-01")
    put(empty, _page("a", "A rewritten", "2024-01-20"))
    on("2024-02-10")
    empty.withdraw(_url("b"), "a test")
    empty.withdraw(_url("c"), "a test")
    on("2024-02-20")
    put(empty, _page("c", "C again", "2024-01-07"))
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["A rewritten", "C again"]),
        ("as_of=2024-01-04", []),
        ("as_of=2024-01-05", ["A first"]),
        ("as_of=2024-01-19", ["A first", "C again"]),
        ("as_of=2024-01-20", ["A rewritten", "C again"]),
        ("held_at=2024-01-09", []),
        ("held_at=2024-01-10", ["A first"]),
        ("held_at=2024-01-31", ["A first", "B undated", "C"]),
        ("held_at=2024-02-01", ["A rewritten", "B undated", "C"]),
        ("held_at=2024-02-10", ["A rewritten"]),
        ("held_at=2024-02-20", ["A rewritten", "C again"]),
        ("held_at=2024-01-31&as_of=2024-01-06", ["A first"]),
        ("held_at=2024-01-31&q=undated", ["B undated"]),
    ],
)
def test_earlier_days_show_what_was_known_or_held_then(
    history: TestClient, asked: str, titles: list[str]
) -> None:
    page = history.get(f"/api/v1/articles?{asked}").json()

    assert sorted(item["title"] for item in page["items"]) == titles
    assert page["total"] == len(titles)


@pytest.fixture
def live(empty: Store) -> Generator[tuple[Store, TestClient]]:
    """A store that is served while it changes."""
    with TestClient(create_app(empty, Settings(readers=1))) as client:
        yield empty, client


STEPS = st.lists(st.tuples(st.sampled_from(["put", "put", "withdraw"]), st.integers(0, 1000)), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limit=st.integers(1, 7), changes=st.lists(STEPS, min_size=1, max_size=4), sort=st.sampled_from(["", "-"])
)
def test_no_item_comes_twice_and_none_is_missed_while_a_writer_inserts_and_withdraws(
    live: tuple[Store, TestClient], limit: int, changes: list[list[tuple[str, int]]], sort: str
) -> None:
    store, client = live
    for number in range(5):
        _change(store, client, "put", number)
    before = _listed(client, "limit=500")[0]
    found, following = _listed(client, f"limit={limit}&sort={sort}published")
    left = iter(changes)

    while following is not None:
        for action, number in next(left, list[tuple[str, int]]()):
            _change(store, client, action, number)
        more, following = _listed(client, following.partition("?")[2])
        found += more

    assert len(found) == len(set(found))
    assert set(before) & set(_listed(client, "limit=500")[0]) <= set(found)


def _change(store: Store, client: TestClient, action: str, number: int) -> None:
    """Store an article that was never there, or withdraw one of those that are."""
    if action == "put":
        name = f"page-{store.sequence}"
        store.put(as_arrival(_page(name, name, f"2024-01-0{1 + number % 9}"), base=store.base))
    elif held := _listed(client, "limit=500")[0]:
        store.withdraw(f"{store.base}article/{held[number % len(held)]}", "a test")


def _listed(client: TestClient, asked: str) -> tuple[list[str], str | None]:
    page = client.get(f"/api/v1/articles?{asked}").json()
    return [item["id"] for item in page["items"]], page["next"]
