"""What loaders raise for a document that cannot be read."""

from __future__ import annotations

from typing_extensions import override


class Refused(Exception):
    """One document that cannot be read; the others can.

    `source` names the document, `reason` says what is wrong with it ("invalid UTF-8"), `position` says where
    ("byte 17", a line number), None where it is the whole.
    """

    def __init__(self, source: str, reason: str, position: str | int | None = None) -> None:
        where = "" if position is None else f" at {position}"
        super().__init__(f"{source}: {reason}{where}")
        self.source = source
        self.reason = reason
        self.position = position

    @override
    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str | int | None]]:
        """Return how it is made again in another process."""
        return Refused, (self.source, self.reason, self.position)
