"""The whole extraction of the seeds, against the parse of the same texts by the language model alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from loaders.containers.text import decode
from loaders.document import extract
from loaders.extract.parser import language_model
from loaders.reading import read_article
from tests.bench.rates import compare

SEEDS: Final = Path(__file__).parents[2] / "seeds"


def main() -> None:
    """Print how many words a second each of the two reads."""
    texts = [decode(path.read_bytes(), source=str(path)) for path in sorted(SEEDS.glob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    parser = language_model()

    def ours() -> int:
        for text in texts:
            article, warnings = read_article(text, published="2025-01-01")
            extract(article, warnings=warnings)
        return words

    def theirs() -> int:
        for text in texts:
            parser(text)
        return words

    ours()  # lexicons are read once a process
    compare(f"extraction: {len(texts)} articles, {words} words", "words", ours, "spaCy's parse alone", theirs)


if __name__ == "__main__":
    main()
