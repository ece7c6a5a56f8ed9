"""Files compressed by gzip, read as what is in them."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from typing_extensions import override

from loaders.errors import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BUFFER: Final = 65_536


def unpacked(stream: BinaryIO, *, source: str) -> io.BufferedReader:
    """Return what is in a compressed stream; reading it raises `Refused` where the compression is broken."""
    return io.BufferedReader(_Unpacked(stream, source), BUFFER)


class _Unpacked(io.RawIOBase):
    """The bytes of a compressed stream."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._packed = gzip.GzipFile(fileobj=stream)
        self._source = source
        self._read = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        try:
            count = self._packed.readinto(cast("bytearray", buffer))
        except EOFError as error:
            raise Refused(self._source, "its compression breaks off", self._where()) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise Refused(self._source, "its compression is broken", self._where()) from error
        self._read += count
        return count

    def _where(self) -> str:
        return f"byte {self._read} of its content"
