"""The dates of a text, resolved against the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract.dates import DateMention, find_dates

THURSDAY = date(2024, 11, 14)


def found(text: str, published: date | None = THURSDAY) -> list[tuple[str, str, str | None, str]]:
    return [
        (text[m.start : m.end], str(m.first), None if m.last is None else str(m.last), m.precision)
        for m in find_dates(text, published)
    ]


def test_a_mention_says_where_it_stands_and_what_introduces_it() -> None:
    assert find_dates("It will come by 20 December.", THURSDAY) == [
        DateMention(
            start=16,
            end=27,
            first=date(2024, 12, 20),
            last=date(2024, 12, 20),
            precision="day",
            preposition="by",
            future=True,
        )
    ]


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("7 November 2024", "2024-11-07", "2024-11-07", "day"),
        ("November 7, 2024", "2024-11-07", "2024-11-07", "day"),
        ("Nov. 7", "2024-11-07", "2024-11-07", "day"),
        ("7 Nov", "2024-11-07", "2024-11-07", "day"),
        ("7th of November", "2024-11-07", "2024-11-07", "day"),
        ("Tuesday, 5 November 2024", "2024-11-05", "2024-11-05", "day"),
        ("20 December", "2023-12-20", "2023-12-20", "day"),
        ("29 February", "2024-02-29", "2024-02-29", "day"),
        ("2024-11-07", "2024-11-07", "2024-11-07", "day"),
        ("07.11.2024", "2024-11-07", "2024-11-07", "day"),
        ("24.02.22", "2022-02-24", "2022-02-24", "day"),
        ("15/11/2023", "2023-11-15", "2023-11-15", "day"),
        ("11/15/2023", "2023-11-15", "2023-11-15", "day"),
        ("Thursday", "2024-11-14", "2024-11-14", "day"),
        ("Tuesday", "2024-11-12", "2024-11-12", "day"),
        ("last Thursday", "2024-11-07", "2024-11-07", "day"),
        ("last Friday", "2024-11-08", "2024-11-08", "day"),
        ("next Monday", "2024-11-18", "2024-11-18", "day"),
        ("next Thursday", "2024-11-21", "2024-11-21", "day"),
        ("late on Monday", "2024-11-11", "2024-11-11", "day"),
        ("today", "2024-11-14", "2024-11-14", "day"),
        ("this morning", "2024-11-14", "2024-11-14", "day"),
        ("yesterday", "2024-11-13", "2024-11-13", "day"),
        ("the day before yesterday", "2024-11-12", "2024-11-12", "day"),
        ("tomorrow", "2024-11-15", "2024-11-15", "day"),
        ("two days ago", "2024-11-12", "2024-11-12", "day"),
        ("over the past day", "2024-11-13", "2024-11-13", "day"),
        ("overnight", "2024-11-13", "2024-11-14", "night"),
        ("last night", "2024-11-13", "2024-11-14", "night"),
        ("tonight", "2024-11-14", "2024-11-15", "night"),
        ("on the night of 5\u20136 November", "2024-11-05", "2024-11-06", "night"),
        ("on the night of 6-7 November", "2024-11-06", "2024-11-07", "night"),
        ("on the night of 31 October to 1 November", "2024-10-31", "2024-11-01", "night"),
        ("the night from Tuesday to Wednesday", "2024-11-12", "2024-11-13", "night"),
        ("overnight on 7 November", "2024-11-07", "2024-11-08", "night"),
        ("overnight on Thursday", "2024-11-13", "2024-11-14", "night"),
        ("overnight into Wednesday", "2024-11-12", "2024-11-13", "night"),
        ("Tuesday night", "2024-11-12", "2024-11-13", "night"),
        ("Tuesday overnight", "2024-11-12", "2024-11-13", "night"),
        ("5\u20136 November overnight", "2024-11-05", "2024-11-06", "night"),
        ("last week", "2024-11-04", "2024-11-10", "week"),
        ("this week", "2024-11-11", "2024-11-17", "week"),
        ("three weeks ago", "2024-10-21", "2024-10-27", "week"),
        ("last month", "2024-10-01", "2024-10-31", "month"),
        ("earlier this month", "2024-11-01", "2024-11-30", "month"),
        ("a month ago", "2024-10-01", "2024-10-31", "month"),
        ("October 2023", "2023-10-01", "2023-10-31", "month"),
        ("late October 2023", "2023-10-01", "2023-10-31", "month"),
        ("October last year", "2023-10-01", "2023-10-31", "month"),
        ("last October", "2024-10-01", "2024-10-31", "month"),
        ("last November", "2023-11-01", "2023-11-30", "month"),
        ("next April", "2025-04-01", "2025-04-30", "month"),
        ("September", "2024-09-01", "2024-09-30", "month"),
        ("the end of October", "2024-10-01", "2024-10-31", "month"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("next year", "2025-01-01", "2025-12-31", "year"),
        ("the end of the year", "2024-01-01", "2024-12-31", "year"),
        ("two years ago", "2022-01-01", "2022-12-31", "year"),
        ("early 2025", "2025-01-01", "2025-12-31", "year"),
        ("last summer", "2024-06-01", "2024-08-31", "season"),
        ("this autumn", "2024-09-01", "2024-11-30", "season"),
        ("next spring", "2025-03-01", "2025-05-31", "season"),
        ("spring 2024", "2024-03-01", "2024-05-31", "season"),
        ("winter of 2022", "2022-12-01", "2023-02-28", "season"),
        ("the weekend", "2024-11-09", "2024-11-10", "range"),
        ("next weekend", "2024-11-16", "2024-11-17", "range"),
        ("the past 24 hours", "2024-11-13", "2024-11-14", "range"),
        ("in the past two days", "2024-11-12", "2024-11-14", "range"),
        ("the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("5\u20136 October", "2024-10-05", "2024-10-06", "range"),
        ("November 5 and 6", "2024-11-05", "2024-11-06", "range"),
        ("Oct. 8 to Oct. 13", "2024-10-08", "2024-10-13", "range"),
        ("24.02.22 to 05.11.24", "2022-02-24", "2024-11-05", "range"),
        ("30 December to 2 January", "2023-12-30", "2024-01-02", "range"),
        ("30 December to 2 January 2021", "2020-12-30", "2021-01-02", "range"),
        ("Friday to Monday", "2024-11-08", "2024-11-11", "range"),
        ("Wednesday to Friday", "2024-11-06", "2024-11-08", "range"),
    ],
)
def test_a_wording_means_its_days(words: str, first: str, last: str, precision: str) -> None:
    assert found(f"It fell {words} there") == [(words, first, last, precision)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 8 and 13 October", [("8 and 13 October", "2024-10-08", "2024-10-13", "range")]),
        ("between Monday and Wednesday", [("Monday and Wednesday", "2024-11-11", "2024-11-13", "range")]),
        ("from 2015 to 2018", [("2015 to 2018", "2015-01-01", "2018-12-31", "range")]),
        ("from December to March 2022", [("December to March 2022", "2021-12-01", "2022-03-31", "range")]),
        (
            "on 5 and 12 May",
            [("5", "2024-05-05", "2024-05-05", "day"), ("12 May", "2024-05-12", "2024-05-12", "day")],
        ),
        (
            "on 5, 12 and 13 May",
            [
                ("5", "2024-05-05", "2024-05-05", "day"),
                ("12 and 13 May", "2024-05-12", "2024-05-13", "range"),
            ],
        ),
        ("Note no. 4, 12 February 2023", [("12 February 2023", "2023-02-12", "2023-02-12", "day")]),
        ("on Nov. 4, 12 people", [("Nov. 4", "2024-11-04", "2024-11-04", "day")]),
        ("since 24 February 2022", [("24 February 2022", "2022-02-24", None, "since")]),
        ("since February 2022", [("February 2022", "2022-02-01", None, "since")]),
        ("since Wednesday", [("Wednesday", "2024-11-13", None, "since")]),
        ("since the start of the year", [("the start of the year", "2024-01-01", None, "since")]),
        ("since the fighting began on 27 October", [("27 October", "2024-10-27", None, "since")]),
        ("from 3 May onwards", [("3 May", "2024-05-03", None, "since")]),
        ("in May they marched", [("May", "2024-05-01", "2024-05-31", "month")]),
        ("in 2022, a 2019 strike", [("2022", "2022-01-01", "2022-12-31", "year"),
                                    ("2019", "2019-01-01", "2019-12-31", "year")]),
        ("pledged in spring", [("spring", "2024-03-01", "2024-05-31", "season")]),
        ("they will meet on Wednesday", [("Wednesday", "2024-11-20", "2024-11-20", "day")]),
        ("they will meet, he said on Wednesday", [("Wednesday", "2024-11-13", "2024-11-13", "day")]),
        ("will follow in April", [("April", "2025-04-01", "2025-04-30", "month")]),
        ("will follow in summer", [("summer", "2025-06-01", "2025-08-31", "season")]),
        ("until November", [("November", "2024-11-01", "2024-11-30", "month")]),
        ("by Thursday", [("Thursday", "2024-11-14", "2024-11-14", "day")]),
        ("by 29 February", [("29 February", "2028-02-29", "2028-02-29", "day")]),
        ("may march, in recent days, on 31 June, 05/11/2024, 3 storeys, 13.13.2024", []),
        ("from 12 May 2024 to 3 May 2023", [("12 May 2024", "2024-05-12", "2024-05-12", "day"),
                                       ("3 May 2023", "2023-05-03", "2023-05-03", "day")]),
    ],
)  # fmt: skip
def test_the_words_around_a_date_decide_what_it_means(
    text: str, expected: list[tuple[str, str, str | None, str]]
) -> None:
    assert found(text) == expected


def test_a_last_weekend_is_one_that_is_over() -> None:
    assert found("last weekend", date(2024, 11, 16)) == [
        ("last weekend", "2024-11-09", "2024-11-10", "range")
    ]


def test_a_last_season_is_one_that_is_over() -> None:
    assert found("last summer", date(2024, 7, 1)) == [("last summer", "2023-06-01", "2023-08-31", "season")]


@pytest.mark.parametrize("published", [None, date(1, 1, 1), date(9999, 12, 31)])
def test_without_a_likely_day_of_publication_only_complete_dates_are_found(published: date | None) -> None:
    text = (
        "Today, overnight, on Tuesday, on 7 May, in May, last week, two days ago, in the past two days, "
        "last weekend, at the end of the year, last summer and on 7 May 2024"
    )

    assert found(text, published) == [("7 May 2024", "2024-05-07", "2024-05-07", "day")]


@pytest.mark.parametrize(
    ("text", "preposition"),
    [
        ("on 7 May", "on"),
        ("before 7 May", "before"),
        ("7 May", None),
        ("in early May 2024", "in"),
        ("As of 7 May", "of"),
    ],
)
def test_a_mention_keeps_the_preposition_before_it(text: str, preposition: str | None) -> None:
    assert [mention.preposition for mention in find_dates(text, THURSDAY)] == [preposition]


FORMS = ["{d.day} {d:%B} {d.year}", "{d:%B} {d.day}, {d.year}", "{d:%b} {d.day}, {d.year}", "{d:%Y-%m-%d}",
         "{d:%d.%m.%Y}", "{d:%A}, {d.day} {d:%B} {d.year}", "the {d.day}th of {d:%B} {d.year}"]  # fmt: skip


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(FORMS))
@settings(max_examples=150, deadline=None)
def test_any_complete_date_is_read_back(day: date, form: str) -> None:
    mentions = find_dates(f"It happened on {form.format(d=day)}.", None)

    assert [(m.first, m.last, m.precision) for m in mentions] == [(day, day, "day")]


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)),
    st.integers(min_value=0, max_value=364),
)
@settings(max_examples=100, deadline=None)
def test_a_day_without_its_year_is_the_latest_one_by_the_day_of_publication(
    published: date, back: int
) -> None:
    day = published - timedelta(days=back)

    mentions = find_dates(f"on {day.day} {day:%B}", published)

    assert [m.first for m in mentions] == [day]


@given(
    st.text(
        alphabet=st.sampled_from("May on 12th Nov. Tuesday,night-\u2013/0934 since to and last week ago\n"),
        max_size=100,
    ),
    st.none() | st.dates(),
)
@settings(max_examples=200, deadline=None)
def test_mentions_of_any_text_are_in_order_and_begin_before_they_end(
    text: str, published: date | None
) -> None:
    mentions = find_dates(text, published)

    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(m.last is None or m.first <= m.last for m in mentions)
    assert all(a.start < b.start for a, b in pairwise(mentions))
