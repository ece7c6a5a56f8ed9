"""The seeds in a real store, and what it answers when some claims are taken away for a while."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import NamedNode, QuerySolutions

from queries import named
from service.ingest import Options, Watcher, load
from service.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator

SEEDS: Final = Path(__file__).parents[2] / "seeds"
ROWS: Final = 15  # of datasets, beside the articles
PREFIX: Final = "PREFIX casus: <https://w3id.org/casus/ontology#>"

Row = dict[str, str]


class Library:
    """The seeds, loaded through the door of any document; claims of theirs can be taken away for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Generator[Self]:
        """Load the seeds into a store in the folder."""
        store = Store.open(folder / "store")
        try:
            report = load([str(SEEDS)], store, Options(), Watcher())
            assert (report.documents, report.refused) == (len(list(SEEDS.glob("*.txt"))) + ROWS, [])
            yield cls(store)
        finally:
            store.close()

    def answer(self, query: str, **params: str) -> list[Row]:
        """Return a catalogued query's rows: each column as the text of its value, empty where it has none."""
        found = self._store.query(named(query).bind(params, base=self._store.base))
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [
            {name: "" if (value := row[name]) is None else str(value.value) for name in names}
            for row in found
        ]

    def text_of(self, claim: str) -> str:
        """Return the text of the article that makes a claim."""
        text = self._store.texts.get(self._one(f"<{claim}> casus:inArticle / casus:textHash ?found"))
        assert text is not None
        return text

    def article_of(self, seed: str) -> str:
        """Return the IRI of a seed article."""
        told = json.loads((SEEDS / f"{seed}.meta.json").read_text(encoding="utf-8"))
        return self._one(f'?found casus:url "{told["url"]}"')

    def row_of(self, record: str) -> str:
        """Return the IRI of a dataset's row."""
        return self._one(f'?found casus:record "{record}"')

    def claims(self, article: str, sentence: str | None) -> list[str]:
        """Return the claims of an article; those whose words stand in a sentence, if one is given."""
        found = self._store.query(
            f"{PREFIX} SELECT ?claim ?words"
            f" WHERE {{ ?claim casus:inArticle <{article}> ; casus:evidenceText ?words }}"
        )
        assert isinstance(found, QuerySolutions)
        rows = [(str(row["claim"].value), str(row["words"].value)) for row in found]
        return [claim for claim, words in rows if sentence is None or words in sentence]

    @contextmanager
    def without(self, claims: list[str]) -> Generator[None]:
        """Hold nothing of some claims, until the end of the block."""
        gone = [
            quad
            for claim in claims
            for quad in self._store.graphs.quads_for_pattern(NamedNode(claim), None, None)
        ]
        for quad in gone:
            self._store.graphs.remove(quad)
        try:
            yield
        finally:
            self._store.graphs.extend(gone)

    def _one(self, pattern: str) -> str:
        found = self._store.query(f"{PREFIX} SELECT ?found WHERE {{ {pattern} }}")
        assert isinstance(found, QuerySolutions)
        (row,) = found
        return str(row["found"].value)
