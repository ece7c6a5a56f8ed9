"""Each predicate's own examples: a claim of its type comes out of the one, none out of the other."""

import pytest

from loaders.document import extract
from loaders.extract.frames import examples
from loaders.model import Article, Zone, ZoneKind


def told(text: str) -> set[str]:
    """Return the types of the claims that a text makes."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    document = extract(Article(text=text, published="2024-12-03", language="en", zones=zones))
    return {claim.type.value for claim in document.claims}


@pytest.mark.parametrize(("kind", "sentence"), [(kind, fires) for kind, fires, _ in examples()])
def test_a_predicates_example_makes_a_claim_of_its_type(kind: str, sentence: str) -> None:
    assert kind in told(sentence)


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, silent) for kind, _, silent in examples() if silent is not None]
)
def test_a_sentence_that_only_sounds_like_it_makes_none(kind: str, sentence: str) -> None:
    assert kind not in told(sentence)
