"""The catalogue of queries and the binding of their parameters."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import BadHeader, BadParameter, UnknownParameter, UnknownQuery, catalogue, named, read

BASE = "https://example.org/id/"

TEXT = """\
#+ summary: Claims with one status
#+ description: >
#+   Claims whose status is the given concept.
#+ tags: [claims]
#+ parameters:
#+   status: {kind: iri, description: A concept of the status scheme}
#+   speaker: {kind: iri, description: Who said it}
#+   since: {kind: date, description: First day, default: 2024-01-01}
#+   least: {kind: integer, description: Least number}
#+   words: {kind: string, description: Words of it}
#+   below: {kind: decimal, description: Confidence}
#+ columns:
#+   claim: The claim
PREFIX casus: <https://w3id.org/casus/ontology#>

SELECT ?claim
WHERE {
  VALUES ?status { UNDEF }
  VALUES ?speaker { UNDEF }
  VALUES ?since { UNDEF }
  VALUES ?least {UNDEF}
  VALUES ?words { UNDEF }
  VALUES ?below { UNDEF }
  ?claim casus:status ?status .
}
ORDER BY ?claim
"""


def _values(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("VALUES")]


def test_a_header_is_read_with_its_parameters_and_columns() -> None:
    query = read("status", TEXT)

    assert query.summary == "Claims with one status"
    assert query.description == "Claims whose status is the given concept."
    assert query.tags == ("claims",)
    assert list(query.parameters) == ["status", "speaker", "since", "least", "words", "below"]
    assert query.parameters["since"].default == "2024-01-01"
    assert query.columns == {"claim": "The claim"}


def test_given_values_and_defaults_replace_undef_and_nothing_else() -> None:
    bound = read("status", TEXT).bind({"status": "not_observed", "speaker": "RUS", "least": "+07"}, base=BASE)

    assert _values(bound) == [
        "VALUES ?status { <https://w3id.org/casus/concept/status/not-observed> }",
        "VALUES ?speaker { <https://example.org/id/actor/RUS> }",
        'VALUES ?since { "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }',
        'VALUES ?least { "7"^^<http://www.w3.org/2001/XMLSchema#integer> }',
        "VALUES ?words { UNDEF }",
        "VALUES ?below { UNDEF }",
    ]


def test_a_star_stands_for_any_value_and_takes_a_default_away() -> None:
    bound = read("status", TEXT).bind({"since": "*", "speaker": "*", "below": "-0.50"}, base=BASE)

    assert _values(bound) == [
        "VALUES ?status { UNDEF }",
        "VALUES ?speaker { UNDEF }",
        "VALUES ?since { UNDEF }",
        "VALUES ?least {UNDEF}",
        "VALUES ?words { UNDEF }",
        'VALUES ?below { "-0.50"^^<http://www.w3.org/2001/XMLSchema#decimal> }',
    ]


@pytest.mark.parametrize(
    ("given_value", "iri"),
    [
        ("pat-ryder", "https://example.org/id/actor/pat-ryder"),
        ("actor/pat-ryder", "https://example.org/id/actor/pat-ryder"),
        ("https://elsewhere.org/x", "https://elsewhere.org/x"),
        ("urn:x:y", "urn:x:y"),
    ],
)
def test_an_id_or_an_iri_names_an_actor(given_value: str, iri: str) -> None:
    bound = read("status", TEXT).bind({"speaker": given_value}, base=BASE)

    assert _values(bound)[1] == f"VALUES ?speaker {{ <{iri}> }}"


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"speaker": "a b"}, "speaker"),
        ({"speaker": ""}, "speaker"),
        ({"speaker": "../x"}, "speaker"),
        ({"speaker": "https://e.org/> } DROP ALL #"}, "speaker"),
        ({"speaker": "https://e.org/>"}, "speaker"),
        ({"speaker": "javascript:alert(1)"}, "speaker"),
        ({"since": "2024-02-30"}, "since"),
        ({"since": "20240201"}, "since"),
        ({"since": "0"}, "since"),
        ({"least": "1e3"}, "least"),
        ({"below": "0,5"}, "below"),
        ({"below": "1e3"}, "below"),
        ({"below": "0.5 } DROP ALL #"}, "below"),
        ({"least": "9" * 19}, "least"),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused_by_name(params: dict[str, str], parameter: str) -> None:
    with pytest.raises(BadParameter) as caught:
        read("status", TEXT).bind(params, base=BASE)

    assert (caught.value.parameter, caught.value.value) == (parameter, params[parameter])


def test_an_iri_parameter_about_nothing_known_takes_absolute_iris_only() -> None:
    query = read("x", TEXT.replace("speaker", "thing"))

    with pytest.raises(BadParameter, match="anything known"):
        query.bind({"thing": "RUS"}, base=BASE)


@pytest.mark.parametrize(
    ("of", "value", "iri"),
    [
        ("place", "kursk-oblast", f"{BASE}place/kursk-oblast"),
        ("article", "0123-4567", f"{BASE}article/0123-4567"),
        ("time-frame", "past", "https://w3id.org/casus/concept/time-frame/past"),
    ],
)
def test_a_header_can_say_what_a_parameter_is_about(of: str, value: str, iri: str) -> None:
    query = read("x", TEXT.replace("description: Who said it", f"description: Who said it, of: {of}"))

    assert _values(query.bind({"speaker": value}, base=BASE))[1] == f"VALUES ?speaker {{ <{iri}> }}"


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("place", "kursk-oblast", f"VALUES ?place {{ <{BASE}place/kursk-oblast> }}"),
        ("article", "01-23", f"VALUES ?article {{ <{BASE}article/01-23> }}"),
        ("time_frame", "future", "VALUES ?time_frame { <https://w3id.org/casus/concept/time-frame/future> }"),
    ],
)
def test_a_parameters_name_says_what_it_is_about(name: str, value: str, line: str) -> None:
    query = read("x", TEXT.replace("speaker", name))

    assert _values(query.bind({name: value}, base=BASE))[1] == line


def test_an_undeclared_parameter_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownParameter, match="declares: status, speaker, since, least, words, below"):
        read("status", TEXT).bind({"stauts": "denied"}, base=BASE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "does not start with a header"),
        ("#+ summary: [\nASK {}", "while parsing"),
        ("#+ summary: x\nASK {}", "description"),
        ("#+ summary: x\n#+ description: y\n#+ sort: z\nASK {}", "Extra inputs"),
        (TEXT.replace("VALUES ?words { UNDEF }", ""), "but not both: words"),
        (TEXT.replace("VALUES ?words { UNDEF }", "VALUES ?word { UNDEF }"), "but not both: word, words"),
    ],
)
def test_a_file_that_does_not_describe_itself_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadHeader, match=reason):
        read("status", text)


def test_an_unknown_query_is_refused_by_name() -> None:
    with pytest.raises(UnknownQuery, match="'no-such-query'"):
        named("no-such-query")


def test_every_catalogued_query_parses_is_ordered_and_explains_its_columns() -> None:
    store = ox.Store()  # noqa: TID251
    for query in catalogue().values():
        results = store.query(query.bind({}, base=BASE))
        assert isinstance(results, ox.QuerySolutions), query.name
        assert [variable.value for variable in results.variables] == list(query.columns), query.name
        assert "ORDER BY" in query.text, query.name
        assert named(query.name) is query


@given(st.text().filter(lambda value: value != "*"))
def test_any_string_is_bound_as_one_literal(value: str) -> None:
    text = "#+ summary: x\n#+ description: y\n#+ parameters: {p: {kind: string, description: z}}\n"
    query = read("x", text + "SELECT ?p WHERE { VALUES ?p { UNDEF } }")

    bound = query.bind({"p": value}, base=BASE)

    results = ox.Store().query(bound)  # noqa: TID251
    assert isinstance(results, ox.QuerySolutions)
    assert [solution["p"] for solution in results] == [ox.Literal(value)]
