"""The parts of a multipart body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING, Final

from service.problems import BadRequest, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS: Final = 100
EMPTY_LINE: Final = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part: its Content-Type and file name, if it says them, and what it holds."""

    content_type: str | None
    filename: str | None
    content: bytes


def parts(body: bytes, boundary: str | None) -> Iterator[Part]:
    """Yield the parts of a multipart body.

    Raises:
        BadRequest: it is none with this boundary.
        TooLarge: it has too many.
    """
    if not boundary:
        raise BadRequest("body", "its Content-Type names no boundary")
    line = re.compile(
        rb"\r?\n--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?=\r?\n|$)"
    )
    found = line.split(b"\n" + body, MOST_PARTS + 1)[1:]
    # The pieces alternate with what marks the last boundary.
    marks, pieces = found[::2], found[1::2]
    if marks[:1] == [b"--"]:
        raise BadRequest("body", "it has no parts")
    if b"--" not in marks:
        if len(pieces) > MOST_PARTS:
            raise TooLarge(f"a body may have {MOST_PARTS} parts", most=MOST_PARTS)
        raise BadRequest("body", "it is no multipart body that ends with its boundary")
    for piece in pieces[: marks.index(b"--")]:
        yield _part(piece)


def _part(piece: bytes) -> Part:
    head, *content = EMPTY_LINE.split(piece, 1)
    if not content:
        raise BadRequest("body", "one of its parts has no end of its headers")
    headers = BytesHeaderParser().parsebytes(head.lstrip(b"\r\n"))
    return Part(content_type=headers["content-type"], filename=headers.get_filename(), content=content[0])
