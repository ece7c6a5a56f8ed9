"""What is refused of a query before it is parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sparql.guards import MOST_CHAINED, MOST_NESTED, refusal

SERVICE = "SERVICE is not answered here: the endpoint asks no other server"
READ_ONLY = "the endpoint is read only: updates are not accepted"
NESTED = f"groups, brackets and collections may be nested {MOST_NESTED} deep"
CHAINED = f"a query may hold {MOST_CHAINED} operators, UNION, OPTIONAL and MINUS in all"

SERVICES = [
    "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://e/> { ?s ?p ?o } }",
    "SELECT * { SERVICE?x{?s ?p ?o} }",
    "SELECT * { SERVICE $x { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { SERVICE e:sparql {} }",
    "PREFIX e: <http://e/> SELECT * { SERVICE e: {} }",
    "SELECT * { SERVICE#x\n#y\r\n<http://e/>#{\n{} }",
    "SELECT * { ?s ?p ?a FILTER(?a<1)SERVICE#c>\n<http://e/>{} }",
    "SELECT * { \\u0053ERVICE <http://e/> {} }",
    "SELECT * { \\U00000053ERVICE <http://e/> {} }",
    "ASK { FILTER EXISTS { SERVICE <http://e/> {} } }",
    "SELECT * { { SELECT * { SERVICE <http://e/> {} } } }",
    "SELECT * { ?s ?p 1SERVICE <http://e/> {} }",
    "SELECT * { ?s ?p true.SERVICE <http://e/> {} }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_another_server_is_refused_in_every_spelling(query: str) -> None:
    assert refusal(query, isolated=True) == SERVICE


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a <http://e/Service> }",
        "SELECT * { ?s <http://e/service/> 'SERVICE' . ?s <http://e/p> ?service }",
        "# SERVICE\nSELECT * { }",
    ],
)
def test_the_mere_word_is_refused_only_in_a_reader_with_a_network(query: str) -> None:
    assert (refusal(query, isolated=True), refusal(query, isolated=False)) == (None, SERVICE)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a> <b> <c> }",
        "# x\nPREFIX a: <http://e/> BASE <http://e/> delete where { ?s ?p ?o }",
        "LOAD <http://e/>",
        "drop all",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(query: str) -> None:
    assert refusal(query, isolated=True) == READ_ONLY


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * " + "{" * (MOST_NESTED + 1) + "}" * (MOST_NESTED + 1), NESTED),
        ("SELECT * { ?s ?p " + "(" * MOST_NESTED, NESTED),
        ("SELECT * { ?s ?p " + "[ ?p " * MOST_NESTED, NESTED),
        ("SELECT * { FILTER(" + "!" * (MOST_CHAINED + 1) + "?x) }", CHAINED),
        ("SELECT * { {}" + " UNION {}" * (MOST_CHAINED + 1) + "}", CHAINED),
        ("SELECT (1" + "+1" * (MOST_CHAINED + 1) + " AS ?x) {}", CHAINED),
        ("SELECT * " + "{" * MOST_NESTED + "}" * MOST_NESTED, None),
        ("SELECT * { ?s ?p '" + "(" * 500 + '\', """' + '{"' * 500 + '""" } # ' + "[" * 500, None),
        ("SELECT * { ?s <http://e/(((" + "!" * 3000 + "> ?o }", None),
    ],
)
def test_shapes_that_overflow_a_parser_are_refused(query: str, reason: str | None) -> None:
    assert refusal(query, isolated=True) == reason


@given(st.text(alphabet="SERVICE#\n<>?{}()'\"\\u0053 ", max_size=200))
def test_any_text_is_judged(query: str) -> None:
    assert refusal(query, isolated=True) in {None, SERVICE, NESTED, CHAINED}


def test_an_escape_that_is_no_character_is_left_alone() -> None:
    assert refusal("SELECT * { ?s ?p '\\UFFFFFFFF' }", isolated=True) is None
