"""An answer of a web server as archives keep it: its status, its type, its body as before it was sent."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

from loaders.containers.formats import HEAD, Format, sniff
from loaders.errors import Refused

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
PLAIN: Final = frozenset({"", "identity"})
ZIPPED: Final = frozenset({"gzip", "x-gzip", "deflate"})
ANY_ZLIB: Final = zlib.MAX_WBITS | 32  # gzip or zlib, told by the first bytes
RAW_DEFLATE: Final = -zlib.MAX_WBITS  # what some servers send as deflate

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CHUNK_SIZE: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,12})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server answered; `status` is None where the answer has none."""

    status: int | None
    type: str
    charset: str | None
    body: bytes

    @property
    def is_page(self) -> bool:
        """Return whether it is a web page, by its type."""
        return self.type in HTML_TYPES or (not self.type and sniff(self.body[:HEAD], "") is Format.HTML)


def read_answer(content: bytes, *, limit: int) -> Answer:
    """Return an answer with its body unpacked.

    Raises:
        Refused: the body is larger than the limit, broken, or packed in a way that is not known.
    """
    end = _END_OF_HEAD.search(content)
    head = content if end is None else content[: end.start()]
    status = _STATUS.match(head)
    fields = _fields(head)
    answer = typed(b"" if end is None else content[end.end() :], fields.get("content-type", ""))
    read = Answer(
        status=int(status[1]) if status else None, type=answer.type, charset=answer.charset, body=answer.body
    )
    if read.status != 200 or not read.is_page:  # noqa: PLR2004 - HTTP's own word for success
        return read
    body = _joined(read.body) if "chunked" in fields.get("transfer-encoding", "").lower() else read.body
    body = unpacked_body(body, fields.get("content-encoding", ""), limit)
    return Answer(status=read.status, type=read.type, charset=read.charset, body=body)


def unpacked_body(body: bytes, packings: str, limit: int) -> bytes:
    """Return a body as it was before it was packed in the ways that its head lists.

    Raises:
        Refused: it is larger than the limit, broken, or packed in a way that is not known.
    """
    for packing in reversed(packings.lower().split(",")):
        body = _unpacked(body, packing.strip(), limit)
    return body


def typed(body: bytes, content_type: str) -> Answer:
    """Return a body without a head as an answer of a type: "text/html; charset=utf-8"."""
    charset = _CHARSET.search(content_type)
    return Answer(
        status=None,
        type=content_type.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        body=body,
    )


def _fields(head: bytes) -> dict[str, str]:
    pairs = (line.partition(":") for line in head.decode("latin-1").splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _joined(body: bytes) -> bytes:
    """Return a body that was sent in chunks; one whose crawler has joined them already is as it is."""
    chunks: list[bytes] = []
    position = 0
    while (size := _CHUNK_SIZE.match(body, position)) is not None:
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(chunks)
        chunks.append(body[start : start + length])
        position = start + length + (2 if body.startswith(b"\r\n", start + length) else 1)
    if chunks:
        raise Refused("", "its chunks break off")
    return body


def _unpacked(body: bytes, packing: str, limit: int) -> bytes:
    """Return a body as it was before it was packed; one whose crawler has unpacked it is as it is."""
    if packing in PLAIN or body.lstrip()[:1] == b"<":
        return body
    if packing not in ZIPPED:
        raise Refused("", f"is packed by {packing!r}, which is not read")
    try:
        return _inflated(body, ANY_ZLIB, limit)
    except zlib.error:
        pass
    try:
        return _inflated(body, RAW_DEFLATE, limit)
    except zlib.error as error:
        raise Refused("", "its compression is broken") from error


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    inflating = zlib.decompressobj(bits)
    content = inflating.decompress(body, limit + 1)
    if len(content) > limit:
        raise Refused("", f"larger than {limit:,} bytes (CASUS_MAX_DOCUMENT)")
    if not inflating.eof:
        raise Refused("", "its compression breaks off")
    return content
