"""The text of a plain-text document, as characters that offsets can refer to."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO, Final

from loaders.containers.container import whole
from loaders.containers.page import Page
from loaders.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.containers.container import Container

TEXT_CONTROLS: Final = frozenset("\t\n\v\f\r")
# Byte order marks of wide encodings; that of UTF-32 LE begins as the one of UTF-16 LE.
WIDE_MARKS: Final = (codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def pages(stream: BinaryIO, container: Container) -> Iterator[Page]:
    """Yield the one document that a text is; raise `Refused` for one that cannot be read."""
    data = whole(stream, container)
    yield Page(text=decode(data, source=container.source, encoding=container.encoding))


def decode(data: bytes, *, source: str, encoding: str | None = None) -> str:
    """Return the text of a document: UTF-8 unless an encoding is named.

    A byte order mark is dropped; every other character stays, line ends too.

    Raises:
        Refused: the document is empty or binary, or is not in its encoding, or no encoding has that name.
    """
    if not data:
        raise Refused(source, "is empty")
    text = _as_utf8(data, source) if encoding is None else _as_encoding(data, source, encoding)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise Refused(source, "is empty")
    refuse_binary(text, source)
    return text


def refuse_binary(text: str, source: str) -> None:
    """Raise `Refused` for a text with control characters that no text has."""
    for position, character in enumerate(text):
        if character < " " and character not in TEXT_CONTROLS:
            raise Refused(
                source, f"is binary: control character U+{ord(character):04X}", f"character {position}"
            )


def _as_utf8(data: bytes, source: str) -> str:
    if data.startswith(WIDE_MARKS):
        raise Refused(source, "is UTF-16 or UTF-32; name its encoding to have it read")
    zero = data.find(0)
    if zero >= 0:
        raise Refused(source, "is binary: zero", f"byte {zero}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(source, "invalid UTF-8", f"byte {error.start}") from error


def _as_encoding(data: bytes, source: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(source, f"invalid {encoding}", f"byte {error.start}") from error
    except (LookupError, ValueError) as error:
        raise Refused(source, f"{encoding!r} is no known text encoding") from error
