"""Feeds: the articles and summaries in them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.containers.container import Container
from loaders.containers.feed import pages
from loaders.containers.page import Page
from loaders.errors import Refused

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Kalvenia Courier</title><link>https://news.example/</link><language>en-gb</language>
  <image><title>Logo</title></image>
{items}
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Kalvenia Courier</title><link href="https://news.example/feed"/>
{items}
</feed>"""
FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
RDF = """<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kalvenia Courier</title>
  <dc:publisher>Courier House</dc:publisher><dc:language>en</dc:language></channel>
{items}
</rdf:RDF>"""


def read(
    content: str | bytes, *, limit: int = 1_000_000, encoding: str | None = None
) -> list[Page | tuple[str, str | int | None]]:
    """Return what a feed gives; refusals, also the one that it ends with, as reason and position."""
    data = content if isinstance(content, bytes) else content.encode()
    container = Container(source="feed.xml", limit=limit, encoding=encoding)
    found: list[Page | tuple[str, str | int | None]] = []
    try:
        found.extend(
            (each.reason, each.position) if isinstance(each, Refused) else each
            for each in pages(io.BytesIO(data), container)
        )
    except Refused as refused:
        found.append((refused.reason, refused.position))
    return found


def rss(*items: str, encoding: str = "UTF-8") -> str:
    return RSS.format(items="\n".join(f"<item>{item}</item>" for item in items), encoding=encoding)


def text(item: str) -> str:
    (found,) = read(rss(item))
    assert isinstance(found, Page)
    return found.text


def test_an_item_with_its_full_text_is_an_article() -> None:
    item = (
        "<title>Shells &amp;amp; rain on Zubrivka</title><link>https://news.example/a</link>"
        "<description>Sixty shells.</description><dc:creator>Ada Moss</dc:creator>"
        "<pubDate>Tue, 03 Dec 2024 03:06:00 +0200</pubDate><media:title>A picture</media:title>"
        "<content:encoded><![CDATA[<p>Sixty shells fell, the <b>governor</b> said.</p>"
        "<p>Nobody was hurt.</p>]]></content:encoded>"
    )

    assert read(rss(item)) == [
        Page(
            text="Shells & rain on Zubrivka\n\nSixty shells fell, the governor said.\n\nNobody was hurt.",
            position="entry 1",
            headline="Shells & rain on Zubrivka",
            title="Shells & rain on Zubrivka",
            published="2024-12-03T03:06:00+02:00",
            published_text="Tue, 03 Dec 2024 03:06:00 +0200",
            publisher="Kalvenia Courier",
            authors=("Ada Moss",),
            url="https://news.example/a",
            language="en",
        )
    ]


def test_an_item_with_a_summary_alone_is_a_summary() -> None:
    item = "<title>Shells</title><description>&lt;p&gt;Sixty shells fell.&lt;/p&gt;</description>"

    assert read(rss(item)) == [
        Page(
            text="Shells\n\nSixty shells fell.",
            position="entry 1",
            headline="Shells",
            title="Shells",
            publisher="Kalvenia Courier",
            language="en",
            is_summary=True,
        )
    ]


def test_a_long_description_is_the_article_and_a_bare_title_a_summary() -> None:
    whole, bare = read(
        rss("<description>" + "Sixty shells fell. " * 90 + "</description>", "<title>Shells</title>")
    )

    assert isinstance(whole, Page)
    assert isinstance(bare, Page)
    assert (whole.is_summary, bare.is_summary) == (False, True)


def test_atom_entries_are_read_in_each_kind_of_content() -> None:
    items = (
        '<entry><title type="html">Shells &amp;lt;and&amp;gt; rain</title><link href="/a"/>'
        "<published>2024-12-03T03:06:00Z</published><updated>2024-12-05T00:00:00Z</updated>"
        "<author><name>Ada Moss</name><email>x@news.example</email></author>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><ul><li>Two.</li></ul></div></content>'
        "</entry>"
        '<entry xml:lang="uk"><title>B</title><link rel="self" href="/self"/>'
        '<link rel="alternate" href="https://news.example/b"/><content type="text">1 &lt; 2</content></entry>'
        '<entry><title>C</title><content src="/c.pdf"/><summary>Three.</summary>'
        "<source><title>Daily Zubr</title></source></entry>"
    )

    assert read(ATOM.format(items=items)) == [
        Page(
            text="Shells <and> rain\n\nOne.\n\n- Two.",
            position="entry 1",
            headline="Shells <and> rain",
            title="Shells <and> rain",
            published="2024-12-03T03:06:00+00:00",
            published_text="2024-12-03T03:06:00Z",
            authors=("Ada Moss",),
            url="https://news.example/a",
            publisher="Kalvenia Courier",
            language="en",
        ),
        Page(
            text="B\n\n1 < 2",
            position="entry 2",
            headline="B",
            title="B",
            url="https://news.example/b",
            publisher="Kalvenia Courier",
            language="uk",
        ),
        Page(
            text="C\n\nThree.",
            position="entry 3",
            headline="C",
            title="C",
            publisher="Daily Zubr",
            language="en",
            is_summary=True,
        ),
    ]


