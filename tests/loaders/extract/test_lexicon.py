"""Names of actors and weapons in a text."""

import pytest

from loaders.extract.lexicon import (
    Found,
    Matcher,
    NameKind,
    find_actors,
    find_weapons,
    straight,
    without_overlaps,
)
from ontology.first_words import by_first_word


def actors(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.entries[0].id) for f in find_actors(text)]


def weapons(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.entries[0].id) for f in find_weapons(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kyiv's troops left", [("Kyiv", "UKR")]),
        ("the DPRK and South Korea", [("DPRK", "PRK"), ("South Korea", "KOR")]),
        ("US Department of Defense", [("US Department of Defense", "usa-department-of-defense")]),
        ("MOSCOW DENIES ANY STRIKE ON KYIV TODAY", [("MOSCOW", "RUS"), ("KYIV", "UKR")]),
        ("a Moscovite dish", []),
        ("the actor Denzel Washington", []),
        ("Washington said", [("Washington", "USA")]),
        ("said +972 Magazine, and 1972 Magazine", [("+972 Magazine", "plus-972")]),
        ("the Ministry of Defence of Ukraine", [("Ministry of Defence of Ukraine", "ukr-defence-ministry")]),
    ],
)
def test_names_are_found_whole_and_at_word_boundaries(text: str, found: list[tuple[str, str]]) -> None:
    assert actors(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two Shaheds fell", [("Shaheds", "shahed")]),
        ("a Patriot battery", [("Patriot battery", "patriot")]),
        ("a true Patriot spoke", []),
        ("Hurricane winds", []),
    ],
)
def test_an_ordinary_word_is_a_weapon_only_where_weapons_are_spoken_of(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [name for name, _ in weapons(text)] == [name for name, _ in found]


def test_the_longest_of_overlapping_names_wins() -> None:
    short = Found(0, 5, NameKind.NAME, ("a",))
    long = Found(0, 9, NameKind.NAME, ("b",))

    assert without_overlaps([short, long]) == [long]


def test_typographic_marks_are_made_plain_character_for_character() -> None:
    text = "\u201cKyiv\u2019s\u201d \u2013 a\u00a0test"

    assert straight(text) == '"Kyiv\'s" - a test'
    assert len(straight(text)) == len(text)


def test_a_matcher_without_names_finds_nothing() -> None:
    assert Matcher(str, exact={}, folded={}).find("anything at all") == []


def test_a_name_of_several_is_of_the_sort_that_is_listed_first() -> None:
    listed = by_first_word(
        [("Moro", "metonyms", "city"), ("Moro", "names", "group"), ("Moro Front", "names", "group")]
    )

    found = Matcher(str, exact=listed["exact"], folded=listed["folded"]).find("The Moro Front left Moro.")

    assert found == [
        Found(4, 14, NameKind.NAME, ("group",)),
        Found(20, 24, NameKind.METONYM, ("city", "group")),
    ]


def test_a_headline_in_capitals_has_no_short_names() -> None:
    listed = by_first_word([("Sam", "names", "sam"), ("Kalven Guard", "names", "guard")])

    found = Matcher(str, exact=listed["exact"], folded=listed["folded"]).find(
        "KALVEN GUARD AND SAM TAKE THE BRIDGE"
    )

    assert found == [Found(0, 12, NameKind.NAME, ("guard",))]
