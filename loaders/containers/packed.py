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
# A file that unpacks to more than this is refused when it is so many times its size. Archives of pages and
# tables are some 5 to 30 times theirs, the most that the format can do is 1,032.
SMALL: Final = 100_000_000  # bytes
MOST_TIMES: Final = 200


def unpacked(stream: BinaryIO, *, source: str) -> io.BufferedReader:
    """Return what is in a compressed stream; reading it raises `Refused` where the compression is broken."""
    return io.BufferedReader(_Unpacked(stream, source), BUFFER)


class _Counted:
    """A stream, and how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        content = self._stream.read(size)
        self.count += len(content)
        return content


class _Unpacked(io.RawIOBase):
    """The bytes of a compressed stream."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._counted = _Counted(stream)
        self._packed = gzip.GzipFile(fileobj=cast("BinaryIO", self._counted))
        self._source = source
        self._read = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            # One read of the file: a longer one would lose what stands before a fault.
            content = self._packed.read1(len(view))
        except EOFError as error:
            raise Refused(self._source, "its compression breaks off", self._where()) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise Refused(self._source, "its compression is broken", self._where()) from error
        view[: len(content)] = content
        self._read += len(content)
        if self._read > SMALL and self._read > MOST_TIMES * self._counted.count:
            raise Refused(self._source, f"unpacks to more than {MOST_TIMES} times its size")
        return len(content)

    def _where(self) -> str:
        return f"byte {self._read} of its content"
