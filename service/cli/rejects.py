"""The file of what a load refused: written a line for each, and read for a load of the same sources again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from service.errors import WrongUsage
from service.sidecar import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.errors import Refused


def opened(path: Path) -> TextIO:
    """Open a file of refusals for writing; raise `WrongUsage` when it cannot be."""
    try:
        return path.open("w", encoding="utf-8", errors="surrogateescape", buffering=1)
    except OSError as error:
        raise WrongUsage(f"--rejects {path}: {error.strerror}") from error


def write(refused: Refused, stream: TextIO) -> None:
    """Add a refusal."""
    told = {"source": refused.source, "position": refused.position, "reason": refused.reason}
    stream.write(json.dumps(told, ensure_ascii=False) + "\n")


def sources(path: Path) -> list[str]:
    """Return the sources of which something was refused, each once; raise `WrongUsage` where none are told.

    Where what stands beside a document was refused, they are the documents that it stands beside.
    """
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as stream:
            named = [json.loads(line)["source"] for line in stream if line.strip()]
    except OSError as error:
        raise WrongUsage(f"--again {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise WrongUsage(f"--again {path}: is no file that --rejects has written") from error
    return list(dict.fromkeys(document for one in named for document in _documents(str(one))))


def _documents(source: str) -> Iterator[str]:
    if not source.endswith(SUFFIX):
        yield source
        return
    beside = Path(source)
    stem = beside.name.removesuffix(SUFFIX)
    for document in sorted(beside.parent.iterdir()):
        if document.stem == stem and document != beside:
            yield str(document)
