"""Web archives: the articles of the pages in them."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.containers.container import Container
from loaders.containers.packed import unpacked
from loaders.containers.page import Page, PassedOver
from loaders.containers.warc import pages
from loaders.errors import Refused
from tests.loaders.containers.archives import answer, markup, packed, record, response, text

INFO = record(b"software: none\r\n", kind="warcinfo", url="")
REQUEST = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")


def read(content: bytes, *, limit: int = 100_000) -> list[object]:
    """Return what an archive gives: urls of articles, refusals, and what it breaks off with."""
    container = Container(source="a.warc", limit=limit)
    stream = cast("BinaryIO", io.BytesIO(content))
    if content.startswith(b"\x1f\x8b"):
        stream = cast("BinaryIO", unpacked(stream, source="a.warc"))
    found: list[object] = []
    try:
        found.extend(map(_short, pages(stream, container)))
    except Refused as refused:
        found.append(("ends", refused.reason, refused.position))
    return found


def _short(found: Page | PassedOver | Refused) -> object:
    if isinstance(found, Refused):
        return found.reason, found.position
    return found.url if isinstance(found, Page) else found.reason


def test_an_archive_gives_the_articles_of_its_answers() -> None:
    archive = INFO + REQUEST + response(1) + REQUEST + response(2)

    found = list(pages(io.BytesIO(archive), Container(source="a.warc", limit=10_000)))

    assert found == [
        Page(
            text=text(number),
            position=f"record {position}",
            headline=text(number).split("\n\n")[0],
            title=text(number).split("\n\n")[0],
            url=f"https://news.example/{number}",
            page_hash=hashlib.sha256(markup(number)).hexdigest(),
        )
        for position, number in ((3, 1), (5, 2))
    ]


def test_a_compressed_archive_gives_the_same() -> None:
    records = (INFO, response(1), response(2))

    whole, one_by_one = gzip.compress(b"".join(records)), packed(*records)

    assert read(whole) == read(one_by_one) == read(b"".join(records))


def chunked(body: bytes) -> bytes:
    return b"5;x=y\r\n" + body[:5] + b"\r\n" + f"{len(body) - 5:X}\r\n".encode() + body[5:] + b"\r\n0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(body) + packing.flush()


PAGE = markup(1)


@pytest.mark.parametrize(
    "content",
    [
        answer(PAGE, content_type="application/xhtml+xml"),
        answer(PAGE, content_type=""),
        answer(PAGE).replace(b"\r\n", b"\n"),
        answer(chunked(PAGE), Transfer_Encoding="chunked"),
        answer(PAGE, Transfer_Encoding="chunked"),
        answer(gzip.compress(PAGE), Content_Encoding="gzip"),
        answer(zlib.compress(PAGE), Content_Encoding="deflate"),
        answer(deflated(PAGE), Content_Encoding="deflate"),
        answer(PAGE, Content_Encoding="br"),
        answer(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
    ],
)
def test_a_page_is_read_however_it_was_sent(content: bytes) -> None:
    (found,) = pages(io.BytesIO(record(content)), Container(source="a.warc", limit=10_000))

    assert isinstance(found, Page)
    assert found.text == text(1)


def test_a_page_without_an_answer_s_head_is_read() -> None:
    assert read(record(PAGE, kind="resource", Content_Type="text/html")) == ["https://news.example/1"]


def test_the_server_names_the_encoding() -> None:
    words = "Артиллеристы выпустили ночью шестьдесят снарядов, сообщила генерал Ада Мосс во вторник."  # noqa: RUF001
    body = f"<html><body><article><p>{words}</p><p>{words[::-1]}</p></article>".encode("cp1251")

    (found,) = pages(
        io.BytesIO(record(answer(body, content_type="text/html; charset=windows-1251"))),
        Container(source="a.warc", limit=10_000),
    )

    assert isinstance(found, Page)
    assert found.text == f"{words}\n\n{words[::-1]}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (answer(PAGE, status="404 Not Found"), "answers with status 404"),
        (answer(b"", status="301 Moved", Location="/x"), "answers with status 301"),
        (PAGE, "answers without a status"),
        (b"", "answers without a status"),
        (answer(b"\x89PNG", content_type="image/png"), "answers that are no web pages"),
        (answer(b"{}", content_type=""), "answers that are no web pages"),
    ],
)
def test_other_answers_are_passed_over_and_told(content: bytes, reason: str) -> None:
    assert read(record(content) + response(2)) == [reason, "https://news.example/2"]


BOMB = gzip.compress(bytes(10_000_000))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (answer(b"<html></html>"), "has no article"),
        (answer(BOMB, Content_Encoding="gzip"), "larger than 100,000 bytes (CASUS_MAX_DOCUMENT)"),
        (answer(b"\x01" * 100_001), "larger than 100,000 bytes (CASUS_MAX_DOCUMENT)"),
        (answer(gzip.compress(PAGE)[:-12], Content_Encoding="gzip"), "its compression breaks off"),
        (answer(b"no gzip", Content_Encoding="gzip"), "its compression is broken"),
        (answer(b"\x0b\x02", Content_Encoding="br"), "is packed by 'br', which is not read"),
        (answer(chunked(PAGE)[:-9], Transfer_Encoding="chunked"), "its chunks break off"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_alone(content: bytes, reason: str) -> None:
    assert read(INFO + record(content) + response(2)) == [(reason, "record 2"), "https://news.example/2"]


CUT = INFO + response(1) + response(2)
START = len(INFO + response(1))


@pytest.mark.parametrize(
    ("archive", "last"),
    [
        (CUT[: START + 30], ("ends", "breaks off in a header", "record 3")),
        (CUT[: START + 300], ("ends", "breaks off after 205 of 470 bytes", "record 3")),
        (CUT[:START] + b"GARBAGE\r\n" * 9, ("ends", "is no record of a web archive", "record 3")),
        (CUT[:START] + b"\r\n" * 2_000, ("ends", "is no record of a web archive", "record 3")),
        (CUT[:START] + record(b"", Content_Length="-1"), ("ends", "has no length but '-1'", "record 3")),
        (CUT[:START] + record(b"", Content_Length=""), ("ends", "has no length but ''", "record 3")),
        (
            CUT[:START] + record(b"x", Content_Length="9" * 18),
            ("ends", f"breaks off after 5 of {10**18 - 1:,} bytes", "record 3"),
        ),
        (CUT[:START] + b"WARC/1.0\r\n" + b"X: y\r\n" * 2_000, ("ends", "has an endless header", "record 3")),
        (CUT[:START] + b"WARC/1.0\r\nX: " + b"y" * 99_999, ("ends", "has an endless header", "record 3")),
    ],
)
def test_an_archive_that_breaks_off_gives_what_stands_before(archive: bytes, last: object) -> None:
    assert read(archive) == ["https://news.example/1", last]


def test_a_compressed_archive_that_breaks_off_gives_what_stands_before() -> None:
    archive = packed(INFO, response(1), response(2))
    start = len(packed(INFO, response(1)))
    content = len(INFO + response(1))

    assert read(archive[: start + 60]) == [
        "https://news.example/1",
        ("ends", "its compression breaks off", f"record 3, byte {content} of its content"),
    ]
    broken = archive[: start + 20] + bytes(9) + archive[start + 29 :]
    assert read(broken) == [
        "https://news.example/1",
        ("ends", "its compression is broken", f"record 3, byte {content} of its content"),
    ]
    assert read(archive[:start] + b"trailing") == [
        "https://news.example/1",
        ("ends", "its compression is broken", f"record 3, byte {content} of its content"),
    ]


def test_a_file_that_is_no_archive_is_refused() -> None:
    assert read(b"Shells fell on Zubrivka.") == [("ends", "is no record of a web archive", "record 1")]
    assert read(b"") == []


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=len(CUT)))
def test_wherever_an_archive_breaks_off_whole_records_are_read_and_the_cut_is_told(end: int) -> None:
    found = read(CUT[:end])

    # What follows a record's content are empty lines, which may miss.
    urls = ["https://news.example/1"] * (end >= START - 4) + ["https://news.example/2"] * (
        end >= len(CUT) - 4
    )
    whole = {0, *(at for at in (len(INFO), START, len(CUT)))}
    cut = not any(at - 4 <= end <= at for at in whole)
    assert [each for each in found if isinstance(each, str)] == urls
    assert (len(found) > len(urls)) == cut


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n"])
)
def test_whatever_the_bytes_an_archive_is_read_or_refused(content: bytes, head: bytes) -> None:
    for each in read(head + content):
        assert isinstance(each, str | tuple)
