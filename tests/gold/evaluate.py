"""Extract every text of a folder in one process, and score the claims where the folder comes with a scorer.

usage: python -m tests.gold.evaluate FOLDER [--texts FOLDER] [--split half]

FOLDER holds `<id>.json`, with `published` where the day is known, and `<id>.txt`, unless
`--texts` keeps those elsewhere. A `score.py` in FOLDER or beside it is run with `--pred` and `--json`; then
its figures follow with intervals, of both halves with `--split half` (every other text), what went wrong by
cause, and what the confidences are worth. Without a scorer, a line a text says what was found.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.containers.text import decode
from loaders.document import extract
from loaders.errors import Refused
from loaders.json_form import as_json
from loaders.reading import read_article
from tests.gold.calibration import Judged, calibration
from tests.gold.causes import Causes
from tests.gold.intervals import report
from tests.gold.scorer import judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def main() -> int:
    """Return the scorer's exit code, or 0 when there is none; 1 when there is no text."""
    options = _options()
    texts = sorted((options.texts or options.folder).glob("*.txt"))
    if not texts:
        sys.stderr.write(f"no .txt in {options.texts or options.folder}\n")
        return 1
    scorer = _scorer(options.folder)
    found = {text.stem: _extracted(text, _published(options.folder / f"{text.stem}.json")) for text in texts}
    if scorer is None:
        sys.stdout.writelines(_summary(name, document) for name, document in found.items())
        return 0
    with tempfile.TemporaryDirectory() as folder:
        code, counts = _scored(scorer, options, found, Path(folder))
    _tell(_reports(options, counts, found))
    return code


def _scored(
    scorer: Path, options: argparse.Namespace, found: Mapping[str, Any], folder: Path
) -> tuple[int, dict[str, dict[str, int]]]:
    """Run the scorer, which prints its own table; return its exit code and its counts by text."""
    figures, predictions = folder / "figures.json", folder / "predictions"
    predictions.mkdir()
    for name, document in found.items():
        (predictions / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    elsewhere = [] if options.texts is None else ["--texts", options.texts]
    command = [sys.executable, scorer, options.folder, "--pred", predictions, "--json", figures, *elsewhere]
    code = subprocess.run(command, check=False).returncode
    if not figures.is_file():
        return code, {}
    per_file = json.loads(figures.read_text(encoding="utf-8"))["per_file"]
    return code, {name: metrics["counts"] for name, metrics in sorted(per_file.items())}


def _reports(
    options: argparse.Namespace, counts: Mapping[str, dict[str, int]], found: Mapping[str, Any]
) -> Iterator[str]:
    if not counts:
        return
    rows = list(counts.values())
    yield from report("all", rows)
    if options.split == "half" and len(rows) > 1:
        yield from report("first half", rows[0::2])
        yield from report("second half", rows[1::2])
    causes, judgements = Causes(), list[Judged]()
    for name in counts:
        gold = json.loads((options.folder / f"{name}.json").read_text(encoding="utf-8"))
        causes.add(name, gold, found[name])
        judgements += [
            Judged(text=name, confidence=claim["confidence"], is_right=is_right)
            for claim, is_right in zip(found[name]["claims"], judged(gold, found[name]), strict=True)
            if is_right is not None
        ]
    yield from causes.report()
    yield calibration(judgements)


def _tell(lines: Iterable[str]) -> None:
    sys.stdout.flush()
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Extract every text of a folder, and score the claims found."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="where the texts are, if not beside the gold"
    )
    parser.add_argument("--split", choices=["half"], help="report both halves too")
    return parser.parse_args()


def _scorer(folder: Path) -> Path | None:
    candidates = (folder / "score.py", folder.resolve().parent / "score.py")
    return next((path for path in candidates if path.is_file()), None)


def _published(gold: Path) -> str | None:
    if not gold.is_file():
        return None
    published: str | None = json.loads(gold.read_text(encoding="utf-8")).get("published")
    return published


def _extracted(path: Path, published: str | None) -> dict[str, Any]:
    """Return what `casus extract` prints for this text; no claims when the text is refused, which is told."""
    try:
        text = decode(path.read_bytes(), source=str(path))
        article, warnings = read_article(text, published=published)
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return {"claims": [], "statements": []}
    return as_json(extract(article, warnings=warnings))


def _summary(name: str, found: dict[str, Any]) -> str:
    types = Counter(claim["type"] for claim in found["claims"])
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(types.items()))
    return (
        f"{name}: {len(found['statements'])} statements, {len(found['claims'])} claims ({counts or 'none'})\n"
    )


if __name__ == "__main__":
    sys.exit(main())
