"""Web pages: what they tell of their article, and its text."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.containers.container import Container
from loaders.containers.html import pages, read_html
from loaders.containers.page import Page
from loaders.errors import Refused

PARAGRAPHS = (
    "Gunners on the east bank fired 60 shells at Zubrivka overnight, General Ada Moss said on Tuesday.",
    "Nobody was hurt, she told reporters in the capital, but the bridge over the river has been closed.",
    "The governor denied that any gunners had crossed, and promised a report by the end of the week.",
)
HEADLINE = "Sixty shells fall on Zubrivka"
TEXT = "\n\n".join((HEADLINE, *PARAGRAPHS))
LINKED = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "datePublished": "2024-12-03T03:06:00+02:00",
        "author": {"name": "Ivo Lenz"},
        "publisher": {"name": "Kalvenia Courier"},
        "url": "https://news.example/zubrivka",
    }
)


def page(
    head: str = "", heading: str = f"<h1>{HEADLINE}</h1>", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<main><article>{heading}{body}</article></main>"
        '<aside><h2>Most read</h2><a href="/tax">A tax on bread</a></aside>'
        "<footer>© Kalvenia Courier. All rights reserved.</footer></body></html>"
    )


def test_a_page_gives_its_article_and_what_it_tells_of_it() -> None:
    data = page(f'<script type="application/ld+json">{LINKED}</script>').encode()

    assert read_html(data, source="a.html") == Page(
        text=TEXT,
        headline=HEADLINE,
        title=HEADLINE,
        published="2024-12-03T03:06:00+02:00",
        published_text="2024-12-03T03:06:00+02:00",
        publisher="Kalvenia Courier",
        authors=("Ivo Lenz",),
        url="https://news.example/zubrivka",
        language="en",
        page_hash=hashlib.sha256(data).hexdigest(),
    )


def test_json_ld_goes_before_open_graph_and_that_before_the_rest() -> None:
    told = read_html(
        page(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sixty shells"}</script>'
            '<meta property="og:title" content="Shells"><meta property="og:site_name" content="Courier">'
            "<title>Shells fall | Courier</title>"
        ).encode(),
        source="a.html",
    )

    assert (told.title, told.publisher) == ("Sixty shells", "Courier")


@pytest.mark.parametrize(
    ("head", "heading", "headline"),
    [
        (
            "<title>Sixty shells fall on Zubrivka | Courier</title>",
            "</article><h1>Courier</h1><article>",
            HEADLINE,
        ),
        (f'<meta property="og:title" content="{HEADLINE}">', "", HEADLINE),
        ("<title>Shells: sixty fall on Zubrivka</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        ("", "", None),
    ],
)
def test_the_text_begins_with_the_headline_that_the_page_shows(
    head: str, heading: str, headline: str | None
) -> None:
    read = read_html(page(head, heading).encode(), source="a.html")

    assert read.headline == headline
    assert read.text == "\n\n".join((*([] if headline is None else [headline]), *PARAGRAPHS))


@pytest.mark.parametrize(
    ("canonical", "fetched", "url"),
    [
        ("https://news.example/a", None, "https://news.example/a"),
        ("https://news.example/a", "https://news.example/a?amp=1", "https://news.example/a"),
        ("/a", "https://news.example/a?amp=1", "https://news.example/a"),
        ("https://other.example/b", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/", None, None),
    ],
)
def test_a_page_s_address_is_its_own_on_the_site_that_it_is_from(
    canonical: str, fetched: str | None, url: str | None
) -> None:
    data = page(f'<link rel="canonical" href="{canonical}">').encode()

    assert read_html(data, source="a.html", url=fetched).url == url


@pytest.mark.parametrize(
    ("encoding", "given", "charset", "declared"),
    [
        ("utf-8", None, None, ""),
        ("windows-1251", None, None, '<meta charset="windows-1251">'),
        ("windows-1251", None, "windows-1251", ""),
        ("windows-1251", "cp1251", None, '<meta charset="iso-8859-5">'),
        ("utf-16", None, None, ""),
    ],
)
def test_a_page_is_read_in_its_encoding(
    encoding: str, given: str | None, charset: str | None, declared: str
) -> None:
    words = "Артиллеристы на восточном берегу выпустили ночью шестьдесят снарядов, сообщила генерал Мосс."  # noqa: RUF001
    data = page(
        declared, "", (words,) * 1 + ("Никто не пострадал, но мост через реку закрыт до конца недели.",)
    )

    read = read_html(data.encode(encoding), source="a.html", encoding=given, charset=charset)

    assert read.text.splitlines()[0] == words


def test_bytes_of_another_encoding_outside_the_article_do_no_harm() -> None:
    data = page('<meta charset="utf-8">').encode().replace(b"<footer>", b"<footer>caf\xe9 ")

    assert read_html(data, source="a.html").text == TEXT


def test_bytes_of_another_encoding_in_the_article_refuse_it() -> None:
    data = page('<meta charset="utf-8">').encode().replace(b"denied", b"d\xe9nied")
    fault = data.index(b"\xe9")

    with pytest.raises(Refused) as met:
        read_html(data, source="a.html")
    assert (met.value.reason, met.value.position) == ("invalid utf_8", f"byte {fault}")


DEEP = "<table><tr><td>" * 10_000 + "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
CROWDED = "<p " + " ".join(f"a{number}" for number in range(501)) + ">"


@pytest.mark.parametrize(
    ("data", "reason", "position"),
    [
        (b"", "is empty", None),
        (b" \n ", "is empty", None),
        (b"<html><p>Text\x00 and more</p>", "is binary: zero", "character 13"),
        (b"<!-- nothing -->", "has no article: it has no elements", None),
        (b"<html><body></body></html>", "has no article", None),
        (
            page(heading=DEEP).encode(),
            "cannot be read: more than 256 elements stand in one another",
            None,
        ),
        (page(CROWDED).encode(), "has a tag with too many attributes", "byte 41"),
        (page("<i>" * 300_001).encode(), "has more than 30,000 elements", None),
        (page(heading="<i></i>" * 5_001).encode(), "has an element with more than 5,000 others in it", None),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(
    data: bytes, reason: str, position: str | None
) -> None:
    with pytest.raises(Refused) as met:
        read_html(data, source="a.html")

    assert met.value.reason.startswith(reason)
    assert position is None or met.value.position == position


def test_a_file_is_one_page_and_no_larger_than_a_document_may_be() -> None:
    data = page().encode()

    assert [read.text for read in pages(io.BytesIO(data), Container(source="a.html", limit=len(data)))] == [
        TEXT
    ]
    with pytest.raises(Refused, match="larger than 99 bytes"):
        list(pages(io.BytesIO(data), Container(source="a.html", limit=99)))


PIECES = (
    *(
        f"<{tag}>"
        for tag in ("p", "/p", "div", "/div", "table", "td", "ul", "li", "svg", "template", "!--", "h1")
    ),
    *(
        "-->",
        "<![CDATA[",
        "&#xd800;",
        "&#0;",
        "\x01",
        "\ufffe",
        "<script>",
        "</script>",
        "<title>",
        '<a href="',
        "\r",
    ),
    LINKED,
    *PARAGRAPHS,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.binary(max_size=8), st.integers(0, 2_000))
def test_whatever_a_page_is_made_of_it_gives_a_text_or_is_refused(
    pieces: list[str], noise: bytes, at: int
) -> None:
    data = page("".join(pieces[:5]), "".join(pieces[5:])).encode()

    with suppress(Refused):
        text = read_html(data[:at] + noise + data[at:], source="a.html").text

        assert text.encode()
        assert text.split("\n\n") == [line.strip() for line in text.split("\n\n") if line.strip()]
        assert not any(character < " " and character != "\n" for character in text)
