"""Load the datasets' files of a folder, each into a new store, and compare its numbers with the file's.

usage: python -m tests.datasets.extracts FOLDER

Every file whose header tells a dataset is loaded as `casus load` does it; a line a column tells count and sum
as SPARQL gives them. Exits with 1 where they are not those that plain Python computes, or a load failed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loaders.datasets import HEAD, recognised
from service.ingest import Options, Watcher, load
from service.store import Store
from tests.datasets.columns import columns_of, plain_numbers, plain_rows, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.errors import Refused
    from service.ingest import Report

SHOWN: Final = 5  # refusals that are told in full


def main(arguments: list[str]) -> int:
    """Return the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m tests.datasets.extracts FOLDER\n")
        return 2
    good = True
    for path in sorted(Path(arguments[0]).iterdir()):
        with path.open("rb") as stream:
            dataset = recognised(stream.read(HEAD))
        if dataset is None:
            sys.stdout.write(f"{path.name}: of no dataset that is known by its header\n")
            continue
        with tempfile.TemporaryDirectory() as folder:
            good = _compared(path, dataset, Path(folder) / "store") and good
    return 0 if good else 1


def _compared(path: Path, dataset: str, folder: Path) -> bool:
    """Load one file, tell what became of it, and return whether its numbers are those of the file."""
    store = Store.open(folder, base="https://extracts.example/id/")
    try:
        bad: list[Refused] = []
        report = load([str(path)], store, Options(format=dataset), Watcher(refused=bad.append))
        sys.stdout.writelines(_told(path, dataset, report))
        rows = plain_rows(dataset, path.read_text(encoding="utf-8-sig"))
        refused = {one.position for one in bad}
        equal = not report.failed
        for column in columns_of(dataset):
            numbers = plain_numbers(column, rows, refused=refused)
            count, total = stored(column, store)
            is_same = (count, total) == (len(numbers), sum(numbers))
            verdict = (
                "as in the file" if is_same else f"BUT {len(numbers):,} and {sum(numbers):,} in the file"
            )
            sys.stdout.write(f"  {column.name}: {count:,} numbers, sum {total:,}; {verdict}\n")
            equal = equal and is_same
    finally:
        store.close()
    return equal


def _told(path: Path, dataset: str, report: Report) -> Iterator[str]:
    yield f"{path.name}: {dataset}, {report.documents:,} documents, {report.claims:,} claims, "
    yield f"{report.left_aside.total():,} left aside, {report.refusals:,} refused\n"
    for (_, reason), rows in report.left_aside.items():
        yield f"  left aside: {rows:,} rows: {reason}\n"
    for one in report.refused[:SHOWN]:
        yield f"  refused {one}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
