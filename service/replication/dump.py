"""The origin's changes as one file, which a copy that is far behind takes instead of asking for each."""

from __future__ import annotations

import shutil
from base64 import b64encode
from hashlib import file_digest
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import zstandard

from service.exports.batches import batches
from service.replication.origin import OriginFailed, Page, page_of
from service.store import failures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse
    from pathlib import Path

    from service.replication.origin import Origin

FOLDER: Final = "dump"
NAME: Final = "casus.jsonl.zst"
BLOCK: Final = 1 << 20


class Dump:
    """The file in the copy's folder; what was fetched before a break stays."""

    def __init__(self, origin: Origin, folder: Path) -> None:
        self._origin = origin
        self._folder = folder / FOLDER
        self._file = self._folder / NAME
        self._names = self._folder / "names"  # the file's ETag, then its digest, as the origin tells them

    def fetch(self) -> bool:
        """Fetch the file, or what lacks of it; return whether it is there: not while it is being built.

        Raises:
            OriginFailed: it breaks off, or is not what the origin says it is.
            StoreFailed: it cannot be written.
        """
        with failures(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            held = self._file.stat().st_size if self._file.exists() else 0
            asked = {"Range": f"bytes={held}-", "If-Range": self._told()[0]} if held else {}
            answer = self._origin.file(f"/exports/{NAME}", asked)
            try:
                if answer.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                    self._write(answer)
                elif answer.status != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    return False
            finally:
                self._origin.close()  # what of an answer is not read would come before the next
            self._check()
            return True

    def pages(self, *, after: int, size: int) -> Iterator[Page]:
        """Yield the changes of the file with higher numbers, so many at a time."""
        with self._file.open("rb") as stream:
            lines = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
            for some in batches(_lines(lines), size):
                page = page_of(some)
                if page.last > after:
                    new = tuple(change for change in page.changes if (change[0].seq or 0) > after)
                    yield Page(changes=new, state=page.state)

    def remove(self) -> None:
        """Remove the file."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, answer: HTTPResponse) -> None:
        is_rest = answer.status == HTTPStatus.PARTIAL_CONTENT
        if not is_rest:
            self._file.unlink(missing_ok=True)
            told = answer.headers["ETag"], answer.headers["Repr-Digest"]
            self._names.write_text("\n".join(told), encoding="ascii")
        with self._file.open("ab") as out:
            for block in self._origin.blocks(answer):
                out.write(block)

    def _told(self) -> tuple[str, str]:
        tag, digest = self._names.read_text(encoding="ascii").split("\n")
        return tag, digest

    def _check(self) -> None:
        with self._file.open("rb") as whole:
            digest = b64encode(file_digest(whole, "sha256").digest()).decode()
        if self._told()[1] != f"sha-256=:{digest}:":
            self.remove()
            raise OriginFailed(f"{self._origin.address} sent another {NAME} than it says")


def _lines(stream: zstandard.ZstdDecompressionReader) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(BLOCK):
        *lines, rest = (rest + block).split(b"\n")
        yield from lines
