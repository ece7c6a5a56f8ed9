"""What an export is, in a JSON document beside its files: enough to check it, cite it, and go on from it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from service.exports.packing import Written
    from service.exports.sources import Source

# What the name of an export has at its end as the name of its manifest.
MANIFEST: Final = ".manifest.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawn:
    """An article version that is held no more, with the number, the time and the reason of the change."""

    article: str
    sequence: int
    time: str
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """An export: of which store (by its base) as it was after which change, what of it, in which files.

    `count` is the number of quads, or of rows where tables are exported. `withdrawn` lists what went since
    the time that the selection names; with everything it is empty.
    """

    base: str
    sequence: int
    format: str
    selection: Mapping[str, str]
    count: int
    files: Sequence[Written]
    sources: Sequence[Source]
    withdrawn: Sequence[Withdrawn] = ()

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
