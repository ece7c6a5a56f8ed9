"""What becomes of a document's bytes."""

from __future__ import annotations

import pytest

from loaders.containers.text import decode
from loaders.errors import Refused


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"One line\r\nand another\r\n", None, "One line\r\nand another\r\n"),
        ("Сили оборони відбили атаку".encode(), None, "Сили оборони відбили атаку"),
        (b"\xef\xbb\xbfAfter the mark", None, "After the mark"),
        ("Над городом".encode("cp1251"), "cp1251", "Над городом"),
        ("Wide".encode("utf-16"), "utf-16", "Wide"),
        ("Wide".encode("utf-16-le"), "utf-16-le", "Wide"),
    ],
)
def test_a_document_keeps_every_character_but_its_byte_order_mark(
    data: bytes, encoding: str | None, text: str
) -> None:
    assert decode(data, source="a.txt", encoding=encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding", "reason", "position"),
    [
        (b"", None, "is empty", None),
        (b" \n\t\r\n", None, "is empty", None),
        (b"\xef\xbb\xbf", None, "is empty", None),
        (b"PK\x03\x04\x00\x00", None, "is binary: zero", "byte 4"),
        (b"Text \x01 and more", None, "is binary: control character U+0001", "character 5"),
        (b"caf\xe9 at dawn", None, "invalid UTF-8", "byte 3"),
        ("Над городом".encode("cp1251"), None, "invalid UTF-8", "byte 0"),
        ("Wide".encode("utf-16"), None, "is UTF-16 or UTF-32; name its encoding to have it read", None),
        (b"\xff", "ascii", "invalid ascii", "byte 0"),
        (b"text", "no-such-encoding", "'no-such-encoding' is no known text encoding", None),
        (b"text", "hex", "'hex' is no known text encoding", None),
        (b"text", "a\0b", "'a\\x00b' is no known text encoding", None),
        (b"text", "undefined", "'undefined' is no known text encoding", None),
    ],
)
def test_a_document_without_readable_text_is_refused(
    data: bytes, encoding: str | None, reason: str, position: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        decode(data, source="a.txt", encoding=encoding)

    assert (refusal.value.source, refusal.value.reason, refusal.value.position) == ("a.txt", reason, position)


def test_a_refusal_says_which_document_why_and_where() -> None:
    assert str(Refused("a.txt", "invalid UTF-8", "byte 3")) == "a.txt: invalid UTF-8 at byte 3"
    assert str(Refused("a.txt", "is empty")) == "a.txt: is empty"
