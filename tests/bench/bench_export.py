"""Exports of one store: N-Quads against the engine's own program, tables against N-Quads, and what they take.

usage: python -m tests.bench.bench_export [QUADS] [FORMAT…]

The engine's program is `oxigraph dump`, on the same graphs. Each runs in a process of its own, whose peak of
memory is told; ours is timed once it has started, which takes as long whatever it writes. With formats,
those alone are written. With `CASUS_BENCH`, a folder, the store is kept there and used again. Exits with 1
when a figure is worse than is asked for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from service.index import Index
from service.store import Store
from tests.bench.corpus import kept, of_quads

QUADS: Final = 1_000_000
FORMATS: Final = ("nq", "nq.gz", "nq.zst", "parquet", "csv.zst", "geojson.zst")
TABULAR: Final = ("parquet", "csv", "geojson")
ROUNDS: Final = 3
LOOK: Final = 0.02  # seconds between two looks at a process
OXIGRAPH: Final = Path(sys.executable).with_name("oxigraph")
LEAST_DUMP: Final = 0.9
EXPORT: Final = """
import sys
from time import perf_counter
import service.cli.export
from service.cli import run
start = perf_counter()
code = run(["export", "--store", sys.argv[1], sys.argv[2]])
print(perf_counter() - start)
sys.exit(code)
"""


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    quads = int(arguments[0]) if arguments else QUADS
    formats = tuple(arguments[1:]) or FORMATS
    with kept() as folder:
        held, claims = of_quads(folder / "store", quads), _indexed(folder / "store", formats)
        sys.stdout.write(f"{held:,} quads, {claims:,} claims\n")
        took: dict[str, float] = {}
        for _ in range(ROUNDS):
            for program in ("dump", *formats):
                seconds, peak = _dumped(folder) if program == "dump" else _exported(folder, program)
                took[program] = min(took.get(program, seconds), seconds)
                sys.stdout.write(f"  {program:<12} {seconds:>8.2f} s {peak:>6} MB at the most\n")
    fails = 0
    if "nq" in took:
        fails += _compared("N-Quads against oxigraph dump", took["dump"] / took["nq"], least=LEAST_DUMP)
        if "parquet" in took:
            fails += _compared("Parquet against N-Quads", took["nq"] / took["parquet"], least=1)
    return min(fails, 1)


def _compared(title: str, ratio: float, *, least: float) -> bool:
    sys.stdout.write(f"{title}: {ratio:.2f} of the rate, at least {least} is asked for\n")
    return ratio < least


def _indexed(folder: Path, formats: tuple[str, ...]) -> int:
    """Bring the index up to date where tables are to be written, and return how many claims it has."""
    if not any(name.startswith(TABULAR) for name in formats):
        return 0
    with closing(Store.open(folder)) as store, closing(Index.open(store)) as index, index.reading() as db:
        return int(db.execute("SELECT count(*) FROM claims").fetchone()[0])


def _dumped(folder: Path) -> tuple[float, int]:
    location, out = folder / "store" / "graphs", folder / "theirs.nq"
    start = time.perf_counter()
    peak, _ = _ran([str(OXIGRAPH), "dump", "--location", str(location), "--file", str(out)])
    took = time.perf_counter() - start
    out.unlink()
    return took, peak


def _exported(folder: Path, format_: str) -> tuple[float, int]:
    out = folder / "ours" / f"casus.{format_}"
    out.parent.mkdir()
    peak, printed = _ran([sys.executable, "-c", EXPORT, str(folder / "store"), str(out)])
    shutil.rmtree(out.parent)
    return float(printed.splitlines()[-1]), peak


def _ran(command: list[str]) -> tuple[int, str]:
    """Run a program, and return its peak of memory in MB and what it printed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(LOOK)
        assert process.stdout is not None
        printed = process.stdout.read()
    assert process.returncode == 0, command
    return peak, printed


def _peak(pid: int) -> int:
    """Return the most memory in MB that a process had so far; what it had of its parent does not count."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return 0 if found is None else int(found[1]) // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
