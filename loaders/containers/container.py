"""What the readers of containers share: what they are told of a file, how large a document may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from loaders.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """What is told of a file: its name in reports, the most bytes of a document, an encoding known better.

    `url` is where it was fetched from, `charset` the encoding that its server named.
    """

    source: str
    limit: int
    encoding: str | None = None
    url: str | None = None
    charset: str | None = None

    def name(self, position: str) -> str:
        """Return what reports call the document at a position."""
        return f"{self.source}, {position}"

    def refused(self, reason: str, *positions: str | int | None) -> Refused:
        """Return the refusal of a document in the file: where it stands, and where in it the fault is."""
        told = [str(position) for position in positions if position is not None]
        return Refused(self.source, reason, ", ".join(told) or None)

    def too_large(self, position: str | None = None) -> Refused:
        """Return the refusal of a document beyond the bound."""
        return self.refused(f"larger than {self.limit:,} bytes (CASUS_MAX_DOCUMENT)", position)


def whole(stream: BinaryIO, container: Container) -> bytes:
    """Return all bytes of a file that is one document.

    Raises:
        Refused: it is larger than a document may be.
    """
    data = stream.read(container.limit + 1)
    if len(data) > container.limit:
        raise container.too_large()
    return data
