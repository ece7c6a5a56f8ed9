"""JSON lines: an article a line."""

from __future__ import annotations

import io
import json
import random
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.containers.container import Container
from loaders.containers.jsonl import KEYS, MOST_EMPTY, pages
from loaders.containers.page import Page
from loaders.errors import Refused

FULL = {
    "text": "Shells fell on Zubrivka.\n\nNobody was hurt.",
    "title": "Shells fall",
    "published": "2024-12-03T03:06+02:00",
    "publisher": "Kalvenia Courier",
    "authors": ["Ada Moss", "Ivo Lenz"],
    "url": "https://news.example/a",
    "language": "en",
}
FULL_PAGE = Page(
    text="Shells fell on Zubrivka.\n\nNobody was hurt.",
    position="line 1",
    title="Shells fall",
    published="2024-12-03T03:06:00+02:00",
    published_text="2024-12-03T03:06+02:00",
    publisher="Kalvenia Courier",
    authors=("Ada Moss", "Ivo Lenz"),
    url="https://news.example/a",
    language="en",
)
PARAGRAPHS = (
    "Gunners on the east bank fired 60 shells at Zubrivka overnight, General Ada Moss said on Tuesday.",
    "Nobody was hurt, she told reporters in the capital, but the bridge over the river has been closed.",
)


def read(
    content: bytes, *, limit: int = 10_000, encoding: str | None = None
) -> list[Page | tuple[str, str | int | None]]:
    container = Container(source="a.jsonl", limit=limit, encoding=encoding)
    return [
        (found.reason, found.position) if isinstance(found, Refused) else found
        for found in pages(io.BytesIO(content), container)
    ]


def test_every_key_of_a_line_is_told_of_its_article() -> None:
    assert read(json.dumps(FULL).encode()) == [FULL_PAGE]


def test_empty_lines_and_empty_keys_tell_nothing() -> None:
    content = (
        b'\xef\xbb\xbf\r\n{"text": "One.", "title": null, "url": "", "authors": []}\r\n\n{"text": "Two."}\n\n'
    )

    assert read(content) == [Page(text="One.", position="line 2"), Page(text="Two.", position="line 4")]


def test_a_line_may_hold_a_web_page() -> None:
    markup = "<html><head><title>Shells</title></head><body><article>" + "".join(
        f"<p>{each}</p>" for each in PARAGRAPHS
    )

    (found,) = read(
        json.dumps({"html": markup, "title": "Shells fall", "url": "https://news.example/a"}).encode()
    )

    assert isinstance(found, Page)
    assert (found.title, found.url, found.position) == ("Shells fall", "https://news.example/a", "line 1")
    assert found.text == "\n\n".join(("Shells", *PARAGRAPHS))


def test_lines_are_read_in_another_encoding() -> None:
    assert read('{"text": "Артилерія"}'.encode("cp1251"), encoding="cp1251") == [
        Page(text="Артилерія", position="line 1")
    ]
    with pytest.raises(Refused, match="has no lines in utf-16"):
        read(b"", encoding="utf-16")


@pytest.mark.parametrize(
    ("line", "reason", "position"),
    [
        (b'{"text": "One."', "is no JSON: unexpected end of data", "line 2"),
        (b'["One."]', "is no JSON object", "line 2"),
        (b"[" * 5_000, "is no JSON: depth limit exceeded", "line 2"),
        (
            b'{"text": "\\ud800"}',
            "is no JSON: no low surrogate in string",
            "line 2",
        ),
        (
            b'{"text": "One.", "autor": "x"}',
            f"has the key 'autor'; the keys are {', '.join(KEYS)}",
            "line 2",
        ),
        (b"{}", "has no text and no html", "line 2"),
        (b'{"text": ""}', "has no text and no html", "line 2"),
        (b'{"text": " "}', "has an empty text", "line 2"),
        (b'{"text": "One.", "html": "<p>"}', "has both text and html", "line 2"),
        (b'{"html": "<p></p>"}', "has no article", "line 2"),
        (b'{"text": 7}', "text is no text", "line 2"),
        (b'{"text": "One.", "authors": "Ada Moss"}', "authors is no list of texts", "line 2"),
        (b'{"text": "One.", "authors": [7]}', "authors is no list of texts", "line 2"),
        (b'{"text": "One.", "published": "soon"}', "published is no ISO 8601 date or time: 'soon'", "line 2"),
        (b'{"text": "One.", "url": "x.example"}', "url: 'x.example' is no http or https address", "line 2"),
        (b'{"text": "One\\u0001."}', "is binary: control character U+0001", "line 2, character 3"),
        (
            b'{"text": "One.", "title": "\\u0001"}',
            "is binary: control character U+0001",
            "line 2, character 0",
        ),
        (b'{"text": "caf\xe9"}', "invalid utf-8", "line 2, byte 13"),
        (b'{"text": "' + b"x" * 10_000 + b'"}', "larger than 10,000 bytes (CASUS_MAX_DOCUMENT)", "line 2"),
    ],
)
def test_a_line_that_is_no_article_is_refused_alone(line: bytes, reason: str, position: str) -> None:
    assert read(b'{"text": "One."}\n' + line + b'\n{"text": "Three."}\n') == [
        Page(text="One.", position="line 1"),
        (reason, position),
        Page(text="Three.", position="line 3"),
    ]


@pytest.mark.parametrize("opening", ["{", "[", " [ "])
def test_objects_over_several_lines_are_refused_at_once(opening: str) -> None:
    with pytest.raises(Refused, match="has objects over several lines, not one a line at line 1"):
        read(f'{opening}\n  "text": "One."\n}}'.encode())


class Endless:
    """A stream without end and without lines."""

    def __init__(self) -> None:
        self.given = 0

    def readline(self, size: int) -> bytes:
        self.given += size
        return b"x" * size


def test_a_line_without_end_is_given_up_with_the_rest_of_the_file() -> None:
    endless = Endless()
    found = pages(cast("BinaryIO", endless), Container(source="a.jsonl", limit=20_000))

    refused = next(found)
    with pytest.raises(Refused, match="a line does not end"):
        next(found)

    assert isinstance(refused, Refused)
    assert (refused.reason, refused.position) == ("larger than 20,000 bytes (CASUS_MAX_DOCUMENT)", "line 1")
    assert endless.given < 10_000_000


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable())), st.integers())
def test_articles_survive_whatever_stands_between_them(texts: list[str], seed: int) -> None:
    noise = random.Random(seed)  # noqa: S311 - no secret
    lines = [json.dumps({"text": text}, ensure_ascii=noise.random() < 0.5).encode() for text in texts]
    bad = [noise.randbytes(20).replace(b"\n", b"") for _ in texts]

    found = read(b"\n".join(each for pair in zip(bad, lines, strict=True) for each in pair))

    assert [page.text for page in found if isinstance(page, Page)] == texts


def test_endless_empty_lines_are_given_up() -> None:
    stream = io.BytesIO(b'{"text": "Shells fell on Zubrivka."}\n' + b" \r\n" * (MOST_EMPTY + 1))
    found = pages(stream, Container(source="a.jsonl", limit=1_000))

    assert next(found) == Page(text="Shells fell on Zubrivka.", position="line 1")
    with pytest.raises(Refused, match="has more than 100,000 empty lines: nothing behind them is read"):
        next(found)
