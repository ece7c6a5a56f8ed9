"""A predicate or a figure that fits a frame, with the phrases that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.extract.frames import Frame
    from loaders.extract.tokens import Token
    from loaders.extract.tree import Arguments


@dataclass(frozen=True, slots=True)
class Trigger:
    """A predicate that fits a frame. `roles` holds the phrases by role, in order of preference.

    `alone` when it stands for one item of a list only; `counted` when a figure of its own makes it a claim,
    whatever the clause that it stands in is about.
    """

    token: Token
    frame: Frame
    roles: dict[str, list[Token]]
    arguments: Arguments
    alone: bool = False
    counted: bool = False

    def first(self, role: str) -> Token | None:
        """Return the first phrase of a role, or None."""
        found = self.roles.get(role)
        return found[0] if found else None
