"""Statements: each sentence with a sayer gives one, with or without a claim, said on its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind

if TYPE_CHECKING:
    from loaders.model import Document

Row = tuple[list[str], str, bool, date | None]


def read(text: str) -> Document:
    """Return what is read out of one paragraph."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    return extract(Article(text=text, published="2024-12-03", language="en", zones=zones))


def told(text: str) -> list[Row]:
    """Return the speakers, words, directness and day of each statement of a paragraph."""
    return [([a.label for a in s.speakers], s.words, s.direct, s.said) for s in read(text).statements]


def test_what_is_said_without_a_claim_is_a_statement() -> None:
    words = '"They are cannon fodder," President Volodymyr Zelenskyy said of the soldiers.'
    assert told(words) == [(["Volodymyr Zelenskyy"], words, False, None)]


def test_a_sentence_with_two_claims_of_one_sayer_is_one_statement() -> None:
    words = "Two US officials said that eight soldiers were killed and that 12 people were wounded."
    document = read(words)
    assert [s.words for s in document.statements] == [words]
    assert [c.statement for c in document.claims] == [0, 0]


def test_a_question_and_plain_narration_are_no_statements() -> None:
    assert told("What does Israel say? The road to the border is long.") == []


def test_the_day_of_saying_is_not_the_day_of_the_event() -> None:
    words = "On 7 November, President Volodymyr Zelenskyy stated that 300 soldiers had been killed."
    document = read(words)
    dates: list[Any] = [claim.date for claim in document.claims]
    assert told(words) == [(["Volodymyr Zelenskyy"], words, False, date(2024, 11, 7))]
    assert dates == [None]


def test_each_sentence_means_who_spoke_before_it_not_who_speaks_last() -> None:
    first = "The Israeli army said it would stay."
    second = "It added that the border was closed."
    last = "Aid agencies warned that food was running out."
    assert [(by, words) for by, words, _, _ in told(f"{first} {second} {last}")] == [
        (["Israeli army"], first),
        (["Israeli army"], second),
        (["aid agencies"], last),
    ]


def test_a_claim_that_the_article_makes_itself_has_a_statement_of_nobody() -> None:
    words = "A drone killed two women in Kharkiv."
    assert told(words) == [([], words, False, None)]
