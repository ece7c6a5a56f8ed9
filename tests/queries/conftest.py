"""A real store with the sample articles in it, and what it answers when an article is changed or gone."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import QuerySolutions

from queries import named
from service.ingest import Options, Watcher, load
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator

SEEDS: Final = Path(__file__).parents[2] / "seeds"
ROWS: Final = 14  # of datasets, beside the articles

Row = dict[str, str]


class Library:
    """The sample articles, loaded through the same door as any other; an article can be cut for a while."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def answer(self, query: str, **params: str) -> list[Row]:
        """Return a catalogued query's rows: the bound columns, each as the text of its value."""
        found = self._store.query(named(query).bind(params, base=self._store.base))
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [
            {name: str(value.value) for name in names if (value := row[name]) is not None} for row in found
        ]

    def text_of(self, claim: str) -> str:
        """Return the text of the article that makes a claim."""
        asked = f"SELECT ?hash WHERE {{ <{claim}> casus:inArticle / casus:textHash ?hash }}"
        found = self._store.query(f"PREFIX casus: <https://w3id.org/casus/ontology#> {asked}")
        assert isinstance(found, QuerySolutions)
        text = self._store.texts.get(next(iter(found))["hash"].value)
        assert text is not None
        return text

    @contextmanager
    def without(self, article: str, words: str) -> Generator[None]:
        """Hold an article without some of its words, until the end of the block."""
        original, cut = SEEDS / f"{article}.txt", self._folder / f"{article}.txt"
        text = original.read_text(encoding="utf-8")
        assert text.count(words) == 1
        cut.write_text(text.replace(words, ""), encoding="utf-8")
        shutil.copy(original.with_suffix(".meta.json"), self._folder)
        self._load(cut)
        try:
            yield
        finally:
            self._load(original)

    def _load(self, path: Path) -> None:
        report = load([str(path)], self._store, Options(), Watcher())
        assert (report.documents, report.refused) == (1, [])


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Generator[Library]:
    """Return a store of the sample articles, loaded once for all tests."""
    store = Store.open(tmp_path_factory.mktemp("seeds") / "store")
    try:
        report = load([str(SEEDS)], store, Options(), Watcher())
        assert (report.documents, report.refused) == (len(list(SEEDS.glob("*.txt"))) + ROWS, [])
        yield Library(store, tmp_path_factory.mktemp("cut"))
    finally:
        store.close()
