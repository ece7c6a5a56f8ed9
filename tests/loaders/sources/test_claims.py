"""What the invented rows of each dataset claim, whole; a new dataset brings its rows and its claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from loaders.datasets import LeftAside, names
from loaders.errors import Refused
from tests.loaders.sources.lines import lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.datasets import Outcome

CLAIMS: Final = Path(__file__).parent / "claims"


def told(outcome: Outcome) -> list[str]:
    if isinstance(outcome, Refused):
        return [f"refused {outcome}"]
    if isinstance(outcome, LeftAside):
        return [f"line {outcome.line} left aside: {outcome.reason}"]
    return list(lines(outcome))


@pytest.mark.parametrize("dataset", names())
def test_the_rows_of_a_dataset_make_these_claims(dataset: str, read: Callable[[str], list[Outcome]]) -> None:
    expected = (CLAIMS / f"{dataset.replace('-', '_')}.txt").read_text(encoding="utf-8")

    found = read(dataset)

    assert [line for outcome in found for line in told(outcome)] == expected.splitlines()


@pytest.mark.parametrize("dataset", names())
def test_the_words_of_statements_and_claims_stand_where_they_are_said_to(
    dataset: str, read: Callable[[str], list[Outcome]]
) -> None:
    outcomes = read(dataset)
    documents = [one for one in outcomes if not isinstance(one, Refused | LeftAside)]

    spans = [
        (document.article.text, span)
        for document in documents
        for span in (
            *(statement.evidence for statement in document.statements),
            *(claim.evidence for claim in document.claims),
        )
    ]

    assert outcomes
    assert [span for text, span in spans if text[span.start : span.end] != span.text] == []
