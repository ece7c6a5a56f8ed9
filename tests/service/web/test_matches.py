"""Full-text search inside a query: what is replaced, what is left alone, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.problems import RefusedQuery
from service.sparql.matches import FORM, MOST, rewritten

if TYPE_CHECKING:
    from starlette.testclient import TestClient

BASE = "https://kalvenia.example/id/"
ROWS = f"<{BASE}claim/1> <{BASE}claim/2>"
VALUES = f"VALUES ?c {{ {ROWS} }}"


def _found(words: str, most: int) -> list[str]:
    assert most == MOST + 1
    return [f"{BASE}claim/{number}" for number in (1, 2)] if words != "nothing" else []


def _text(query: str) -> str:
    return rewritten(query, _found, BASE).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT * { ?c casus:matches "a" }', f"SELECT * {{ {VALUES}  }}"),
        (
            'SELECT * { ?c casus:matches "a" . ?c casus:low ?l }',
            f"SELECT * {{ {VALUES}  . ?c casus:low ?l }}",
        ),
        ('SELECT * { ?c casus:matches "a" ; casus:low ?l }', f"SELECT * {{ {VALUES} ?c casus:low ?l }}"),
        ('SELECT * { ?c a casus:Claim ; casus:matches "a" }', f"SELECT * {{ {VALUES} ?c a casus:Claim  }}"),
        (
            "SELECT * { ?c a casus:Claim ; casus:matches 'a'@en ; casus:low ?l . }",
            f"SELECT * {{ {VALUES} ?c a casus:Claim  ; casus:low ?l . }}",
        ),
        (
            'SELECT * { ?c casus:matches "a" ; casus:matches """b""" . }',
            f"SELECT * {{ {VALUES} {VALUES}  . }}",
        ),
        (
            'PREFIX c: <https://w3id.org/casus/ontology#> SELECT * { ?c c:matches "a" }',
            f"PREFIX c: <https://w3id.org/casus/ontology#> SELECT * {{ {VALUES}  }}",
        ),
        (
            'SELECT * { ?c <https://w3id.org/casus/ontology#matches> "a" }',
            f"SELECT * {{ {VALUES}  }}",
        ),
        (
            'SELECT * { ?x a ?y OPTIONAL { ?c casus:matches "a" } }',
            f"SELECT * {{ ?x a ?y OPTIONAL {{ {VALUES}  }} }}",
        ),
        (
            'SELECT * { FILTER(?x > 1.5) ?c a ?t ; casus:matches "a" FILTER(?y) }',
            f"SELECT * {{ FILTER(?x > 1.5) {VALUES} ?c a ?t  FILTER(?y) }}",
        ),
        (
            'SELECT * { FILTER geof:sfWithin(?x, ?y) ?c casus:matches "a" }',
            f"SELECT * {{ FILTER geof:sfWithin(?x, ?y) {VALUES}  }}",
        ),
        (
            'CONSTRUCT { ?c casus:matches "a" } WHERE { ?c casus:matches "a" }',
            f'CONSTRUCT {{ ?c casus:matches "a" }} WHERE {{ {VALUES}  }}',
        ),
        (
            'CONSTRUCT WHERE { ?c a ?t ; casus:matches "a" }',
            f'CONSTRUCT {{ ?c a ?t ; casus:matches "a" }} WHERE {{ {VALUES} ?c a ?t  }}',
        ),
        (
            'PREFIX : <http://a/> construct FROM :g where{?c casus:matches "a"}',
            f'PREFIX : <http://a/> construct {{?c casus:matches "a"}} FROM :g where{{{VALUES} }}',
        ),
        ('SELECT * { ?c casus:matches "nothing" }', "SELECT * { VALUES ?c {  }  }"),
    ],
)
def test_a_search_becomes_the_claims_that_were_found(query: str, expected: str) -> None:
    assert _text(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?c ?p "casus:matches" }',
        'SELECT * { ?c ?p ?o } # ?c casus:matches "a"',
        "SELECT * { ?c ?p '''?c casus:matches \"a\"''' }",
        'SELECT * { ?c <http://e/casus:matches> "a" }',
        "SELECT * { casus:matches rdfs:comment ?c }",
        "SELECT * { ?c ?p casus:matches }",
        "SELECT * { ?c ?p ?o FILTER(?p = casus:matches) }",
        'PREFIX casus: <http://other.example/> SELECT * { ?c casus:matches "a" }',
    ],
)
def test_what_only_looks_like_a_search_is_left_alone(query: str) -> None:
    assert _text(query) == query


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { ?c casus:matches ?words }", "matches takes constant strings"),
        ('SELECT * { ?c casus:matches "a"^^xsd:string }', "matches takes constant strings"),
        ('SELECT * { ?c casus:matches "a", ?b }', "matches takes constant strings"),
        ('SELECT * { ?c casus:makes/casus:matches "a" }', "matches cannot be part of a path"),
        ('SELECT * { <http://e/> casus:matches "a" }', "only a variable can be searched for"),
        ('SELECT * { ?s casus:makes [ a ?t ; casus:matches "a" ] }', "only a variable can be searched for"),
        ('SELECT * { ?s casus:makes [ casus:matches "a" ] }', "only a variable can be searched for"),
        ("SELECT * { " + '?c casus:matches "a" . ' * 9 + "}", "a query may hold 8 searches"),
    ],
)
def test_a_search_that_cannot_be_answered_is_refused(query: str, reason: str) -> None:
    with pytest.raises(RefusedQuery, match=f"^{reason}"):
        _text(query)


def test_several_words_are_all_looked_for() -> None:
    found = rewritten('SELECT * { ?c casus:matches "a\\n\\u0062", "c" }', _found, BASE).found

    assert [(each.words, len(each.iris), each.is_cut) for each in found] == [("a\nb c", 2, False)]


def test_what_was_cut_is_told() -> None:
    query = rewritten('SELECT * { ?c casus:matches "a" }', lambda _, most: ["http://e/"] * most, BASE)

    assert (query.is_cut, len(query.found[0].iris)) == (True, MOST)


def _words(client: TestClient, where: str) -> list[str]:
    query = f"SELECT ?words {{ {where} ?c casus:evidenceText ?words }}"
    answer = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    return answer.text.splitlines()[1:]


@pytest.mark.parametrize(
    "where",
    [
        '?c casus:matches "missile" .',
        'GRAPH ?g { ?c a casus:Claim ; casus:matches "missile" }',
        '{ SELECT ?c { ?c casus:matches "missile" } }',
        '{ ?c casus:matches "missile" } UNION { ?c casus:matches "nowhere" }',
        '?c a casus:Claim FILTER EXISTS { ?c casus:matches "missile" }',
        '?c a casus:Claim . MINUS { ?c casus:matches "Pentagon" }',
        '?c casus:matches "miss*" .',
        '?c casus:matches "nowhere OR missile" .',
        '?c casus:matches "fired -Pentagon" .',
    ],
)
def test_claims_are_found_by_their_words(client: TestClient, where: str) -> None:
    assert _words(client, where) == ["Ukraine had fired a missile at his town on 5 November"]


def test_a_search_for_nothing_is_refused_as_q_refuses_it(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": 'SELECT * { ?c casus:matches "NOT drones" }'})

    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "query: casus:matches 'NOT drones': it names no word to look for",
    )


def test_a_search_that_is_none_is_refused_over_http(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?c casus:matches ?w }"})

    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        f"matches takes constant strings: {FORM}",
    )
