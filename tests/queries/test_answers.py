"""What the catalogued queries answer on the sample articles, and the sentences that the answers rest on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pydantic import BaseModel, ConfigDict

from queries import catalogue

if TYPE_CHECKING:
    from tests.queries.conftest import Library

ANSWERS: Final = Path(__file__).with_name("answers")


class Case(BaseModel):
    """Rows of a query's answer, in their order, and a sentence of an article that some of them rest on.

    `answer` is a table whose first line names the compared columns; an empty cell is an unbound variable.
    `lost` numbers the rows that go with the sentence; `known` says why the answer is not right yet.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str
    sentence: str
    lost: list[int]
    answer: str
    params: dict[str, str] = {}
    known: str | None = None

    @property
    def table(self) -> list[list[str]]:
        """Return the cells of the table, line by line, its head first."""
        return [[cell.strip() for cell in line.split("|")] for line in self.answer.strip().splitlines()]

    @property
    def rows(self) -> list[list[str]]:
        """Return the rows that are expected."""
        return self.table[1:]

    def found(self, query: str, library: Library) -> list[list[str]]:
        """Return the compared columns of those rows that are expected, once each, in the answer's order."""
        answer = library.answer(query, **self.params)
        rows = [[row.get(name, "") for name in self.table[0]] for row in answer]
        return [row for number, row in enumerate(rows) if row in self.rows and row not in rows[:number]]


def cases() -> dict[str, Case]:
    return {
        path.stem: Case.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(ANSWERS.glob("*.toml"))
    }


every_case = pytest.mark.parametrize(
    ("query", "case"),
    [
        pytest.param(
            query,
            case,
            id=query,
            marks=[pytest.mark.xfail(reason=case.known, strict=True)] if case.known else [],
        )
        for query, case in cases().items()
    ],
)


def test_every_catalogued_query_has_an_expected_answer() -> None:
    assert list(cases()) == list(catalogue())


@every_case
def test_the_sample_articles_answer_the_question(query: str, case: Case, library: Library) -> None:
    assert case.found(query, library) == case.rows


@every_case
def test_the_answer_loses_the_rows_of_the_sentence_that_they_rest_on(
    query: str, case: Case, library: Library
) -> None:
    with library.without(case.article, case.sentence):
        cut = case.found(query, library)

    assert cut == [row for number, row in enumerate(case.rows) if number not in case.lost]
    assert case.found(query, library) == case.rows


@pytest.mark.parametrize("query", catalogue())
def test_the_words_of_a_row_stand_in_the_article_of_its_claim(query: str, library: Library) -> None:
    rows = library.answer(query)

    strays = [row["evidence"] for row in rows if row["evidence"] not in library.text_of(row["claim"])]

    assert strays == []
