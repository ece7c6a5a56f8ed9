"""The names of an export's files: its own, or with the part of the export before the ending."""

from __future__ import annotations

from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from service.exports.formats import GZIP, SUFFIXES, ZSTD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

P = TypeVar("P", bound=PurePath)


def parted(out: P, part: str) -> P:
    """Return the name of a part of an export: `casus-articles.csv.gz` is one of `casus.csv.gz`."""
    packing = out.suffix if out.suffix in {GZIP, ZSTD} else ""
    plain = out.name.removesuffix(packing)
    ending = next((suffix for suffix in SUFFIXES.values() if plain.endswith(suffix)), "")
    return out.with_name(f"{plain.removesuffix(ending)}-{part}{ending}{packing}")


def numbered(out: Path) -> Iterator[Path]:
    """Yield the names of an export's shards without end."""
    return (parted(out, f"{number:05}") for number in count(1))
