"""Articles as their containers tell of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.containers.page import Page
from loaders.model import Article, Zone, ZoneKind
from loaders.pages import read_page

HEADLINE = "Shells fall."
LEAD = "Gunners on the east bank fired 60 shells at Zubrivka overnight, General Ada Moss said on Tuesday."
BODY = "Nobody was hurt, she told reporters in the capital, but the bridge over the river has been closed."
TEXT = f"{HEADLINE}\n\n{LEAD}\n\n{BODY}"
PAGE = Page(
    text=TEXT,
    headline=HEADLINE,
    title="Shells fall on Zubrivka",
    published="2024-12-03T03:06:00+02:00",
    published_text="2024-12-03T03:06+0200",
    publisher="Kalvenia Courier",
    authors=("Ivo Lenz",),
    url="https://news.example/a",
    language="fr",
    page_hash="0" * 64,
)


def test_an_article_is_what_its_container_and_its_text_tell() -> None:
    article, warnings = read_page(PAGE)

    assert warnings == ()
    assert article == Article(
        text=TEXT,
        title="Shells fall on Zubrivka",
        published="2024-12-03T03:06:00+02:00",
        published_text="2024-12-03T03:06+0200",
        publisher="Kalvenia Courier",
        authors=("Ivo Lenz",),
        url="https://news.example/a",
        language="en",
        zones=(
            Zone(kind=ZoneKind.HEADLINE, start=0, end=12),
            Zone(kind=ZoneKind.LEAD, start=14, end=14 + len(LEAD)),
            Zone(kind=ZoneKind.BODY, start=16 + len(LEAD), end=len(TEXT)),
        ),
        page_hash="0" * 64,
    )


def test_what_is_given_goes_before_what_the_container_tells() -> None:
    article, warnings = read_page(
        PAGE, published="2024-12-04", publisher="Daily Zubr", url="https://news.example/b"
    )

    assert (article.published, article.publisher, article.url, warnings) == (
        "2024-12-04",
        "Daily Zubr",
        "https://news.example/b",
        (),
    )


def test_a_container_that_tells_nothing_leaves_it_to_the_text() -> None:
    article, warnings = read_page(Page(text="Dec. 3, 2024\n\nBy Ivo Lenz\n\n" + LEAD))

    assert (article.published, article.authors, article.title, warnings) == (
        "2024-12-03",
        ("Ivo Lenz",),
        None,
        (),
    )


def test_a_page_without_a_day_is_warned_of() -> None:
    assert read_page(replace(PAGE, published=None, published_text=None))[1] == ("no date of publication",)


def test_a_day_in_a_person_s_words_is_understood() -> None:
    article, warnings = read_page(replace(PAGE, published=None, published_text="December 3, 2024, 3:06 a.m."))

    assert (article.published, article.published_text, warnings) == (
        "2024-12-03T03:06:00",
        "December 3, 2024, 3:06 a.m.",
        (),
    )


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        (("Ivo Lenz and Ada Moss",), ("Ivo Lenz", "Ada Moss")),
        (("By Ivo Lenz",), ("Ivo Lenz",)),
        (("Kalvenia Courier", "Ivo Lenz"), ("Ivo Lenz",)),
        (("Ministry of Roads and Bridges",), ("Ministry of Roads and Bridges",)),
        (("KALVENIA COURIER",), ()),
    ],
)
def test_authors_are_persons_each_by_a_name(names: tuple[str, ...], authors: tuple[str, ...]) -> None:
    assert read_page(replace(PAGE, authors=names))[0].authors == authors


def test_a_language_that_is_told_counts_for_a_text_too_short_to_have_one() -> None:
    assert read_page(replace(PAGE, text="Kyiv.", headline=None))[0].language == "fr"


def test_what_follows_a_headline_that_looks_like_prose_is_the_lead() -> None:
    headline = LEAD.removesuffix(" on Tuesday.") + " again."

    zones = read_page(Page(text=f"{headline}\n\n{BODY}", headline=headline))[0].zones

    assert [zone.kind for zone in zones] == [ZoneKind.HEADLINE, ZoneKind.LEAD]


def test_a_summary_is_an_article_of_its_own_beside_the_whole_one() -> None:
    summary = read_page(replace(PAGE, is_summary=True))[0]

    assert (summary.is_summary, summary.known_as) == (True, "summary/https://news.example/a")
    assert read_page(PAGE)[0].known_as is None
