"""What a page's text says of the article on it, and which zone each passage belongs to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.model import ZoneKind
from loaders.reading import read_article, warnings_of_future

NEWS_PAGE = """\
 date 2024-06-04 All Sections
Ministry has no word yet on foreign gunners at the river front
Marta KovalchenkoTuesday, 4 June 2024, 07:12
A bridge near the front. Stock photo: City Press

The defence ministry has not confirmed that foreign gunners are at the river front.

Source: Harbour Agency, citing ministry spokesman Jon Arden at a briefing

Quote from Arden: "We have seen no foreign crews at the river so far."
"And we expect none this month."

Details: Arden added that talks on new guns go on.
He gave no date for them.

Background:
  • On 2 May, the president said that gunners had been trained abroad.
  • Two allies have promised shells.

Support UP or become our patron!

River front
Allies send shells to the river front, ministry says
Arden to leave his post in the autumn
"""


def zones(text: str) -> list[tuple[str, str, str | None]]:
    article, _ = read_article(text)
    return [
        (zone.kind.value, text[zone.start : zone.end], zone.label.text if zone.label else None)
        for zone in article.zones
    ]


def test_a_scraped_news_page_is_read_whole() -> None:
    article, warnings = read_article(NEWS_PAGE, url="https://news.example/1")

    assert (article.title, article.authors, article.published, article.published_text, article.publisher) == (
        "Ministry has no word yet on foreign gunners at the river front",
        ("Marta Kovalchenko",),
        "2024-06-04T07:12:00",
        "Tuesday, 4 June 2024, 07:12",
        "Ukrainska Pravda",
    )
    assert (article.text, article.url, article.language, warnings) == (
        NEWS_PAGE,
        "https://news.example/1",
        "en",
        (),
    )


def test_a_scraped_news_page_falls_into_its_zones() -> None:
    assert zones(NEWS_PAGE) == [
        ("boilerplate", "date 2024-06-04 All Sections", None),
        ("headline", "Ministry has no word yet on foreign gunners at the river front", None),
        ("boilerplate", "Marta KovalchenkoTuesday, 4 June 2024, 07:12", None),
        ("boilerplate", "A bridge near the front. Stock photo: City Press", None),
        ("lead", "The defence ministry has not confirmed that foreign gunners are at the river front.", None),
        ("source", "Harbour Agency, citing ministry spokesman Jon Arden at a briefing", "Source"),
        ("quote", '"We have seen no foreign crews at the river so far."', "Quote from Arden"),
        ("quote", '"And we expect none this month."', None),
        ("body", "Arden added that talks on new guns go on.", "Details"),
        ("body", "He gave no date for them.", None),
        ("background", "On 2 May, the president said that gunners had been trained abroad.", "Background"),
        ("background", "Two allies have promised shells.", None),
        ("boilerplate", "Support UP or become our patron!", None),
        ("related", "River front", None),
        ("related", "Allies send shells to the river front, ministry says", None),
        ("related", "Arden to leave his post in the autumn", None),
    ]


def test_an_agency_dateline_is_the_label_of_the_lead() -> None:
    dateline = "PORT CITY, Northland, March 3 (Harbour Agency)"
    text = f"{dateline} - Shells fell on the port on Sunday, officials said.\n"

    article, warnings = read_article(text)

    assert zones(text) == [
        (
            "lead",
            "Shells fell on the port on Sunday, officials said.",
            dateline,
        )
    ]
    assert (article.title, article.publisher, article.published, warnings) == (
        None,
        "Harbour Agency",
        None,
        ("no date of publication: the dateline names no year",),
    )


@pytest.mark.parametrize(
    ("dateline", "publisher", "published"),
    [
        ("RIVERTON (Reuters) - ", "Reuters", None),
        ("RIVERTON/PORT CITY, Nov 5, 2024 (AFP) — ", "AFP", "2024-11-05"),
        ("RIVERTON, Northland (AP) -- ", "AP", None),
        ("RIVERTON, 5 November 2024 (Agency) — ", None, "2024-11-05"),
        ("RIVERTON—", None, None),
        ("RIVERTON: ", None, None),
        ("Nov 5, 2024 (RIVERTON) — ", None, "2024-11-05"),
        ("(Riverton, 5 November 2024) \u2013 ", None, "2024-11-05"),
        ("Riverton (Harbour Agency) \u2013 ", "Harbour Agency", None),
    ],
)
def test_datelines_come_in_several_styles(
    dateline: str, publisher: str | None, published: str | None
) -> None:
    words = "Two soldiers were wounded near the bridge, their command said."

    article, _ = read_article(dateline + words)

    (zone,) = article.zones
    assert (article.publisher, article.published, article.text[zone.start : zone.end]) == (
        publisher,
        published,
        words,
    )


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("13 August 2024", "2024-08-13"),
        ("August 2, 2017 / 8:53 AM / a day ago", "2017-08-02T08:53:00"),
        ("16 April 2025, 19:12 BST", "2025-04-16T19:12:00+01:00"),
        ("Published: 3 December 2024 at 12:05 am GMT", "2024-12-03T00:05:00+00:00"),
        ("2024-12-03T03:06:00Z", "2024-12-03T03:06:00+00:00"),
        ("2024-12-03 03:06 +02:00", "2024-12-03T03:06:00+02:00"),
        ("3 December 2024, 6:30 pm ET", "2024-12-03T18:30:00"),
        ("03:06, 3 December 2024", "2024-12-03T03:06:00"),
        ("3 December 2024, 29:10", "2024-12-03"),
        ("3 December 2024, 13:10 pm", "2024-12-03"),
        (
            "Port City \u2013 Harbour Gazette (evening service) \u2013 Friday 15/11/2024 \u2013 h 22.15",
            "2024-11-15T22:15:00",
        ),
        (
            "Harbour | Port City | Updated: 15-12-2023 12:13 IST | Created: 15-12-2023 12:11 IST",
            "2023-12-15T12:11:00",
        ),
        ("Updated 14 August 2024", "2024-08-14"),
        ("Saturday 7 December 2024. All times GMT.", "2024-12-07"),
        ("Thursday, 12 Dhu al-Hijjah 1445 AH, corresponding to 18 June 2024", "2024-06-18"),
        ("Reporting period 1 January to 28 February 2025", None),
        ("1 minute read", None),
    ],
)
def test_the_time_of_publication_is_as_precise_as_the_page(line: str, published: str | None) -> None:
    text = f"Shells fall on the port again\n{line}\nShells fell on the port on Sunday, officials said.\n"

    article, warnings = read_article(text)

    assert (article.title, article.published) == ("Shells fall on the port again", published)
    assert warnings == (() if published else ("no date of publication",))


def test_a_title_may_set_its_date_off_but_a_day_that_it_tells_of_is_not_its_own() -> None:
    body = "\n\nShells fell on the port on Sunday, officials said.\n"

    note, _ = read_article("Northland Project — Daily note on the war at sea, November 14, 2024" + body)
    summary, _ = read_article("Summary for the staff as of 08:00, 05.11.2024, on the war at sea" + body)
    story, _ = read_article("What we know of the strike of 3 January 2020 on the port of the north" + body)

    assert (note.published, summary.published, story.published) == ("2024-11-14", "2024-11-05", None)


@pytest.mark.parametrize(
    ("given_date", "published", "warnings"),
    [
        ("2024-06-04", "2024-06-04T07:12:00", ()),
        ("2024-06-04T09:00:00+03:00", "2024-06-04T09:00:00+03:00", ()),
        ("2024-06-05", "2024-06-05", ("published given as 2024-06-05, the page says 2024-06-04T07:12:00",)),
    ],
)
def test_a_given_day_wins_and_the_page_refines_it(
    given_date: str, published: str, warnings: tuple[str, ...]
) -> None:
    article, found = read_article(NEWS_PAGE, published=given_date)

    assert (article.published, found) == (published, warnings)


def test_a_given_day_needs_no_date_on_the_page() -> None:
    article, warnings = read_article(
        "Shells fell on the port.", published="2024-06-05", publisher="The Gazette"
    )

    assert (article.published, article.published_text, article.publisher, warnings) == (
        "2024-06-05",
        None,
        "The Gazette",
        (),
    )


def test_a_given_day_must_be_one() -> None:
    with pytest.raises(ValueError, match="published must be an ISO 8601 day or time, not 'yesterday'"):
        read_article("Shells fell on the port.", published="yesterday")


def test_a_day_that_has_begun_nowhere_is_warned_of() -> None:
    article, _ = read_article(NEWS_PAGE)

    warnings = [warnings_of_future(article, today) for today in (date(2024, 6, 2), date(2024, 6, 3))]

    assert warnings == [("published in the future: 2024-06-04T07:12:00",), ()]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe, John Roe and Ann van Dam, in Port City", ("Jane Doe", "John Roe", "Ann van Dam")),
        ("By our foreign desk", ()),
        ("Staff writers", ()),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("JANE DOE — TUESDAY, 4 JUNE 2024, 07:12", ("Jane Doe",)),
        ("Jane Doe\n4 June 2024", ("Jane Doe",)),
        ("Harbour Post | 4 June 2024", ()),
    ],
)
def test_bylines_come_in_several_styles(byline: str, authors: tuple[str, ...]) -> None:
    text = f"Shells fall on the port again\n{byline}\nShells fell on the port on Sunday, officials said.\n"

    article, _ = read_article(text)

    assert (article.title, article.authors) == ("Shells fall on the port again", authors)


def test_reporters_credited_at_the_end_are_the_authors_of_a_page_without_a_byline() -> None:
    text = (
        "RIVERTON (Harbour Agency) - Shells fell on the port on Sunday, officials said.\n"
        "(Reporting by Jane Doe and John Roe; Editing by Ann Poe)\n"
    )

    article, _ = read_article(text)

    assert article.authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2024 The Harbour Post. All rights reserved.", "Harbour Post"),
        ("Copyright 2024 Harbour Media Group", "Harbour Media Group"),
        ("© All rights reserved", None),
        ("Support XY or become our patron!", None),
    ],
)
def test_a_page_names_its_publisher_at_its_end_or_not_at_all(line: str, publisher: str | None) -> None:
    article, _ = read_article(f"Shells fell on the port on Sunday, the Inland News reported.\n\n{line}\n")

    assert article.publisher == publisher


def test_the_sites_menu_above_an_article_is_boilerplate() -> None:
    text = """\
 date 2017-08-02 MoneyLegalNews AgencyRisk ManagementTax and moreBlog: Answers On Everything
