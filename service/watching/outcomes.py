"""What keeps an address from being read."""

from __future__ import annotations

from loaders.errors import Refused


class Later(Refused):
    """It cannot be read now: `until` is the moment before which it is not to be asked, if it told one."""

    def __init__(self, source: str, reason: str, until: float | None = None) -> None:
        super().__init__(source, reason)
        self.until = until


class Held(Later):
    """It was not even asked, since its host wants to be left alone."""


class Disallowed(Refused):
    """The host's robots.txt does not let it be read; that is looked at again at the moment `until`."""

    def __init__(self, source: str, until: float) -> None:
        super().__init__(source, "is not to be read, by its host's robots.txt")
        self.until = until


class Gone(Refused):
    """It answers that it is gone for good."""
