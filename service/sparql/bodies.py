"""The bodies of requests: read whole, unpacked, and never larger than they may be."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Final

from service.problems import BadRequest, Refusal, TooLarge, UnsupportedMedia

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

SECONDS: Final = 60.0  # a client that takes longer to send its request is not waited for
PIECE: Final = 262_144
ENCODINGS: Final = {"gzip", "x-gzip"}
GZIP: Final = 16 + zlib.MAX_WBITS
UTF_8: Final = {"utf-8", "utf8", "us-ascii"}


class RequestTimeout(Refusal):
    """The client took too long to send its request."""

    status = 408
    title = "The request took too long"


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaType:
    """What a Content-Type says: the type in lower case, and two of its parameters."""

    name: str
    charset: str | None = None
    boundary: str | None = None


def media_type(header: str | None) -> MediaType:
    """Return what a Content-Type says; the name is empty where it says nothing."""
    if not header:
        return MediaType(name="")
    message = Message()
    message["content-type"] = header
    name = header.partition(";")[0].strip().lower()
    return MediaType(name=name, charset=message.get_content_charset(), boundary=message.get_boundary())


async def read(request: Request, *, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        TooLarge: it is larger than it may be, packed or not.
        UnsupportedMedia: it is packed in another way than gzip.
        BadRequest: it is not what its Content-Encoding says.
        RequestTimeout: it did not come.
    """
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in _unpacked(request):
                size += len(piece)
                if size > most:
                    raise TooLarge(f"this may be {most:,} bytes long", most=most)
                pieces.append(piece)
    except TimeoutError:
        raise RequestTimeout(f"the request did not come within {SECONDS:g} seconds") from None
    return b"".join(pieces)


async def _unpacked(request: Request) -> AsyncIterator[bytes]:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        async for piece in request.stream():
            yield piece
    elif encoding in ENCODINGS:
        async for piece in _gunzipped(request):
            yield piece
    else:
        raise UnsupportedMedia(
            f"a body is not read that is packed as {encoding[:40]!r}", headers={"Accept-Encoding": "gzip"}
        )


async def _gunzipped(request: Request) -> AsyncIterator[bytes]:
    """Yield the contents of a gzip file, a piece at a time however little they are packed in."""
    unpacking = zlib.decompressobj(GZIP)
    try:
        async for packed in request.stream():
            rest = packed
            while rest:
                yield unpacking.decompress(rest, PIECE)
                rest = unpacking.unconsumed_tail
    except zlib.error:
        raise BadRequest("body", "it is no gzip file, as its Content-Encoding says") from None
    if not unpacking.eof or unpacking.unused_data:
        raise BadRequest("body", "it is no whole gzip file, as its Content-Encoding says")


def text(body: bytes, kind: MediaType) -> str:
    """Return a body as text.

    Raises:
        UnsupportedMedia: it says that it is not UTF-8.
        BadRequest: it is not.
    """
    if kind.charset is not None and kind.charset not in UTF_8:
        raise UnsupportedMedia(f"SPARQL is written in UTF-8, not in {kind.charset[:40]!r}")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("body", f"it is not UTF-8 at byte {error.start}") from None
