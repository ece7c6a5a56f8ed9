from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from loaders.triples import Triples, Value, literal

SUBJECT, PREDICATE, GRAPH = "https://x.example/s", NamedNode("https://x.example/p"), "https://x.example/g"
VALUES = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


def written_by_the_engine(*terms: Literal | NamedNode) -> str:
    quads = [Quad(NamedNode(SUBJECT), PREDICATE, term, NamedNode(GRAPH)) for term in terms]
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    return written.decode()


@given(value=VALUES)
def test_a_value_is_written_as_the_engine_writes_it(value: Value) -> None:
    triples = Triples()

    triples.tell(SUBJECT, PREDICATE, value)

    assert triples.nquads(GRAPH) == written_by_the_engine(literal(value))


@given(value=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_value_in_a_language_is_written_as_the_engine_writes_it(value: str) -> None:
    triples = Triples()

    triples.tell(SUBJECT, PREDICATE, value, language="en")

    assert triples.nquads(GRAPH) == written_by_the_engine(Literal(value, language="en"))


def test_what_is_said_again_is_said_once_and_true_is_not_one() -> None:
    triples = Triples()

    triples.link(SUBJECT, PREDICATE, "https://x.example/o", NamedNode("https://x.example/o"))
    for value in (True, 1, Decimal("1.50"), "1", 1, None):
        triples.tell(SUBJECT, PREDICATE, value)

    assert triples.nquads(GRAPH) == written_by_the_engine(
        NamedNode("https://x.example/o"),
        Literal(value=True),
        Literal(1),
        literal(Decimal("1.5")),
        Literal("1"),
    )


def test_nothing_is_no_text() -> None:
    assert Triples().nquads(GRAPH) == ""


@pytest.mark.parametrize("iri", ["https://x.example/a b", "no iri", "https://x.example/<s>"])
def test_an_iri_that_is_none_is_refused(iri: str) -> None:
    with pytest.raises(ValueError, match="IRI"):
        Triples().link(iri, PREDICATE, "https://x.example/o")


def test_a_moment_is_told_in_utc() -> None:
    triples = Triples()

    triples.tell(SUBJECT, PREDICATE, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))

    assert '"2026-01-02T03:04:05Z"' in triples.nquads(GRAPH)
