"""The characters of a web page: which encoding its bytes are in, and where they are not in it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

HEAD: Final = 4096  # bytes in which a page names its encoding; browsers look at 1,024
FALLBACK: Final = "cp1252"  # as browsers do

# Encodings of the web (encoding.spec.whatwg.org) as Python names them: a superset is meant by many a name.
_SUPERSETS: Final = {
    "ascii": "cp1252", "usascii": "cp1252", "latin1": "cp1252", "iso88591": "cp1252", "gb2312": "gb18030",
    "gbk": "gb18030", "eucjp": "euc_jp", "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932",
    "euckr": "cp949", "ksc56011987": "cp949", "big5": "big5hkscs", "iso88599": "cp1254", "iso885911": "cp874",
    "tis620": "cp874", "windows874": "cp874", "macintosh": "mac_roman", "xmaccyrillic": "mac_cyrillic",
}  # fmt: skip
# The others, and where their numbers go.
_FAMILIES: Final = (
    (re.compile(r"(?:windows|cp)(125\d)"), "cp{}"),
    (re.compile(r"iso8859([2-8]|1[03456])e?"), "iso8859_{}"),
    (re.compile(r"koi8([ru])"), "koi8_{}"),
    (re.compile(r"(?:ibm|cp)(866)"), "cp{}"),
    (re.compile(r"(gb18030|iso2022_?jp)"), "{}"),
    (re.compile(r"utf(8)"), "utf_{}"),
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\s[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """A page's characters; `fault` is where the first bytes stand that are not in `encoding`: U+FFFD now."""

    text: str
    encoding: str
    fault: int | None = None


def decode_page(data: bytes, *, header: str | None = None) -> Decoded:
    """Return a page's characters, whatever its bytes.

    A byte order mark tells the encoding. Else what reads as UTF-8 and needs more than ASCII is UTF-8,
    whatever is declared: in no other encoding do longer texts read so. Else the `header` of the answer or the
    page names it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, len(mark))
    declared = python_name(header) or _declared(data)
    if not data.isascii():
        decoded = _decoded(data, "utf_8", 0)
        if decoded.fault is None or declared == "utf_8":
            return decoded
    return _decoded(data, declared or FALLBACK, 0)


def python_name(label: str | None) -> str | None:
    """Return Python's name of an encoding of the web, None for any other label."""
    key = re.sub(r"[\W_]", "", label or "").lower()
    matches = ((pattern.fullmatch(key), form) for pattern, form in _FAMILIES)
    return _SUPERSETS.get(key) or next((form.format(match[1]) for match, form in matches if match), None)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, HEAD)
    return None if match is None else python_name(match[1].decode("ascii", "replace"))


def _decoded(data: bytes, encoding: str, offset: int) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        return Decoded(text=data.decode(encoding, "replace"), encoding=encoding, fault=error.start + offset)
