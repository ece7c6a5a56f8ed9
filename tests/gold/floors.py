"""Below which figures the extraction may not fall on the project's own gold set.

usage: python -m tests.gold.floors [--write] [--lower]

Prints what is measured beside the floors. `--write` sets each floor to what is measured less the margin,
and pins the digest of the gold set; a floor that would fall is kept, unless `--lower` says that it may.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Final

from loaders.containers.text import decode
from loaders.document import extract
from loaders.json_form import as_json
from loaders.reading import read_article
from tests.gold.scorer import Tally, score

HERE: Final = Path(__file__).parent
SAMPLES: Final = (HERE / "pentagon", HERE / "texts")  # the articles of seeds/ that are annotated
FOLDERS: Final = (*SAMPLES, HERE / "newsrooms")
FLOORS: Final = HERE / "floors.json"
MARGIN: Final = 3.0  # points: less than one claim in thirty


def digest() -> str:
    """Return a hash over the names and bytes of the gold set's files."""
    found = hashlib.sha256()
    for path in (path for folder in FOLDERS for path in sorted(folder.iterdir())):
        found.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def measured() -> dict[str, float]:
    """Return the figures of the extraction over the whole gold set."""
    tally = Tally()
    for path in (path for folder in FOLDERS for path in sorted(folder.glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        tally += score(gold, extracted(path.with_suffix(".txt"), gold["published"]))
    return tally.figures()


def extracted(path: Path, published: str) -> dict[str, Any]:
    """Return what `casus extract` prints for a text published on that day."""
    text = decode(path.read_bytes(), source=str(path))
    article, warnings = read_article(text, published=published)
    return as_json(extract(article, warnings=warnings))


def pinned() -> dict[str, Any]:
    """Return the pinned digest and floors."""
    kept: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return kept


def raised(floors: dict[str, float], figures: dict[str, float], *, lower: bool) -> dict[str, float]:
    """Return the floors that follow from the figures; none falls unless it may."""
    follow = {name: round(max(0.0, figure - MARGIN), 1) for name, figure in figures.items()}
    if lower:
        return follow
    return {name: max(floor, floors.get(name, 0.0)) for name, floor in follow.items()}


def main() -> int:
    """Print the figures beside the floors, and write the floors where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure the extraction against its floors.")
    parser.add_argument("--write", action="store_true", help="set the floors by what is measured")
    parser.add_argument("--lower", action="store_true", help="let a floor fall")
    options = parser.parse_args()
    figures, floors = measured(), pinned()["floors"]
    for name, figure in figures.items():
        sys.stdout.write(f"{name:8} {figure:5.1f}   floor {floors.get(name, 0.0):5.1f}\n")
    if options.write:
        kept = {"digest": digest(), "floors": raised(floors, figures, lower=options.lower)}
        FLOORS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