Directory of sites
Login
Harbour logo
#Trade
Sections
Court ruling on the old pier
Featured
Long goodbye to the last ferry line
environment
#World News
August 2, 2017 / 8:53 AM / a day ago

Two soldiers killed in an attack on a patrol

Harbour Staff

1 Min Read

PORT CITY (Harbour) - Two soldiers were killed on Wednesday, a spokesman said.
"""

    article, _ = read_article(text)

    assert (article.title, article.published, article.publisher) == (
        "Two soldiers killed in an attack on a patrol",
        "2017-08-02T08:53:00",
        "Harbour",
    )
    assert {zone.kind for zone in article.zones[:13]} == {ZoneKind.BOILERPLATE}
    assert [zone.kind for zone in article.zones[13:]] == [
        ZoneKind.HEADLINE,
        ZoneKind.BOILERPLATE,
        ZoneKind.BOILERPLATE,
        ZoneKind.LEAD,
    ]


def test_a_broadcasters_subheads_and_links_keep_their_place() -> None:
    text = """\
Northland war: Market hit by shells

At least nine people have been killed in the market, doctors say.

ADVERTISEMENT

Who fired the shells?

The army blames the rebels. They have said nothing.

Related: Why the market matters

Image source, Getty Images

The mayor asked for help from abroad on Monday.