def test_a_feed_of_the_first_kind_is_read() -> None:
    items = "<item><title>A</title><link>https://news.example/a</link><dc:date>2024-12-03</dc:date></item>"

    assert read(RDF.format(items=items)) == [
        Page(
            text="A",
            position="entry 1",
            headline="A",
            title="A",
            published="2024-12-03",
            published_text="2024-12-03",
            publisher="Courier House",
            url="https://news.example/a",
            language="en",
            is_summary=True,
        )
    ]


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ('<guid isPermaLink="false">https://news.example/g</guid>', None),
        ("<guid>tag:news.example,2024:g</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>https://news.example/a</link><guid>https://news.example/g</guid>", "https://news.example/a"),
        (
            f'<f:origLink xmlns:f="{FEEDBURNER}">https://news.example/o</f:origLink><link>https://x.example/y</link>',
            "https://news.example/o",
        ),
    ],
)
def test_an_entry_s_address_is_that_of_its_page(item: str, url: str | None) -> None:
    (found,) = read(rss(f"<title>A</title>{item}"))

    assert isinstance(found, Page)
    assert found.url == url


def test_a_mail_address_is_no_part_of_an_author_s_name() -> None:
    (found,) = read(
        rss("<title>A</title><author>x@news.example (Ivo Lenz)</author><author>y@z.example</author>")
    )

    assert isinstance(found, Page)
    assert found.authors == ("Ivo Lenz",)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("Salt & rain", "Salt & rain"),
        ("a?x=1&y=2", "a?x=1&y=2"),
        ("caf&eacute;&nbsp;bar", "café bar"),
        ("&unknown; word", "&unknown; word"),
        ("&#233;&#xe9;", "éé"),
        ("<![CDATA[Salt &amp; rain & more]]>", "Salt & rain & more"),
        ("one \x01 two", "one \ufffd two"),
        ("<![CDATA[one<b>&#1;</b>two]]>", "one two"),
    ],
)
def test_what_feeds_often_do_wrong_is_understood(markup: str, plain: str) -> None:
    assert text(f"<title>{markup}</title>") == plain


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "utf-8"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    words = "Шістдесят снарядів упали на Зубрівку вночі"

    (found,) = read(rss(f"<title>{words}</title>", encoding=encoding).encode(encoding))

    assert isinstance(found, Page)
    assert found.text == words
    assert read(rss(f"<title>{words}</title>", encoding="x").encode("koi8-u"), encoding="koi8-u") == [found]


def test_bytes_of_another_encoding_refuse_their_entry() -> None:
    data = rss("<title>One</title>", "<title>caf\xe9</title>").encode("latin-1")

    assert [each if isinstance(each, tuple) else each.text for each in read(data)] == [
        "One",
        ("invalid utf_8", "entry 2"),
    ]


BILLION = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        ("", ("is empty", None)),
        (
            "Shells fell on Zubrivka.",
            ("is no XML that can be read: Start tag expected, '<' not found", "line 1"),
        ),
        ("<html><body></body></html>", ("is no feed: it is a 'html'", None)),
        (
            '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&secret;',
            ("declares the entity 'secret': it is not read", None),
        ),
        (
            '<!DOCTYPE rss [<!ENTITY % all SYSTEM "http://news.example/all.dtd">%all;]><rss/>',
            ("declares the entity 'all': it is not read", None),
        ),
        (f"{BILLION}]><rss a='&i;'/>", ("declares the entity 'a': it is not read", None)),
        (
            "<rss>" + "<a>" * 10_000,
            ("is no XML that can be read: more than 256 elements stand in one another", "line 1"),
        ),
    ],
)
def test_what_is_no_feed_or_not_to_be_read_is_refused(
    content: str, ending: tuple[str, str | int | None]
) -> None:
    assert read(content) == [ending]


def test_a_document_type_without_entities_does_no_harm() -> None:
    declared = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://news.example/rss-0.91.dtd">'

    (found,) = read(f"{declared}<rss><channel><item><title>A</title></item></channel></rss>")

    assert isinstance(found, Page)
    assert found.text == "A"


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    feed = rss("<title>One</title>", "<title>Two</title>")

    cut, mixed = feed[: feed.index("Two")], feed.replace("Two</title>", "Two</b>")

    assert [each if isinstance(each, tuple) else each.text for each in read(cut)] == [
        "One",
        ("is no XML that can be read: Premature end of data in tag title line 8", "line 8"),
    ]
    assert [each if isinstance(each, tuple) else each.text for each in read(mixed)] == [
        "One",
        ("is no XML that can be read: Opening and ending tag mismatch: title line 8 and b", "line 8"),
    ]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("", "has no text"),
        ("<title> </title><description/>", "has no text"),
        (
            "<description>" + "&lt;div&gt;" * 9_000 + "</description>",
            "cannot be read: more than 256 elements",
        ),
        (
            "<description>" + "&lt;i&gt;&lt;/i&gt;" * 9_000 + "</description>",
            "has an element with more than 5,000",
        ),
        ("<description>&lt;p " + "a=1 " * 9_000 + "&gt;</description>", "has a tag with too many attributes"),
    ],
)
def test_an_entry_that_cannot_be_read_is_refused_alone(item: str, reason: str) -> None:
    bad, good = read(rss(item, "<title>Two</title>"))

    assert isinstance(bad, tuple)
    assert isinstance(good, Page)
    assert (bad[0][: len(reason)], str(bad[1])[:7], good.position) == (reason, "entry 1", "entry 2")


def test_too_large_a_feed_is_refused() -> None:
    assert read(rss("<title>A</title>"), limit=100) == [("larger than 100 bytes (CASUS_MAX_DOCUMENT)", None)]


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=3_000))
def test_wherever_a_feed_breaks_off_whole_entries_are_read_and_the_cut_is_told(end: int) -> None:
    feed = rss(*(f"<title>Story {number}</title>" for number in range(20)))
    end = min(end, len(feed))

    found = read(feed[:end])

    told = [each for each in found if isinstance(each, tuple)]
    assert len(found) - len(told) == feed[:end].count("</item>")
    assert len(told) == (end < len(feed.rstrip()))
