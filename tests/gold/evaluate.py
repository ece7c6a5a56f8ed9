"""Extract every text of a folder in one process, and score the claims where the folder comes with a scorer.

usage: evaluate.py FOLDER [--texts FOLDER]

FOLDER holds `<id>.json`, with `published` where the day is known, and `<id>.txt`, unless
`--texts` keeps those elsewhere. A `score.py` in FOLDER or beside it is run with `--pred`; without one, a line
a text says what was found.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from loaders.containers.text import decode
from loaders.document import extract
from loaders.errors import Refused
from loaders.json_form import as_json
from loaders.reading import read_article


def main() -> int:
    """Return the scorer's exit code, or 0 when there is none; 1 when there is no text."""
    options = _options()
    texts = sorted((options.texts or options.folder).glob("*.txt"))
    if not texts:
        sys.stderr.write(f"no .txt in {options.texts or options.folder}\n")
        return 1
    scorer = _scorer(options.folder)
    with tempfile.TemporaryDirectory() as predictions:
        for text in texts:
            found = _extracted(text, _published(options.folder / f"{text.stem}.json"))
            Path(predictions, f"{text.stem}.json").write_text(json.dumps(found), encoding="utf-8")
            if scorer is None:
                sys.stdout.write(_summary(text.stem, found))
        if scorer is None:
            return 0
        elsewhere = [] if options.texts is None else ["--texts", options.texts]
        command = [sys.executable, scorer, options.folder, "--pred", predictions, *elsewhere]
        return subprocess.run(command, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Extract every text of a folder, and score the claims found."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="where the texts are, if not beside the gold"
    )
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
