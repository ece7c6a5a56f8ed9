"""A question of an analyst, asked of the store and of rdflib over the same articles."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from rdflib import Dataset

from service.store import Store
from tests.bench.arrivals import arrival
from tests.bench.rates import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from pyoxigraph import QuerySolutions

ARTICLES: Final = 300
ASKED: Final = 5
ROWS: Final = 50
QUESTION: Final = """
PREFIX casus: <https://w3id.org/casus/ontology#>

SELECT ?title ?claim ?low ?words
WHERE {
  ?claim a casus:DeploymentClaim ;
         casus:speaker <https://w3id.org/casus/id/actor/usa-department-of-defense> ;
         casus:status <https://w3id.org/casus/concept/status/claimed> ;
         casus:low ?low ;
         casus:evidenceText ?words ;
         casus:inArticle ?article .
  ?article casus:title ?title .
  FILTER(?low >= 8)
}
ORDER BY ?title ?claim
LIMIT 50
"""


def main() -> None:
    """Print how many times a second each of the two answers."""
    dataset = Dataset(default_union=True)
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder, "store"))) as store:
        for each in map(arrival, range(ARTICLES)):
            store.put(each)
            dataset.parse(data=each.quads, format="nquads")

        ours = _asked(lambda: list(cast("QuerySolutions", store.query(QUESTION))))
        theirs = _asked(lambda: list(dataset.query(QUESTION)))

        compare(f"a question over {ARTICLES} articles", "answers", ours, "rdflib, in memory", theirs)


def _asked(ask: Callable[[], Sized]) -> Callable[[], int]:
    """Return a function that asks a few times, and returns how often."""

    def ask_some() -> int:
        for _ in range(ASKED):
            assert len(ask()) == ROWS
        return ASKED

    return ask_some


if __name__ == "__main__":
    main()
