"""Fit the weights of a claim's confidence on annotated texts, and tell how much they know.

usage: python -m tests.gold.calibrate [FOLDER[=TEXTS]]... [--write]

Each FOLDER holds `<id>.json` as tests/gold/texts does, with `<id>.txt` beside it or in TEXTS. Without one,
the project's own texts are read. What is printed was measured in five parts, each weighed by what the other
four taught; `--write` then fits on all of them and writes the weights that the extraction reads.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from loaders.containers.text import decode
from loaders.document import extract
from loaders.extract.confidence import BASE, features
from loaders.json_form import as_json
from loaders.reading import read_article
from tests.gold.calibration import Judged, calibration
from tests.gold.floors import FOLDERS
from tests.gold.scorer import judged

HEAD: Final = (
    "# What each feature adds to the logarithm of a claim's odds; `python -m tests.gold.calibrate` wrote it."
)
TARGET: Final = Path(__file__).parents[2] / "loaders" / "extract" / "confidence.toml"
PARTS: Final = 5
PULL: Final = 4.0  # how strongly a weight is drawn to nought: 1 to 10 measured alike
STEPS: Final = 4000
FREE: Final = (
    "type:",
    "kind:",
    "status:",
    "zone:",
)  # these may speak for a claim, the others only against it

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A claim of a text: its features, and whether it was strictly right."""

    text: str
    features: dict[str, float]
    is_right: bool


def examples(folder: Path, texts: Path) -> list[Example]:
    """Return the claims extracted from every annotated text of a folder."""
    return [example for path in sorted(folder.glob("*.json")) for example in _examples(path, texts)]


def _examples(path: Path, texts: Path) -> list[Example]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    text = decode((texts / f"{path.stem}.txt").read_bytes(), source=path.stem)
    article, warnings = read_article(text, published=gold["published"])
    document = extract(article, warnings=warnings)
    count = Counter(claim.statement for claim in document.claims)
    return [
        Example(
            text=path.stem,
            features=features(claim, document.statements[claim.statement], alone=count[claim.statement] == 1),
            is_right=is_right,
        )
        for claim, is_right in zip(document.claims, judged(gold, as_json(document)), strict=True)
        if is_right is not None
    ]


def fitted(row: list[Example]) -> dict[str, float]:
    """Return the weights that make the examples likeliest, none of a doubt above nought."""
    names = sorted({name for example in row for name in example.features})
    table = np.array([[example.features.get(name, 0.0) for name in names] for example in row])
    right = np.array([float(example.is_right) for example in row])
    doubts = np.array([not name.startswith(FREE) for name in names])
    weights: Floats = np.zeros(len(names))
    base = float(np.log(right.mean() / (1 - right.mean())))
    pace = 4 / (float(np.linalg.norm(table, 2)) ** 2 + len(row) + 4 * PULL)
    for _ in range(STEPS):
        error = right - _sigmoid(table @ weights + base)
        weights = weights + pace * (table.T @ error - PULL * weights)
        weights[doubts] = np.minimum(weights[doubts], 0.0)
        base += pace * float(error.sum())
    kept = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.01}
    return {BASE: round(base, 3), **kept}


def weighed(weights: dict[str, float], row: list[Example]) -> list[Judged]:
    """Return what some weights make of examples."""
    odds = [weights[BASE] + sum(weights.get(n, 0.0) * v for n, v in e.features.items()) for e in row]
    return [
        Judged(text=example.text, confidence=float(p), is_right=example.is_right)
        for example, p in zip(row, _sigmoid(np.array(odds)), strict=True)
    ]


def crossed(row: list[Example]) -> list[Judged]:
    """Return the examples, each weighed by what the texts of the other parts taught."""
    texts = sorted({example.text for example in row})
    found: list[Judged] = []
    for part in range(PARTS):
        aside = set(texts[part::PARTS])
        taught = fitted([example for example in row if example.text not in aside])
        found += weighed(taught, [example for example in row if example.text in aside])
    return found


def _sigmoid(odds: Floats) -> Floats:
    return 1 / (1 + np.exp(-odds))


def written(weights: dict[str, float]) -> str:
    """Return the weights as the TOML that the extraction reads."""
    lines = [f"{json.dumps(name)} = {value}" for name, value in sorted(weights.items())]
    return "\n".join([HEAD, *lines]) + "\n"


def main() -> int:
    """Print how much the confidence knows, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description="Fit the confidence on annotated texts.")
    parser.add_argument("folders", nargs="*", metavar="FOLDER[=TEXTS]")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args()
    pairs = [(Path(f), Path(t or f)) for f, _, t in (name.partition("=") for name in options.folders)]
    pairs = pairs or [(folder, folder) for folder in FOLDERS]
    row = [example for folder, texts in pairs for example in examples(folder, texts)]
    sys.stdout.write(f"{calibration(crossed(row))}\n")
    if options.write:
        TARGET.write_text(written(fitted(row)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
