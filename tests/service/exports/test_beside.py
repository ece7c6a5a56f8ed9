"""Files that a thread writes: what was given is there, and what goes wrong is told."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from service.exports import beside
from service.exports.beside import Beside
from service.exports.packing import packed

if TYPE_CHECKING:
    from pathlib import Path


def test_all_that_was_given_is_written_and_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "SYNC", 7)
    pieces = [bytes([number]) * number for number in range(100)]
    whole = b"".join(pieces)

    with packed(tmp_path / "file.nq") as out:
        for piece in pieces:
            out.stream.write(piece)

    assert (tmp_path / "file.nq").read_bytes() == whole
    told = out.written(count=3)
    assert (told.name, told.bytes, told.sha256, told.count) == (
        "file.nq",
        len(whole),
        sha256(whole).hexdigest(),
        3,
    )


def test_a_full_disk_is_told_to_who_writes_on() -> None:
    file = Beside(io.FileIO("/dev/full", "w"))

    def write_on() -> None:
        while True:
            file.write(b"x" * 1000)

    with pytest.raises(OSError, match="No space left on device"):
        write_on()
    with pytest.raises(OSError, match="No space left on device"):
        file.close()
    assert file.closed


def test_a_file_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def break_off() -> None:
        with packed(tmp_path / "file.nq.zst") as out:
            out.stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert list(tmp_path.iterdir()) == []
