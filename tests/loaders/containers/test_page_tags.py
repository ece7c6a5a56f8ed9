"""What the head of a page tells of its article."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from loaders.containers.page_tags import heading, read_page_tags
from loaders.containers.told import Told, without_site


def test_open_graph_and_its_like_are_read() -> None:
    page = """<html lang="en"><head>
        <meta property="og:title" content="Bridge hit at Zubrivka">
        <meta property="og:site_name" content="Kalvenia Courier">
        <meta property="og:url" content="https://news.example/bridge?og">
        <meta property="article:published_time" content="2024-12-03T03:06:00Z">
        <meta property="article:author" content="https://social.example/moss">
        <meta name="author" content="Ada Moss"><meta name="author" content="Ivo Lenz">
        <link rel="canonical" href="/bridge"></head><body><p>Text</p></body></html>"""

    assert read_page_tags(document_fromstring(page), "https://news.example/bridge?page=1") == Told(
        title="Bridge hit at Zubrivka",
        published="2024-12-03T03:06:00Z",
        publisher="Kalvenia Courier",
        authors=("Ada Moss", "Ivo Lenz"),
        url="https://news.example/bridge",
        language="en",
    )


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<title>Bridge hit at Zubrivka - Courier</title>", Told(title="Bridge hit at Zubrivka")),
        ('<meta itemprop="datePublished" content="2024-12-03">', Told(published="2024-12-03")),
        ('<meta name="DC.date.issued" content="2024-12-03">', Told(published="2024-12-03")),
        ('<meta property="og:url" content="https://news.example/a">', Told(url="https://news.example/a")),
        ('<meta name="title" content=" "><meta name="title">', Told()),
        ('<link rel="canonical" href="https://news.example/">', Told()),
        ('<link rel="canonical" href="https://[news.example/a">', Told()),
        ('<link rel="stylesheet" href="https://news.example/a">', Told()),
        ('<meta http-equiv="Content-Language" content="uk">', Told(language="uk")),
    ],
)
def test_other_tags_are_read_where_those_are_missing(head: str, told: Told) -> None:
    page = document_fromstring(f"<html><head>{head}</head><body><p>Text</p></body></html>")

    assert read_page_tags(page) == told


@pytest.mark.parametrize(
    ("tag", "published"),
    [
        ('<time itemprop="datePublished" datetime="2024-12-03T03:06">3 December</time>', "2024-12-03T03:06"),
        ('<time pubdate datetime="2024-12-03">3 December</time>', "2024-12-03"),
        ('<time class="entry-date published" datetime="2024-12-03">3 December</time>', "2024-12-03"),
        ('<time class="updated" datetime="2024-12-05">5 December</time>', None),
        ('<time datetime="2024-12-05">5 December</time>', None),
        ('<time class="published">3 December</time>', None),
    ],
)
def test_a_time_is_that_of_publication_when_it_is_marked_so(tag: str, published: str | None) -> None:
    page = document_fromstring(f"<html><body><article>{tag}<p>Text</p></article></body></html>")

    assert read_page_tags(page).published == published


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<h1>Bridge\n hit</h1>", "Bridge hit"),
        ("<h1>Bridge hit</h1><h1>Bridge hit</h1>", "Bridge hit"),
        ("<h1>Bridge \x01hit&#xffff;</h1>", "Bridge hit"),
        ("<h1>Courier</h1><h1>Bridge hit</h1>", None),
        ("<h1> </h1><h2>Bridge hit</h2>", None),
    ],
)
def test_the_heading_is_the_only_one_of_the_first_level(body: str, words: str | None) -> None:
    assert heading(document_fromstring(f"<html><body>{body}</body></html>")) == words


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Bridge hit | Courier", "Bridge hit"),
        ("Bridge hit \u2013 COURIER", "Bridge hit"),
        ("Bridge hit | Another", "Bridge hit | Another"),
        ("Bridge hit", "Bridge hit"),
        (None, None),
    ],
)
def test_a_title_loses_the_name_of_its_site(title: str | None, plain: str | None) -> None:
    assert without_site(title, "Courier") == plain
    assert without_site(title, None) == title
