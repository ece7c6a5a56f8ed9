"""Loads of rows and articles: against the engine's own loader, in two processes, again, and as they grow.

usage: python -m tests.bench.bench_load [ROWS] [ARTICLES] [DOCUMENTS]

The engine's loader is the program `oxigraph load`, on the N-Quads of the same graph. CPU time stands beside
the time of the clock, for machines on which others work too.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Engine  # noqa: TID251 - what is on disk

from loaders.containers.text import decode
from loaders.reading import read_article
from service.jobs import job_for
from service.work import done_in_order
from tests.bench.ged_rows import write_rows
from tests.bench.stories import write_stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.extraction import Job

ROWS: Final = 10_000
ARTICLES: Final = 200
DOCUMENTS: Final = 20_000
OXIGRAPH: Final = Path(sys.executable).with_name("oxigraph")
LEAST_ROWS: Final = 0.5
LEAST_PROCESSES: Final = 1.7
LEAST_AGAIN: Final = 20
MOST_GROWTH: Final = 1.2
WARMING: Final = 60
# A process of its own tells its peak and what it took.
LOAD: Final = """
import json, resource, sys
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time
from service.ingest import Options, Watcher, load
from service.store import Store
with closing(Store.open(Path(sys.argv[2]))) as store:
    start, begun = perf_counter(), process_time()
    report = load([sys.argv[1]], store, Options(workers=int(sys.argv[3])), Watcher())
    took, cpu = perf_counter() - start, process_time() - begun
told = {"documents": report.documents, "unchanged": report.unchanged, "took": took}
told |= {"cpu": cpu, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
print(json.dumps(told))
"""


def main(arguments: list[str]) -> None:
    """Print the figures, each beside what is wanted of it."""
    rows, articles, documents = (*map(int, arguments), *(ROWS, ARTICLES, DOCUMENTS)[len(arguments) :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _rows(folder, rows)
        _articles(folder, articles)
        _growth(folder, documents)


def _rows(folder: Path, rows: int) -> None:
    """Tell how fast rows are mapped and stored, and how fast they are passed over the second time."""
    path, store = write_rows(folder / "rows.csv", rows), folder / "rows"
    first = _load(path, store)
    again = _load(path, store)
    dump = folder / "rows.nq"
    Engine.read_only(str(store / "graphs")).dump(dump, RdfFormat.N_QUADS)
    with dump.open("rb") as stream:
        quads = sum(1 for _ in stream)
    took, cpu = _oxigraph(dump, folder / "engine")
    sys.stdout.write(f"{rows:,} rows, {quads:,} quads\n")
    _tell(
        "casus load", f"{first['took']:.1f} s, {quads / first['took']:,.0f} quads/s, CPU {first['cpu']:.1f} s"
    )
    _tell("oxigraph load", f"{took:.1f} s, {quads / took:,.0f} quads/s, CPU {cpu:.1f} s")
    _tell("ratio", f"{took / first['took']:.2f} (CPU {cpu / first['cpu']:.2f}), at least {LEAST_ROWS}")
    _tell("again", f"{first['took'] / again['took']:,.0f} times faster, at least {LEAST_AGAIN}")


def _articles(folder: Path, articles: int) -> None:
    """Tell what a second process gives, storing excluded, and how fast articles are passed over."""
    path = write_stories(folder / "articles", articles)
    first = _load(path, folder / "read")
    again = _load(path, folder / "read")
    sys.stdout.write(f"{articles:,} articles\n")
    _tell("casus load", f"{articles / first['took']:,.1f} a second, CPU {first['cpu']:.1f} s")
    _tell("again", f"{first['took'] / again['took']:,.0f} times faster, at least {LEAST_AGAIN}")
    one, two = (_extracted(path, workers=workers) for workers in (1, 2))
    _tell("two processes", f"{one / two:.2f} times one, at least {LEAST_PROCESSES}")


def _extracted(folder: Path, *, workers: int) -> float:
    """Return the seconds that extraction takes once every process has its language model."""
    jobs = list(_jobs(folder))
    with closing(done_in_order([*jobs[:1] * WARMING, *jobs], workers=workers)) as results:
        for _ in range(WARMING):
            next(results)
        start = perf_counter()
        for _ in results:
            pass
        return perf_counter() - start


def _jobs(folder: Path) -> Iterator[Job]:
    for path in sorted(folder.glob("*.txt")):
        article, warnings = read_article(decode(path.read_bytes(), source=path.name), published="2024-12-03")
        yield job_for(article, warnings, source=path.name, base="https://bench.example/id/")


def _growth(folder: Path, documents: int) -> None:
    """Tell how memory grows with ten times the documents: rows, and so short articles that all is storing."""
    sys.stdout.write(f"memory, {documents // 10:,} and {documents:,} documents\n")
    for what in ("rows", "articles"):
        peaks: list[int] = []
        for count in (documents // 10, documents):
            if what == "rows":
                path = write_rows(folder / f"{count}.csv", count)
            else:
                path = folder / f"{count}.jsonl"
                _write_lines(path, count)
            peaks.append(_load(path, folder / f"{what}-{count}")["memory"])
        growth = peaks[1] / peaks[0]
        _tell(what, f"{peaks[0]} and {peaks[1]} MB: {growth:.2f} times, at most {MOST_GROWTH}")


def _write_lines(path: Path, count: int) -> None:
    """Write articles in French, which are read and compared with each other, but make no claims."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            words = " ".join(
                f"le communiqué {number} parle du mot {number * 31 + word}" for word in range(12)
            )
            told = {
                "text": words.capitalize() + ".",
                "language": "fr",
                "url": f"https://news.example/{number}",
            }
            stream.write(json.dumps(told) + "\n")


def _load(path: Path, store: Path, *, workers: int = 1) -> dict[str, Any]:
    command = [sys.executable, "-c", LOAD, str(path), str(store), str(workers)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def _oxigraph(dump: Path, folder: Path) -> tuple[float, float]:
    """Return the seconds, of the clock and of the processor, that the engine's own loader takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run([OXIGRAPH, "load", "-l", folder, "-f", dump], capture_output=True, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return perf_counter() - start, cpu


def _tell(what: str, figures: str) -> None:
    sys.stdout.write(f"  {what:<16} {figures}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
