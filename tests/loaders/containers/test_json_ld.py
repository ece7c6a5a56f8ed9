"""What the JSON-LD of a page tells of its article."""

from __future__ import annotations

import json

import pytest

from loaders.containers.json_ld import read_json_ld
from loaders.containers.told import Told

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge &amp; road hit at Zubrivka",
    "datePublished": "2024-12-03T03:06:00+02:00",
    "author": [{"@type": "Person", "name": "Ada Moss"}, "Ivo Lenz"],
    "publisher": {"@type": "Organization", "name": "Kalvenia Courier"},
    "url": "https://news.example/bridge",
    "inLanguage": "en-GB",
}
TOLD = Told(
    title="Bridge & road hit at Zubrivka",
    published="2024-12-03T03:06:00+02:00",
    publisher="Kalvenia Courier",
    authors=("Ada Moss", "Ivo Lenz"),
    url="https://news.example/bridge",
    language="en-GB",
)
WITH_IDS = {
    "@graph": [
        {"@type": "WebPage", "@id": "https://news.example/bridge", "name": "Bridge hit | Courier"},
        {"@type": "Organization", "@id": "#courier", "name": "Kalvenia Courier"},
        {"@type": "Person", "@id": "#moss", "name": "Ada Moss"},
        {
            "@type": ["Article", "NewsArticle"],
            "name": "Bridge hit",
            "author": {"@id": "#moss"},
            "publisher": {"@id": "#courier"},
            "mainEntityOfPage": {"@id": "https://news.example/bridge"},
            "inLanguage": {"@type": "Language", "alternateName": "en"},
        },
    ]
}


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "BreadcrumbList"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebSite", "name": "Courier"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "name": "Another title", "mainEntity": ARTICLE}),
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
    ],
)
def test_an_article_is_found_wherever_it_stands(script: str) -> None:
    assert read_json_ld([script]) == TOLD


def test_persons_and_publishers_are_found_by_their_ids() -> None:
    assert read_json_ld([json.dumps(WITH_IDS)]) == Told(
        title="Bridge hit",
        publisher="Kalvenia Courier",
        authors=("Ada Moss",),
        url="https://news.example/bridge",
        language="en",
    )


def test_of_several_articles_the_one_at_the_page_s_address_is_meant() -> None:
    other = ARTICLE | {"headline": "Another", "url": "https://news.example/other"}

    blocks = [json.dumps(other), json.dumps(ARTICLE)]

    assert read_json_ld(blocks, "https://news.example/bridge").title == "Bridge & road hit at Zubrivka"
    assert read_json_ld(blocks).title == "Another"


def test_a_page_tells_what_its_article_does_not() -> None:
    page = {"@type": "WebPage", "datePublished": "2024-12-03", "name": "The page"}

    assert read_json_ld([json.dumps([page, {"@type": "Article", "headline": "Bridge hit"}])]) == Told(
        title="Bridge hit", published="2024-12-03"
    )


def test_a_line_break_within_a_string_is_forgiven() -> None:
    script = '{"@type": "Article", "headline": "Bridge\nhit"}'

    assert read_json_ld([script]) == Told(title="Bridge hit")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        "[" * 13 + '{"@type": "Article", "headline": "Deep"}' + "]" * 13,
        '{"a":' * 5_000 + "1" + "}" * 5_000,
        "7",
        '"NewsArticle"',
        '{"@type": "Organization", "name": "Courier"}',
        '{"@type": 7, "headline": "Bridge hit"}',
        '{"@type": "Article", "headline": 7, "author": 7, "publisher": [], "url": "javascript:x()"}',
        '{"@type": "Article", "author": {"name": "https://news.example/moss"}, "url": "https://news.example/"}',
        '{"@type": "Article", "headline": "' + "x" * 501 + '"}',
    ],
)
def test_what_tells_of_no_article_tells_nothing(script: str) -> None:
    assert read_json_ld([script]) == Told()
