"""People and things that nobody names are those of the country where it happened."""

import pytest

from loaders.document import extract
from loaders.model import Article, Claim, Zone, ZoneKind


def told(text: str) -> tuple[Claim, ...]:
    """Return the claims that a text makes."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    return extract(Article(text=text, published="2024-12-03", language="en", zones=zones)).claims


@pytest.mark.parametrize(
    ("text", "label", "country"),
    [
        ("A shell killed three people in Kharkiv.", "people", "UKR"),
        ("Gunmen shot dead nine soldiers in Gao.", "soldiers", "MLI"),
        ("Gunmen shot dead nine French soldiers in Gao.", "France", "FRA"),
    ],
)
def test_the_dead_are_of_the_country_of_the_place(text: str, label: str, country: str) -> None:
    assert [(a.label, a.country) for claim in told(text) for a in claim.victim] == [(label, country)]


@pytest.mark.parametrize(
    ("text", "label", "country"),
    [
        ("Rebels shelled a hospital in Goma.", "hospital", "COD"),
        ("Rebels shelled the Swiss embassy in Goma.", "embassy", "CHE"),
        ("Rebels shelled an embassy in Goma.", "embassy", None),
    ],
)
def test_a_thing_is_of_the_country_of_the_place_but_no_embassy(
    text: str, label: str, country: str | None
) -> None:
    assert [(label in a.label, a.country) for claim in told(text) for a in claim.target] == [(True, country)]
