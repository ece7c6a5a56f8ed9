"""Queries that would run for ever, or take all the memory that there is."""

from __future__ import annotations

from typing import Final

CROSS: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
VALUES: Final = " ".join(f"({number} {number})" for number in range(20_000))
TABLES: Final = " ".join(f"VALUES ({names}) {{ {VALUES} }}" for names in ("?a ?b", "?c ?d", "?e ?f"))
RUNAWAYS: Final = (
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i ?l",
    f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<http://e/x>)* ?b . ?c (!<http://e/y>)* ?d }",
    "SELECT (COUNT(*) AS ?n) { ?a (<>|!<>)+ ?b . ?b (<>|!<>)+ ?c . ?c (<>|!<>)+ ?d }",
    f"SELECT (COUNT(*) AS ?n) {{ {TABLES} FILTER(?a + ?c + ?e < 0) }}",
    f'SELECT * {{ {CROSS} FILTER(REGEX(CONCAT(STR(?a), STR(?d)), "(x+x+)+(y|z*)*$")) }}',
    f"SELECT ?b (COUNT(DISTINCT ?a) AS ?n) (SUM(STRLEN(STR(?f))) AS ?m) {{ {CROSS} }} GROUP BY ?b",
    f"SELECT (GROUP_CONCAT(STR(?c)) AS ?all) {{ {CROSS} }}",
    f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {CROSS} FILTER(?c < ?f && ?f < ?i) }}",
)
