"""Which characters the bytes of a page are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.containers.page_encoding import Decoded, decode_page, python_name

WORDS = "Бригада відбила атаку"
SPANISH = "La brigada atacó; «nada más»"
META = '<meta charset="{}">'
LONG_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("data", "header", "text", "encoding"),
    [
        (WORDS.encode(), None, WORDS, "utf_8"),
        (WORDS.encode(), "windows-1251", WORDS, "utf_8"),
        (WORDS.encode("utf-8-sig"), "windows-1251", WORDS, "utf_8"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), None, WORDS, "utf_16_le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), None, WORDS, "utf_16_be"),
        (WORDS.encode("cp1251"), "windows-1251", WORDS, "cp1251"),
        (SPANISH.encode("cp1252"), None, SPANISH, "cp1252"),
        (SPANISH.encode("cp1252"), "iso-8859-1", SPANISH, "cp1252"),
        (b"plain", None, "plain", "cp1252"),
        ("言葉".encode("iso2022_jp"), "ISO-2022-JP", "言葉", "iso2022jp"),
        (
            META.format("koi8-u").encode() + WORDS.encode("koi8-u"),
            None,
            META.format("koi8-u") + WORDS,
            "koi8_u",
        ),
        (
            LONG_META.format("cp1251").encode() + WORDS.encode("cp1251"),
            None,
            LONG_META.format("cp1251") + WORDS,
            "cp1251",
        ),
        (
            META.format("hex").encode() + SPANISH.encode("cp1252"),
            None,
            META.format("hex") + SPANISH,
            "cp1252",
        ),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(
    data: bytes, header: str | None, text: str, encoding: str
) -> None:
    assert decode_page(data, header=header) == Decoded(text=text, encoding=encoding)


def test_bytes_of_another_encoding_are_marked_and_told() -> None:
    data = META.format("utf-8").encode() + b"caf\xe9"

    assert decode_page(data) == Decoded(text=META.format("utf-8") + "caf\ufffd", encoding="utf_8", fault=25)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF-8", "utf_8"),
        ("ISO-8859-1", "cp1252"),
        ("iso_8859-5", "iso8859_5"),
        ("Shift_JIS", "cp932"),
        ("gb2312", "gb18030"),
        ("IBM866", "cp866"),
        ("zlib", None),
        ("punycode", None),
        ("iso-8859-12", None),
        ("", None),
        (None, None),
    ],
)
def test_only_encodings_of_the_web_are_known(label: str | None, name: str | None) -> None:
    assert python_name(label) == name
    assert name is None or b"a".decode(name) == "a"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "windows-1251", "shift_jis", "gbk", "big5"]))
def test_whatever_the_bytes_they_are_characters(data: bytes, header: str | None) -> None:
    decoded = decode_page(data, header=header)

    assert (decoded.fault is None) <= (decoded.text.encode(decoded.encoding, "replace") is not None)
    assert decoded.fault is None or "\ufffd" in decoded.text