More on this story
How the war began
Is there hope for talks?
"""

    assert zones(text) == [
        ("headline", "Northland war: Market hit by shells", None),
        ("lead", "At least nine people have been killed in the market, doctors say.", None),
        ("boilerplate", "ADVERTISEMENT", None),
        ("body", "Who fired the shells?", None),
        ("body", "The army blames the rebels. They have said nothing.", None),
        ("related", "Why the market matters", "Related"),
        ("boilerplate", "Image source, Getty Images", None),
        ("body", "The mayor asked for help from abroad on Monday.", None),
        ("related", "More on this story", None),
        ("related", "How the war began", None),
        ("related", "Is there hope for talks?", None),
    ]


def test_a_communique_has_its_letterhead_and_its_numbered_paragraphs() -> None:
    text = """\
THE STAFF OF THE NORTHERN ARMY

Summary of the day at the river front

Our units held the line in every sector today.

Background

1. Two boats were sunk in the harbour by our gunners.
2. The enemy fled from the island.

Sources:
- the northern command
- the coast guard
All is calm in the south since the morning.
"""

    assert zones(text) == [
        ("boilerplate", "THE STAFF OF THE NORTHERN ARMY", None),
        ("headline", "Summary of the day at the river front", None),
        ("lead", "Our units held the line in every sector today.", None),
        ("background", "Background", None),
        ("background", "Two boats were sunk in the harbour by our gunners.", None),
        ("background", "The enemy fled from the island.", None),
        ("source", "the northern command", "Sources"),
        ("source", "the coast guard", None),
        ("body", "All is calm in the south since the morning.", None),
    ]


def test_a_masthead_above_the_headline_is_not_the_title() -> None:
    text = """\
PRESS RELEASE
Northland Ministry of Defence
Riverton, 26 November 2024

Northland announces its third donation of shells

The government has today decided on a third donation of shells.
"""

    article, _ = read_article(text)

    assert (article.title, article.published, article.authors) == (
        "Northland announces its third donation of shells",
        "2024-11-26",
        (),
    )


def test_the_key_points_of_a_note_are_its_lead() -> None:
    text = "Desk note on the river war\n\nBOTTOM LINE: The river front has not moved.\n"

    assert zones(text) == [
        ("headline", "Desk note on the river war", None),
        ("lead", "The river front has not moved.", "BOTTOM LINE"),
    ]


def test_the_entries_of_a_live_blog_are_labelled_with_their_times() -> None:
    text = """\
