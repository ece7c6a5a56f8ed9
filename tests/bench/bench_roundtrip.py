"""Exports in every format of RDF, each read into an empty store, which must hold the same graph.

usage: python -m tests.bench.bench_roundtrip [QUADS] [FORMAT…]

The graphs are compared as sets of canonical N-Quads lines, by how many there are and by the sum of their
SHA-256; there are no blank nodes. Exits with 1 when one differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from service.exports.formats import NAMES_GRAPHS, RDF, SUFFIXES, Format
from service.store import Store
from tests.bench.corpus import kept, of_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

QUADS: Final = 1_000_000
PACKING: Final = ".zst"


@dataclass(frozen=True, slots=True)
class Graph:
    """How many lines a graph has, and the sum of their hashes."""

    size: int
    sum: int


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    quads = int(arguments[0]) if arguments else QUADS
    formats = [Format(name) for name in arguments[1:]] or list(RDF)
    with kept() as folder:
        held = of_quads(folder / "store", quads)
        sys.stdout.write(f"{held:,} quads\n")
        expected = _of_store(folder / "store", folder / "held.nq")
        return int(sum(_differs(folder, format_, expected) for format_ in formats) > 0)


def _differs(folder: Path, format_: Format, expected: tuple[Graph, Graph]) -> bool:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        out = Path(name) / f"casus{SUFFIXES[format_]}"
        start = time.perf_counter()
        command = [sys.executable, "-m", "service.cli", "export", "--store", str(folder / "store"), str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        exported = time.perf_counter()
        with closing(Store.open(Path(name) / "empty", bare=True)) as empty:
            empty.graphs.bulk_load(path=str(out), format=RDF[format_])
            read = time.perf_counter()
            size = out.stat().st_size
            out.unlink()
            empty.graphs.dump(str(out), ox.RdfFormat.N_QUADS)
        with out.open("rb") as lines:
            found = _graph(lines)
    is_same = found == expected[0 if format_ in NAMES_GRAPHS else 1]
    sys.stdout.write(
        f"  {format_:<10} {size / 1e6:>7,.0f} MB, exported in {exported - start:>5.1f} s, read in "
        f"{read - exported:>5.1f} s: {found.size:,} quads, {'the same' if is_same else 'NOT the same'}\n"
    )
    return not is_same


def _of_store(folder: Path, out: Path) -> tuple[Graph, Graph]:
    """Return the graphs of a store, and their union."""
    with closing(Store.open(folder)) as store:
        store.graphs.dump(str(out), ox.RdfFormat.N_QUADS)
    with out.open("rb") as lines:
        graphs = _graph(lines)
    with out.open("rb") as lines:
        union = _graph(line.rsplit(b" ", 2)[0] + b" .\n" for line in lines)
    out.unlink()
    return graphs, union


def _graph(lines: Iterable[bytes]) -> Graph:
    size = total = 0
    for line in lines:
        size += 1
        total += int.from_bytes(sha256(line).digest()[:16], "big")
    return Graph(size, total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
