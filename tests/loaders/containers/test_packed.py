"""Compressed files: what is in them, unless it is out of all proportion."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from loaders.containers import packed
from loaders.containers.packed import unpacked
from loaders.containers.table import MOST_EMPTY, Dialect, Line, read_lines
from loaders.errors import Refused

ZEROS = gzip.compress(bytes(10_000_000))


def test_a_file_that_unpacks_to_far_more_than_its_size_is_read_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packed, "SMALL", 1_000_000)
    raw = io.BytesIO(gzip.compress(bytes(50_000_000)))
    stream = unpacked(raw, source="a.gz")

    with pytest.raises(Refused, match=r"a\.gz: unpacks to more than 200 times its size"):
        stream.read()

    assert raw.tell() < 20_000


def test_a_small_file_may_unpack_to_however_many_times_its_size() -> None:
    assert unpacked(io.BytesIO(ZEROS), source="a.gz").read() == bytes(10_000_000)


def test_a_large_file_of_the_usual_proportion_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "SMALL", 100_000)
    rows = b"".join(b"%d;Zubrivka;%d\n" % (number, number % 7) for number in range(50_000))

    assert unpacked(io.BytesIO(zlib.compress(rows, 9, 31)), source="a.gz").read() == rows


def test_endless_empty_lines_of_a_table_are_given_up() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n" + b"\n" * (MOST_EMPTY + 1))
    found = read_lines(stream, Dialect(), source="a.csv", encoding=None)

    assert [next(found), next(found)] == [Line(number=1, cells=["a", "b"]), Line(number=2, cells=["1", "2"])]
    with pytest.raises(Refused, match=r"a\.csv: has more than 100,000 empty lines at line 100003"):
        next(found)
