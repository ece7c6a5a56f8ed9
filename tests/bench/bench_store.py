"""Articles stored one by one, durably and logged, against rdflib reading the same N-Quads into memory."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Final

from rdflib import Dataset

from service.store import Arrival, Store
from tests.bench.rates import compare

ARTICLES: Final = 100
CLAIMS: Final = 12
BASE: Final = "https://w3id.org/casus/id/"
TERM: Final = "https://w3id.org/casus/ontology#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def main() -> None:
    """Print how many quads a second each of the two takes in."""
    arrivals = [_arrival(number) for number in range(ARTICLES)]
    quads = sum(arrival.quads.count("\n") for arrival in arrivals)

    def ours() -> int:
        with tempfile.TemporaryDirectory() as folder:
            store = Store.open(Path(folder, "store"))
            for arrival in arrivals:
                store.put(arrival)
            store.close()
        return quads

    def theirs() -> int:
        dataset = Dataset()
        for arrival in arrivals:
            dataset.parse(data=arrival.quads, format="nquads")
        return quads

    compare(
        f"store: {ARTICLES} articles of {quads // ARTICLES} quads",
        "quads",
        ours,
        "rdflib Dataset, in memory",
        theirs,
    )


def _arrival(number: int) -> Arrival:
    key = hashlib.sha256(f"article {number}".encode()).hexdigest()[:16]
    article = f"{BASE}article/{key}-{key[:12]}"
    graph = f"{BASE}graph/article/{key}-{key[:12]}/run"
    facts = [
        f'<{article}> <{TERM}title> "Report {number}"',
        f'<{article}> <{TERM}publishedOn> "2024-12-03"^^<{XSD}date>',
    ]
    for claim in range(CLAIMS):
        facts += _claim(article, f"{BASE}claim/{key}{claim:04}", claim)
    return Arrival(
        key=key,
        article=article,
        graph=graph,
        run=f"{BASE}run/run",
        digest=key,
        text=f"Report {number}. " + "The ministry said that soldiers were seen near the river. " * CLAIMS,
        quads="".join(f"{fact} <{graph}> .\n" for fact in facts),
    )


def _claim(article: str, claim: str, number: int) -> list[str]:
    return [
        f"<{claim}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TERM}Claim>",
        f"<{claim}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TERM}DeploymentClaim>",
        f"<{claim}> <{TERM}inArticle> <{article}>",
        f"<{claim}> <{TERM}speaker> <{BASE}actor/usa-department-of-defense>",
        f"<{claim}> <{TERM}status> <https://w3id.org/casus/concept/status/claimed>",
        f'<{claim}> <{TERM}low> "{number}"^^<{XSD}integer>',
        f'<{claim}> <{TERM}high> "{number + 1}"^^<{XSD}integer>',
        f'<{claim}> <{TERM}publishedOn> "2024-12-03"^^<{XSD}date>',
        f'<{claim}> <{TERM}confidence> "0.8"^^<{XSD}decimal>',
        f'<{claim}> <{TERM}evidenceText> "soldiers were seen near the river, report {number}"',
    ]


if __name__ == "__main__":
    main()
