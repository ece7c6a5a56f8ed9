"""Articles made up for measuring: the same number gives the same article, some 120 quads of it."""

from __future__ import annotations

import hashlib
from typing import Final

from service.store import Arrival

BASE: Final = "https://w3id.org/casus/id/"
TERM: Final = "https://w3id.org/casus/ontology#"
CONCEPT: Final = "https://w3id.org/casus/concept/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CLAIMS: Final = 12


def arrival(number: int) -> Arrival:
    """Return the article of this number as the store takes it."""
    key = hashlib.sha256(f"article {number}".encode()).hexdigest()[:16]
    name = f"{key}-{key[:12]}"
    article = f"{BASE}article/{name}"
    graph = f"{BASE}graph/article/{name}/run"
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
        f"<{claim}> <{TYPE}> <{TERM}Claim>",
        f"<{claim}> <{TYPE}> <{TERM}DeploymentClaim>",
        f"<{claim}> <{TERM}inArticle> <{article}>",
        f"<{claim}> <{TERM}speaker> <{BASE}actor/usa-department-of-defense>",
        f"<{claim}> <{TERM}status> <{CONCEPT}status/claimed>",
        f'<{claim}> <{TERM}low> "{number}"^^<{XSD}integer>',
        f'<{claim}> <{TERM}high> "{number + 1}"^^<{XSD}integer>',
        f'<{claim}> <{TERM}publishedOn> "2024-12-03"^^<{XSD}date>',
        f'<{claim}> <{TERM}confidence> "0.8"^^<{XSD}decimal>',
        f'<{claim}> <{TERM}evidenceText> "soldiers were seen near the river, report {number}"',
    ]
