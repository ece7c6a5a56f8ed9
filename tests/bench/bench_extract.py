"""The whole extraction: against the model's parse alone, from a cold start, in memory, as texts grow."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from zipfile import ZipFile

from loaders.containers.text import decode
from loaders.document import extract
from loaders.extract.parser import SHIPPED, language_model
from loaders.reading import read_article
from tests.bench.rates import compare

SEEDS: Final = Path(__file__).parents[2] / "seeds"
DAY: Final = "2025-01-01"
STARTS: Final = 5
SIZES: Final = (125_000, 250_000, 500_000, 1_000_000)  # characters
LEAST_RATIO: Final = 0.45
MOST_START: Final = 1.5
MOST_MEMORY: Final = 500  # MB, the whole process, for the largest text

LOAD: Final = "import spacy, sys; spacy.load(sys.argv[1])"
# A process of its own tells its peak: in this one it would be that of everything before.
GROW: Final = """
import resource, sys
from time import perf_counter
from loaders.document import extract
from loaders.reading import read_article
text = sys.stdin.buffer.read().decode()
article, _ = read_article("Two soldiers were killed near Kyiv, the army said.", published="2025-01-01")
extract(article)
start = perf_counter()
article, _ = read_article(text, published="2025-01-01")
claims = len(extract(article).claims)
print(perf_counter() - start, claims, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> None:
    """Print the four figures, each beside what is wanted of it."""
    texts = [decode(path.read_bytes(), source=str(path)) for path in sorted(SEEDS.glob("*.txt"))]
    _throughput(texts)
    _cold_start()
    _growth("\n\n".join(texts))


def _throughput(texts: list[str]) -> None:
    words = sum(len(text.split()) for text in texts)
    parser = language_model()

    def ours() -> int:
        for text in texts:
            article, warnings = read_article(text, published=DAY)
            extract(article, warnings=warnings)
        return words

    def theirs() -> int:
        for text in texts:
            parser(text)
        return words

    ours()  # lexicons are read once a process
    title = f"extraction: {len(texts)} articles, {words} words (a ratio of {LEAST_RATIO} is wanted)"
    compare(title, "words", ours, "spaCy's parse alone", theirs)


def _cold_start() -> None:
    """Compare `casus extract` of one article with spaCy's load of the model, each in processes of its own."""
    article = min(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)
    ours = theirs = float("inf")
    with TemporaryDirectory() as model, ZipFile(str(files("loaders.extract").joinpath(SHIPPED))) as archive:
        archive.extractall(model)
        for _ in range(STARTS):
            ours = min(ours, _seconds([sys.executable, "-m", "service.cli", "extract", str(article)]))
            theirs = min(theirs, _seconds([sys.executable, "-c", LOAD, model]))
    sys.stdout.write(f"cold start: the best of {STARTS} (at most {MOST_START} times the model's is wanted)\n")
    sys.stdout.write(
        f"  {'casus extract':<40} {ours:>12.2f} s\n  {'spacy.load of the model':<40} {theirs:>12.2f} s\n"
    )
    sys.stdout.write(f"  {'ratio':<40} {ours / theirs:>12.2f}\n")


def _seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start


def _growth(text: str) -> None:
    """Print time, claims and peak memory for ever longer texts: the articles one after another, repeated."""
    sys.stdout.write(f"growth: equal times per MB, and peaks under {MOST_MEMORY} MB, are wanted\n")
    for size in SIZES:
        grown = (text * (size // len(text) + 1))[:size]
        done = subprocess.run(
            [sys.executable, "-c", GROW], input=grown.encode(), check=True, capture_output=True
        )
        seconds, claims, peak = done.stdout.decode().split()
        per_mb = float(seconds) / size * 1_000_000
        sys.stdout.write(f"  {size:>9,} characters {float(seconds):>7.1f} s {per_mb:>7.1f} s/MB")
        sys.stdout.write(f" {claims:>6} claims {peak:>5} MB\n")


if __name__ == "__main__":
    main()
