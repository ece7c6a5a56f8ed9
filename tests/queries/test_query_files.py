"""Every query file: it parses, says what it asks and what comes back, and answers in one order only."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import QuerySolutions, Store  # noqa: TID251 - an empty one, to run queries on

from queries import CataloguedQuery, catalogue

FOLDER: Final = Path(__file__).parents[2] / "queries"
README: Final = Path(__file__).parents[2] / "README.md"
BASE: Final = "https://example.org/id/"
IDENTITIES: Final = frozenset(["claim", "denial", "interception", "pledge", "rowClaim"])
GROUPS: Final = ("speakers", "denials", "troops", "casualties", "transfers", "actions", "sources", "quality")
KEYWORDS: Final = re.compile(
    r"\b(prefix|select|distinct|where|optional|values|filter|bind|union|exists|order by|group by|having)\b"
)

every_query = pytest.mark.parametrize("query", catalogue().values(), ids=catalogue().keys())


def body(query: CataloguedQuery) -> str:
    return "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("#+"))


def variables(query: CataloguedQuery) -> list[str]:
    answer = Store().query(query.bind({}, base=BASE))
    assert isinstance(answer, QuerySolutions)
    return [variable.value for variable in answer.variables]


def test_the_catalogue_holds_every_query_file_under_its_name() -> None:
    assert list(catalogue()) == sorted(path.stem for path in FOLDER.glob("*.rq"))
    assert len(catalogue()) >= 30


@every_query
def test_a_query_runs_as_it_stands_in_its_file(query: CataloguedQuery) -> None:
    answer = Store().query(query.text)

    assert isinstance(answer, QuerySolutions)
    assert list(answer) == []


@every_query
def test_a_query_explains_each_of_its_columns_in_their_order(query: CataloguedQuery) -> None:
    assert variables(query) == list(query.columns)
    assert all(query.columns.values())


@every_query
def test_a_query_says_what_it_asks_and_carries_tags(query: CataloguedQuery) -> None:
    assert query.summary
    assert query.description
    assert query.tags
    assert "\n" not in query.summary


@every_query
def test_the_first_tag_of_a_query_is_its_group(query: CataloguedQuery) -> None:
    assert query.tags[0] in GROUPS


def test_each_group_has_at_least_three_queries() -> None:
    counts = Counter(query.tags[0] for query in catalogue().values())

    assert sorted(counts) == sorted(GROUPS)
    assert min(counts.values()) >= 3


@every_query
def test_a_row_comes_with_its_claim_its_article_and_the_words_that_say_so(query: CataloguedQuery) -> None:
    assert {"claim", "article", "evidence"} <= set(query.columns)


@every_query
def test_a_row_tells_who_said_it_and_a_day(query: CataloguedQuery) -> None:
    speakers = {
        "speaker", "speakerLabel", "launchedBy", "claimant", "source", "outlet", "linkLabel",
    }  # fmt: skip

    assert speakers & set(query.columns)
    assert [name for name in query.columns if "day" in query.columns[name].lower()]


@every_query
def test_a_sum_of_claims_is_never_drawn(query: CataloguedQuery) -> None:
    assert re.findall(r"\b(?:SUM|AVG)\b", body(query)) == []


@every_query
def test_the_order_of_rows_does_not_depend_on_the_store(query: CataloguedQuery) -> None:
    order = query.text.rpartition("ORDER BY")[2]

    ordered = set(re.findall(r"\?(\w+)", order))

    assert set(query.columns) & IDENTITIES <= ordered


@every_query
def test_a_query_declares_the_prefixes_it_uses_and_no_other(query: CataloguedQuery) -> None:
    text = re.sub(r'<[^>]*>|"[^"]*"', " ", body(query))
    declared = set(re.findall(r"PREFIX (\w+):", body(query)))

    used = set(re.findall(r"\b(\w+):\w", text))

    assert used - {"PREFIX"} == declared


@every_query
def test_keywords_are_written_in_capitals(query: CataloguedQuery) -> None:
    assert KEYWORDS.findall(re.sub(r'"[^"]*"|[?/]\w+|:\w+', " ", body(query))) == []


def test_the_readme_lists_every_query_with_its_question() -> None:
    rows = [f"| `{query.name}` | {query.summary} |" for query in catalogue().values()]

    written = README.read_text(encoding="utf-8").splitlines()

    assert [line for line in written if line in rows] == rows
