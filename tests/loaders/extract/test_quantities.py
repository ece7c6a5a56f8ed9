"""The numbers of a text: their bounds, qualifiers and kinds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract.quantities import NumberMention, find_quantities

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def counts(text: str) -> list[tuple[str, int | None, int | None, str]]:
    return [(m.text, m.low, m.high, m.qualifier) for m in find_quantities(text) if m.kind == "count"]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.kind) for m in find_quantities(text)]


def test_a_mention_says_where_its_words_stand() -> None:
    assert find_quantities("The raid killed at least 30 people.") == [
        NumberMention(
            start=16, end=27, low=30, high=None, qualifier="at_least", text="at least 30", kind="count"
        )
    ]


@pytest.mark.parametrize(
    ("phrase", "low", "high", "qualifier"),
    [
        ("7", 7, 7, "exact"),
        ("10,500", 10500, 10500, "exact"),
        ("10 500", 10500, 10500, "exact"),
        ("1.2 million", 1_200_000, 1_200_000, "exact"),
        ("2k", 2000, 2000, "exact"),
        ("3 million", 3_000_000, 3_000_000, "exact"),
        ("twenty-three", 23, 23, "exact"),
        ("two hundred and six", 206, 206, "exact"),
        ("four thousand five hundred", 4500, 4500, "exact"),
        ("a hundred", 100, 100, "exact"),
        ("a dozen", 12, 12, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("half a million", 500_000, 500_000, "exact"),
        ("two dozen", 24, 24, "approximate"),
        ("zero", 0, 0, "exact"),
        ("about 60", 60, 60, "approximate"),
        ("around 1,500", 1500, 1500, "approximate"),
        ("some 250", 250, 250, "approximate"),
        ("an estimated 300", 300, 300, "approximate"),
        ("almost 4,000", 4000, 4000, "approximate"),
        ("somewhere in the region of 40", 40, 40, "approximate"),
        ("just under 500", 500, 500, "approximate"),
        ("20 or so", 20, 20, "approximate"),
        ("30-odd", 30, 30, "approximate"),
        ("at least 50", 50, None, "at_least"),
        ("at least another 50", 50, None, "at_least"),
        ("at least some 50", 50, None, "at_least"),
        ("no fewer than nine", 9, None, "at_least"),
        ("more than 1,000", 1000, None, "at_least"),
        ("well over 800", 800, None, "at_least"),
        ("upwards of 90", 90, None, "at_least"),
        ("more than a dozen", 12, None, "at_least"),
        ("40 or more", 40, None, "at_least"),
        ("40+", 40, None, "at_least"),
        ("up to 12,000", None, 12000, "at_most"),
        ("as many as 400", None, 400, "at_most"),
        ("fewer than 20", None, 20, "at_most"),
        ("no more than 5", None, 5, "at_most"),
        ("5 or fewer", None, 5, "at_most"),
        ("up to around 12,000", None, 12000, "at_most"),
        ("10,000 to 12,000", 10000, 12000, "range"),
        ("between 300 and 400", 300, 400, "range"),
        ("700\u2013800", 700, 800, "range"),
        ("10-12,000", 10000, 12000, "range"),
        ("two to three million", 2_000_000, 3_000_000, "range"),
        ("two or three", 2, 3, "range"),
        ("up to 40 or 50", None, 50, "at_most"),
        ("dozens", None, None, "vague"),
        ("tens of thousands", None, None, "vague"),
        ("several hundred", None, None, "vague"),
        ("several dozen", None, None, "vague"),
        ("a large number of", None, None, "vague"),
        ("a few", None, None, "vague"),
        ("a couple of", None, None, "vague"),
        ("a battalion", None, None, "vague"),
    ],
)
def test_a_phrase_has_its_bounds(phrase: str, low: int | None, high: int | None, qualifier: str) -> None:
    assert counts(f"They moved {phrase} soldiers") == [(phrase, low, high, qualifier)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the toll was revised up from 900 to 2,000",
            [("900", 900, 900, "exact"), ("2,000", 2000, 2000, "exact")],
        ),
        ("Five were killed and 12 hurt", [("Five", 5, 5, "exact"), ("12", 12, 12, "exact")]),
        ("Berlin will hand over 22 tanks", [("22", 22, 22, "exact")]),
        ("the drones flew over two regions", [("two", 2, 2, "exact")]),
        ("one of the missiles came down", [("one", 1, 1, "exact")]),
        ("only one was found", [("one", 1, 1, "exact")]),
        ("no one, not one unit, the deepest one; one another, one day", []),
        ("however many there are, so many fell", []),
        ("a source gave a figure of 28.2 The party spoke of more", [("28", 28, 28, "exact")]),
        ("survivors put the dead at up to 400.5\n\nNext part", [("up to 400", None, 400, "at_most")]),
        (
            "personnel \u2013 about 700 (+20) persons",
            [("about 700", 700, 700, "approximate"), ("20", 20, 20, "exact")],
        ),
        ("they lost 2000 soldiers", [("2000", 2000, 2000, "exact")]),
        ("a group of 300-strong units", [("300", 300, 300, "exact")]),
        ("from 10 to 12 boats", [("10 to 12", 10, 12, "range")]),
        ("a 3-1 win", []),
        ("a battery of multiple launch rocket systems", []),
    ],
)
def test_a_number_is_read_with_the_words_around_it(
    text: str, expected: list[tuple[str, int | None, int | None, str]]
) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("worth $725 million", [("$725 million", "money")]),
        ("about €2bn in aid", [("about €2bn", "money")]),
        ("UAH 100 a month", [("UAH 100", "money")]),
        ("10 billion hryvnias", [("10 billion", "money")]),
        ("up 6% and 7 per cent", [("6", "percent"), ("7", "percent")]),
        ("The spokesman, 54, said so", [("54", "age")]),
        ("Jane Doe, 40, said so", [("40", "age")]),
        ("a 60-year-old farmer, aged 50 to 70", [("60", "age"), ("50 to 70", "age")]),
        ("She was 26.", [("26", "age")]),
        ("the wounded were 14 or younger", [("14", "age")]),
        ("most of the 60 hostages", [("60", "other")]),
        ("all of the 60 hostages", [("60", "count")]),
        ("at 08:00 or 3 a.m.", [("08:00", "time_of_day"), ("3 a.m.", "time_of_day")]),
        ("five o'clock, 0800 GMT", [("five o'clock", "time_of_day"), ("0800 GMT", "time_of_day")]),
        ("140 tonnes, 30 km away", [("140", "distance"), ("30", "distance")]),
        ("1.1 million square metres", [("1.1 million", "distance")]),
        ("155mm and 152-mm rounds", [("155", "caliber"), ("152", "caliber")]),
        ("for three days and 24 hours", [("three", "duration"), ("24", "duration")]),
        ("the first of the 72nd", [("first", "ordinal"), ("72nd", "ordinal")]),
        ("the fifty-third day", [("fifty-third", "ordinal")]),
        ("30 drones a day", [("30", "rate")]),
        ("1,500 dead and wounded every day", [("1,500", "rate")]),
        ("30 men a day later", [("30", "count")]),
        ("Derby 1925.", [("1925", "year")]),
        ("H-07, RN2", [("H-07", "identifier"), ("RN2", "identifier")]),
        ("Su-34s, T-72B3", [("Su-34s", "identifier"), ("T-72B3", "identifier")]),
        ("under Resolution 2803", [("Resolution 2803", "identifier")]),
        ("a Leopard 2", [("Leopard 2", "identifier")]),
        ("call +380 50 000 00 00", [("+380 50 000 00 00", "identifier")]),
        ("call 703-555-0142", [("703-555-0142", "identifier")]),
        ("a footnote.[4]", [("[4]", "identifier")]),
        ("1. Mines", [("1.", "identifier")]),
        ("three times, one in ten", [("three", "other"), ("one", "other"), ("ten", "other")]),
        ("a 1-1 draw", [("1-1", "other")]),
        ("a two-storey house", [("two", "other")]),
        ("two thirds of it", [("two", "other")]),
        ("several times", [("several", "other")]),
        ("drifting towards 0.2 again", [("0.2", "count")]),
    ],
)  # fmt: skip
def test_a_number_that_counts_nothing_has_another_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on 7 November 2024",
        "between 8 and 13 October",
        "in 2022",
        "two days ago",
        "5\u20136 February",
        "2024-11-07",
    ],
)
def test_the_numbers_of_a_date_are_left_out(text: str) -> None:
    assert find_quantities(text) == []


def test_a_number_that_is_not_whole_has_no_bounds() -> None:
    (mention,) = find_quantities("0.7 per cent")

    assert (mention.low, mention.high, mention.kind) == (None, None, "percent")


@given(st.text(alphabet=st.sampled_from("ab one two10,.5-\u2013% $km\n'/thousand and dozen "), max_size=80))
@settings(max_examples=150, deadline=None)
def test_every_mention_stands_where_it_says(text: str) -> None:
    mentions = find_quantities(text)

    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(st.integers(min_value=1, max_value=999_999_999), st.sampled_from(["{}", "{:,}"]))
@settings(max_examples=80, deadline=None)
def test_any_whole_number_in_figures_is_read(number: int, form: str) -> None:
    assert counts(f"at least {form.format(number)} soldiers") == [
        (f"at least {form.format(number)}", number, None, "at_least")
    ]


@given(st.integers(min_value=2, max_value=999_999))
@settings(max_examples=80, deadline=None)
def test_any_whole_number_in_words_is_read(number: int) -> None:
    assert counts(f"up to {in_words(number)} soldiers") == [
        (f"up to {in_words(number)}", None, number, "at_most")
    ]


def in_words(number: int) -> str:
    units, tens = UNITS.split(), TENS.split()
    if number < 20:
        return units[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{units[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{units[number // 100]} hundred{rest}"
    rest = f" {in_words(number % 1000)}" if number % 1000 else ""
    return f"{in_words(number // 1000)} thousand{rest}"
