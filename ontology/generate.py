"""Writes the files that are generated from the ontology's Turtle, or tells which of them are stale."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from ontology import FOLDER
from ontology.generation import actors, context, places, reference, terms, weapons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

# Each returns the text of its files by their paths below the ontology's folder.
GENERATORS: Final[tuple[Callable[[], Mapping[str, str]], ...]] = (
    terms.generate,
    weapons.generate,
    actors.generate,
    places.generate,
    context.generate,
    reference.generate,
)


def main(arguments: Sequence[str] | None = None, *, folder: Path = FOLDER) -> int:
    """Write the generated files, or with `--check` name the stale ones; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ontology.generate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 naming files that are stale"
    )
    check: bool = parser.parse_args(arguments).check
    stale = list(stale_files(folder, generated()))
    for path, text in stale:
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(folder)}\n")
    return 1 if check and stale else 0


def generated() -> dict[str, str]:
    """Return the text of every generated file by its path below the ontology's folder."""
    return {path: text for generate in GENERATORS for path, text in generate().items()}


def stale_files(folder: Path, files: Mapping[str, str]) -> Iterable[tuple[Path, str]]:
    """Yield the files that are missing or have another text, with the text that they should have."""
    for name, text in sorted(files.items()):
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


if __name__ == "__main__":
    sys.exit(main())
