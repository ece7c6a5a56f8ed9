"""What the catalogued queries answer on the seeds, and the sentences that the answers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from queries import catalogue
from tests.queries.cases import ANSWERS, Case, cases, expected

if TYPE_CHECKING:
    from tests.queries.library import Library

every_case = pytest.mark.parametrize(("query", "case"), cases().items(), ids=cases().keys())


def test_every_catalogued_query_has_an_expected_answer_and_a_fact_that_it_rests_on() -> None:
    assert list(cases()) == list(catalogue())
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == sorted(catalogue())


@every_case
def test_the_seeds_answer_the_question(query: str, case: Case, library: Library) -> None:
    assert library.answer(query, **case.params) == expected(query)


@every_case
def test_the_answer_loses_the_rows_of_the_fact_that_they_rest_on(
    query: str, case: Case, library: Library
) -> None:
    whole = library.answer(query, **case.params)
    claims = case.claims(library)
    resting = [row for row in whole if not set(row.values()).isdisjoint(claims)]

    with library.without(claims):
        cut = library.answer(query, **case.params)

    assert resting
    assert [row for row in cut if row not in whole] == []
    assert [row for row in resting if row in cut] == []
    assert len(whole) - len(cut) == (len(resting) if case.gone is None else case.gone)
    assert library.answer(query, **case.params) == whole


@pytest.mark.parametrize("query", catalogue())
def test_the_words_of_a_row_stand_in_the_article_of_its_claim(query: str, library: Library) -> None:
    rows = library.answer(query)

    strays = [row["evidence"] for row in rows if row["evidence"] not in library.text_of(row["claim"])]

    assert strays == []
