"""One story on several sites: who repeats whom follows from what is held, in whatever order it came."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode
from starlette.testclient import TestClient

from loaders.likeness import likeness
from ontology import terms
from service.app import create_app
from service.ingest import Options, Watcher, load
from service.settings import Settings
from service.store import Store
from service.validation import violations
from tests.bench.stories import story, write_stories
from tests.service.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.store import Arrival

    Make = Callable[..., Arrival]

SITES = {
    "a": "2024-12-03T06:00:00Z",
    "b": "2024-12-03T07:30:00Z",
    "c": "2024-12-03T~",
    "d": "2024-12-04T~",
    "e": "~",
}


def cut(text: str) -> str:
    """The story as another site has it: introduced, and without its last paragraph."""
    return f"Our correspondent reports.\n\n{text.rpartition(chr(10) * 2)[0]}"


@pytest.fixture
def told(arrival: Make) -> Callable[..., Arrival]:
    """Makes the article of a text, as a site publishes it."""

    def make(key: str, text: str, *, since: str | None = None, version: str = "1") -> Arrival:
        compared = likeness(text, since or SITES[key])
        made = arrival(key, version=version, digest=text)
        return replace(made, text=text, likeness=None if compared is None else str(compared))

    return make


def links(store: Store) -> dict[str, str]:
    """Which article repeats which, by the local parts of their IRIs."""
    found = store.graphs.quads_for_pattern(None, terms.republishes, None, None)
    return {_local(quad.subject): _local(quad.object) for quad in found}


def _local(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value.removeprefix(f"{BASE}article/")


@pytest.mark.parametrize("together", [True, False], ids=["together", "one by one"])
@pytest.mark.parametrize("order", [*permutations("abc"), tuple("edcba")], ids="".join)
def test_all_repeat_the_one_that_was_published_first(
    store: Store,
    told: Callable[..., Arrival],
    order: tuple[str, ...],
    together: bool,  # noqa: FBT001
) -> None:
    arrivals = [told(key, story(1) if key == "b" else cut(story(1))) for key in order]

    if together:
        store.put_all(arrivals)
    else:
        for one in arrivals:
            store.put(one)

    assert links(store) == {f"{key}-1": "a-1" for key in order if key != "a"}


def test_a_link_stands_in_the_graph_of_the_article_that_repeats(
    store: Store, told: Callable[..., Arrival]
) -> None:
    store.put_all([told("b", story(1)), told("a", story(1))])

    assert str(terms.republishes) in store.nquads(told("b", story(1)).graph)
    assert [change.reason for change in store.log.changes()] == [None, None]

    store.put(told("a", story(1), since="2024-12-05T~", version="2"))

    assert links(store) == {"a-2": "b-1"}
    assert [(change.action, change.key) for change in store.log.changes(after=2)] == [
        ("replace", "a"),
        ("replace", "b"),
    ]


def test_an_earlier_article_that_comes_later_rewrites_those_that_repeat_it(
    store: Store, told: Callable[..., Arrival]
) -> None:
    store.put_all([told(key, story(1)) for key in "bc"])

    store.put(told("a", story(1)))

    assert links(store) == {"b-1": "a-1", "c-1": "a-1"}
    assert [(change.key, change.action, change.reason is None) for change in store.log.changes(after=2)] == [
        ("a", "load", True),
        ("b", "replace", False),
        ("c", "replace", False),
    ]
    assert all(
        set(store.log.content(change.seq).came.splitlines()) == set(store.nquads(change.graph).splitlines())
        for change in store.log.held()
    )


def test_without_the_first_the_second_is_the_first(store: Store, told: Callable[..., Arrival]) -> None:
    store.put_all([told(key, story(1)) for key in "abc"])

    store.withdraw(told("a", story(1)).article, "retracted")

    assert links(store) == {"c-1": "b-1"}
    store.put(told("a", story(1)))
    assert links(store) == {"b-1": "a-1", "c-1": "a-1"}


def test_a_new_version_repeats_nothing_of_the_old_one_and_is_repeated_instead(
    store: Store, told: Callable[..., Arrival]
) -> None:
    store.put_all([told(key, story(1)) for key in "ab"])

    store.put(told("a", f"Correction.\n\n{story(1)}", version="2"))
    assert links(store) == {"b-1": "a-2"}

    store.put(told("a", story(2), version="3"))
    assert links(store) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (story(1), story(2)),
        ("Two soldiers were killed near Kyiv.", "Two soldiers were killed near Kyiv."),
        (
            "".join(
                f"Over the day the enemy lost {n + 800} troops and {n} tanks on its way. " for n in range(9)
            ),
            "".join(
                f"Over the day the enemy lost {n + 900} troops and {n + 9} tanks on its way. "
                for n in range(9)
            ),
        ),
    ],
    ids=["another story", "a stub", "other numbers"],
)
def test_what_tells_something_else_or_hardly_anything_repeats_nothing(
    store: Store, told: Callable[..., Arrival], one: str, other: str
) -> None:
    store.put_all([told("a", one), told("b", other)])

    assert links(store) == {}


def test_links_follow_from_what_is_held_whatever_happened_before(
    tmp_path: Path, told: Callable[..., Arrival]
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same each time
    stores = [Store.open(tmp_path / name, base=BASE) for name in "xy"]
    texts = [story(1), cut(story(1)), story(2), cut(story(2))]
    arrivals = [told(key, texts[chance.randrange(4)]) for key in SITES]
    for store in stores:
        for one in chance.sample(arrivals, len(arrivals)) * 2:
            store.put(one)
            if chance.random() < 0.4:
                store.withdraw(one.article, "wrong")
        store.put_all(arrivals)

    assert links(stores[0]) == links(stores[1])
    assert links(stores[0])
    for store in stores:
        store.close()


def test_what_articles_are_compared_by_follows_from_the_log(
    folder: Path, told: Callable[..., Arrival]
) -> None:
    store = Store.open(folder)
    store.put_all([told("b", story(1)), told("c", cut(story(1)))])
    store.close()
    (folder / "likenesses.sqlite").unlink()

    store = Store.open(folder)
    store.put(told("a", story(1)))

    assert set(links(store)) == {"b-1", "c-1"}
    store.close()


def test_a_folder_with_a_story_on_two_sites_is_loaded_and_served(store: Store, tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 3)

    load([str(tmp_path / "in")], store, Options(), Watcher())

    ((copy, original),) = links(store).items()
    with TestClient(create_app(store, Settings(store=store.folder))) as client:
        items = {item["id"]: item for item in client.get("/api/v1/articles").json()["items"]}
    assert items[copy]["republishes"] == [original]
    assert items[original]["republishes"] == []
    assert list(violations(store)) == []
