from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from service.store import Arrival, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BASE = "https://kalvenia.example/id/"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the package's own graphs alone, to be copied."""
    folder = tmp_path_factory.mktemp("store") / "empty"
    Store.open(folder, base=BASE).close()
    return folder


@pytest.fixture
def folder(empty_store: Path, tmp_path: Path) -> Path:
    """The folder of a new store."""
    return shutil.copytree(empty_store, tmp_path / "store")


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A new store, open."""
    opened = Store.open(folder)
    yield opened
    opened.close()


@pytest.fixture
def arrival() -> Callable[..., Arrival]:
    """Makes an article as it comes to a store: two quads of its own."""

    def make(
        key: str = "k", *, version: str = "1", run: str = "r", digest: str = "d", title: str = "t"
    ) -> Arrival:
        article = f"{BASE}article/{key}-{version}"
        graph = f"{BASE}graph/article/{key}-{version}/{run}"
        quads = "".join(
            f'<{article}> <https://w3id.org/casus/ontology#{name}> "{value}" <{graph}> .\n'
            for name, value in (("textHash", version), ("title", title))
        )
        return Arrival(
            key=key,
            article=article,
            graph=graph,
            run=f"{BASE}run/{run}",
            digest=digest,
            text=f"text {key} {version}",
            quads=quads,
        )

    return make
