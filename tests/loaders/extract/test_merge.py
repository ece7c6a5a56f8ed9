"""One claim for what one source says once."""

from __future__ import annotations

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind


def read(headline: str, lead: str, body: str = "") -> list[tuple[str, str, str]]:
    text = "\n".join(part for part in (headline, lead, body) if part)
    kinds = (ZoneKind.HEADLINE, ZoneKind.LEAD, ZoneKind.BODY)
    zones = tuple(
        Zone(kind=kind, start=text.index(part), end=text.index(part) + len(part))
        for kind, part in zip(kinds, (headline, lead, body), strict=True)
        if part
    )
    document = extract(Article(text=text, published="2024-12-03", language="en", zones=zones))
    return [(claim.status, claim.zone.value, claim.evidence.text) for claim in document.claims]


def test_headline_and_lead_that_say_the_same_are_one_claim_with_the_fuller_words() -> None:
    found = read(
        "Kenya sends 300 soldiers to Haiti", "Kenya sent 300 soldiers to Haiti on Monday, the UN said."
    )

    assert found == [("claimed", "lead", "Kenya sent 300 soldiers to Haiti on Monday")]


def test_another_number_is_another_claim() -> None:
    found = read(
        "",
        "Doctors said 12 people were killed in Gaza City.",
        "The army said 9 people were killed in Gaza City.",
    )

    assert [status for status, _, _ in found] == ["claimed", "claimed"]


def test_a_denial_beside_a_claim_stays() -> None:
    found = read(
        "", "Rwanda said it had sent soldiers to Goma.", "Congo said Rwanda had not sent soldiers to Goma."
    )

    assert [status for status, _, _ in found] == ["claimed", "denied"]
