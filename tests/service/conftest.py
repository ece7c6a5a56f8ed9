from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from service.cli import run
from service.store import Arrival, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Casus = Callable[..., tuple[int, str, str]]

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
def casus(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a new store; gives its exit code, what it printed, and what it complained of."""
    monkeypatch.setenv("CASUS_STORE", str(folder))

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = run(list(map(str, arguments)))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


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