Latest: port under fire as envoys meet

21:40
We are closing this page now.

20:55 GMT
Port: 'We are inside'
The rebels say that they have entered the port.

19:30 GMT \u2013 The army denies it.
"""

    assert zones(text) == [
        ("headline", "Latest: port under fire as envoys meet", None),
        ("lead", "We are closing this page now.", "21:40"),
        ("body", "Port: 'We are inside'", "20:55 GMT"),
        ("body", "The rebels say that they have entered the port.", None),
        ("body", "The army denies it.", "19:30 GMT"),
    ]


def test_headings_in_a_row_at_the_end_are_links() -> None:
    links = "Allies send shells to the river\nThe envoy leaves his post today\n"
    text = f"Shells fell on the port on Sunday.\n\n{links}"

    assert [kind for kind, _, _ in zones(text)] == ["lead", "related", "related"]


def test_hard_wrapped_paragraphs_are_put_together() -> None:
    text = (
        "Shells fell on the port on Sunday and set fire to two of the warehouses\r\n"
        "that stand beside the old pier, the officials of the town said in the\r\n"
        "evening.\r\n"
        "• The first item of a list in the text that was wrapped at the margin of\r\n"
        "its page.\r\n"
        "\r\n"
        "Nobody was hurt, they added.\r\n"
    )

    assert [words for _, words, _ in zones(text)] == [
        text[: text.index("\r\n•")],
        text[text.index("The first") : text.index("\r\n\r\n")],
        "Nobody was hurt, they added.",
    ]


def test_a_caption_behind_the_scrapers_date_stands_apart() -> None:
    caption = "People leave the north of the town after a warning, 13 October 2023. Photo: J. Doe"
    text = f" date 2023-10-14 {caption}\nShells fell on the port on Sunday.\n"

    assert zones(text) == [
        ("boilerplate", "date 2023-10-14", None),
        (
            "boilerplate",
            "People leave the north of the town after a warning, 13 October 2023. Photo: J. Doe",
            None,
        ),
        ("lead", "Shells fell on the port on Sunday.", None),
    ]
    assert read_article(text)[0].published == "2023-10-14"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fall", [("lead", "Shells fall", None)]),
        (
            "Shells fall again\nNobody hurt",
            [("headline", "Shells fall again", None), ("lead", "Nobody hurt", None)],
        ),
        ("Source:", [("boilerplate", "Source:", None)]),
        ("Source:\nDetails:\nAll calm", [("boilerplate", "Source:", None), ("body", "All calm", "Details")]),
        (
            "Quote:\n© 2024 The Post",
            [("boilerplate", "Quote:", None), ("boilerplate", "© 2024 The Post", None)],
        ),
        ("___", [("boilerplate", "___", None)]),
        ("", []),
    ],
)
def test_scraps_of_a_page_are_read_too(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert zones(text) == expected


PIECES = [
    "date 2024-06-04 ", "Source: ", "Quote from Arden: ", "Background:", "Read also", "• ", "1. ", "21:40",
    "GMT \u2013 ", "Shells fell on the port on Sunday, officials said.", "PORT CITY (AP) — ", "By Jane Doe",
    "Tuesday, 4 June 2024", "Photo: City Press", "Support UP!", '"', "\n", "\n\n", "\r\n", " ", "\t",
    "\u2028",
    "\ufeff", "©", "é", "-", "x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_with_zones_in_order_that_leave_out_only_labels_and_bullets(text: str) -> None:
    article, _ = read_article(text)

    assert article.text == text
    covered = [False] * len(text)
    for before, zone in zip([None, *article.zones], article.zones, strict=False):
        assert 0 <= zone.start < zone.end <= len(text)
        assert before is None or before.end <= zone.start
        assert zone.label is None or text[zone.label.start : zone.label.end] == zone.label.text
        covered[zone.start : zone.end] = [True] * (zone.end - zone.start)
        if zone.label is not None:
            assert zone.label.end <= zone.start
            covered[zone.label.start : zone.start] = [True] * (zone.start - zone.label.start)
    for line_start, line in lines_of(text):
        left = [n for n, c in enumerate(line) if not c.isspace() and not covered[line_start + n]]
        assert all(
            set(line[n]) <= set("•●▪▫◦‣\u2043·*\u2013—-().0123456789abcdefghijklmnopqrstuvwxyz") for n in left
        )
        assert not left or any(covered[line_start : line_start + len(line)])


def lines_of(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.replace("\r", "\n").split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines
