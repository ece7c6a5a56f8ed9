"""How the format of a file is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.containers.formats import Format, is_gzip, sniff


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"<!DOCTYPE html>\n<html>", "a", Format.HTML),
        (b"\xef\xbb\xbf  <!-- saved -->\n<HTML lang=en>", "a.txt", Format.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">', "a", Format.HTML),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a", Format.FEED),
        (
            b'<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- c --><feed xmlns="y">',
            "a.html",
            Format.FEED,
        ),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss>', "a", Format.FEED),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "a", Format.FEED),
        (b'{"text": "Shells fell."}\n', "a", Format.JSONL),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "a", Format.WARC),
        (b"Shells fell on Zubrivka.", "a", Format.TEXT),
        (b"Shells fell on Zubrivka.", "-", Format.TEXT),
        (b"<p>A page without a head", "a.HTM", Format.HTML),
        (b"", "news.warc.gz", Format.WARC),
        (b"", "news.2024-12.jsonl", Format.JSONL),
        (b"[1, 2]", "a.json", Format.JSONL),
        (b"{braces} in a text", "a.txt", Format.TEXT),
        (b"<b>Shells</b> fell", "a.md", Format.TEXT),
    ],
)
def test_a_format_is_told_by_content_and_then_by_name(head: bytes, name: str, format_: Format) -> None:
    assert sniff(head, name) is format_


def test_a_compressed_file_is_told_by_its_first_bytes() -> None:
    assert is_gzip(b"\x1f\x8b\x08\x00")
    assert not is_gzip(b"\x1f")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_every_file_has_a_format(head: bytes, name: str) -> None:
    assert sniff(head, name) in Format
