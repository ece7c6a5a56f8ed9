"""Names, numbers and dates of a passage as one plain word each, with their exact places in the text."""

from __future__ import annotations

from datetime import date

from loaders.extract.parser import language_model
from loaders.extract.passages import Passage, parse
from loaders.model import Article, Span, Zone, ZoneKind


def passages_of(*lines: str, kind: ZoneKind = ZoneKind.BODY) -> list[Passage]:
    text = "\n".join(lines)
    zones = tuple(Zone(kind=kind, start=text.index(line), end=text.index(line) + len(line)) for line in lines)
    article = Article(text=text, published="2024-12-03", language="en", zones=zones)
    return parse(article, language_model(), date(2024, 12, 3))


def words_of(passage: Passage) -> list[tuple[str, str]]:
    """Return what was put to the parser with the words that it stands for, where the two differ."""
    pairs = [(t.text, passage.span(t.i, t.i).text) for t in passage.doc]
    return [(word, meant) for word, meant in pairs if word != meant]


def test_mentions_are_one_plain_word_each_and_keep_their_own_words() -> None:
    (passage,) = passages_of(
        "The Armed Forces of Ukraine shot down more than 40 Shahed drones on the night of 1-2 December."
    )

    assert [t.text for t in passage.doc] == [
        "The",
        "Pentagon",
        "shot",
        "down",
        "40",
        "missiles",
        "on",
        "Monday",
        ".",
    ]
    assert words_of(passage) == [
        ("Pentagon", "Armed Forces of Ukraine"),
        ("40", "more than 40"),
        ("missiles", "Shahed drones"),
        ("Monday", "the night of 1-2 December"),
    ]
    assert {i: found.entries[0].id for i, found in passage.actors.items()} == {1: "ukr-armed-forces"}
    assert {i: found.entries[0].id for i, found in passage.weapons.items()} == {5: "shahed"}
    assert {i: (n.low, n.high) for i, n in passage.numbers.items()} == {4: (40, None)}
    assert {i: (d.first, d.last) for i, d in passage.dates.items()} == {
        7: (date(2024, 12, 1), date(2024, 12, 2))
    }


def test_a_name_with_hyphens_is_one_word() -> None:
    (passage,) = passages_of("Soldiers left Nahr-e Saraj, al-Malha and Dasht-e-Barchi.")

    assert words_of(passage) == [
        ("Nahre", "Nahr-e"),
        ("Malha", "al-Malha"),
        ("DashteBarchi", "Dasht-e-Barchi"),
    ]


def test_a_hyphen_between_a_name_and_a_word_is_a_word_of_its_own() -> None:
    (passage,) = passages_of("Iran-backed fighters and anti-Iranian rebels clashed.")

    assert [t.text for t in passage.doc][:8] == [
        "Iran",
        "-",
        "backed",
        "fighters",
        "and",
        "anti",
        "-",
        "Iranian",
    ]
    assert (passage.span(0, 2).text, passage.span(5, 7).text) == ("Iran-backed", "anti-Iranian")


def test_abbreviations_in_brackets_and_inserted_words_are_left_out() -> None:
    (passage,) = passages_of("The Rapid Support Forces (RSF), however, denied it.")

    assert [t.text for t in passage.doc] == ["The", "Hezbollah", "denied", "it", "."]


def test_sentences_end_at_full_stops_only() -> None:
    (passage,) = passages_of('Kyiv denied it. "We left," he said. Nobody was hurt, and the depot burned.')

    assert [passage.span(s.start, s.end - 1).text for s in passage.doc.sents] == [
        "Kyiv denied it.",
        '"We left," he said.',
        "Nobody was hurt, and the depot burned.",
    ]


def test_spans_are_those_of_the_article_and_words_have_single_spaces() -> None:
    first, second = passages_of("Soldiers left.", "Two  men\u2019s cars burned.")

    assert second.span(0, 0) == Span(start=15, end=18, text="Two")
    assert second.words(second.doc[:3]) == "Two men \u2019s"
    assert first.span(0, 1).text == "Soldiers left"


def test_boilerplate_is_not_read() -> None:
    assert passages_of("Subscribe to our channel.", kind=ZoneKind.BOILERPLATE) == []
