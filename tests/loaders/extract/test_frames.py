"""Each predicate's own examples: a claim of its type comes out of the one, none out of the other."""

import pytest

from loaders.document import extract
from loaders.extract.frames import Example, examples
from loaders.model import Article, Claim, Zone, ZoneKind

EXAMPLES = [
    pytest.param(example, id=f"{number}-{example.frame}") for number, example in enumerate(examples())
]


def told(text: str) -> tuple[Claim, ...]:
    """Return the claims that a text makes."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    return extract(Article(text=text, published="2024-12-03", language="en", zones=zones)).claims


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_predicates_example_makes_a_claim_of_its_type(example: Example) -> None:
    rules = [claim.rules for claim in told(example.fires) if claim.type is example.type]

    assert any(example.frame in row for row in rules), rules


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_sentence_that_only_sounds_like_it_makes_none(example: Example) -> None:
    assert [claim for claim in told(example.silent) if claim.type is example.type] == []
