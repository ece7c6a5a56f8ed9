"""Where articles go: a store, or the server that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.inputs import Input, Summary
    from service.store import Arrival, Outcome


class Destination(Protocol):
    """Where articles go: a store, or the server that holds it."""

    @property
    def base(self) -> str:
        """Return the base IRI of the store."""
        ...

    @property
    def sequence(self) -> int:
        """Return the number of the newest change."""
        ...

    def holds(self, key: str, graph: str, digest: str) -> bool:
        """Return whether the store holds just this."""
        ...

    def put_all(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """Store articles, one after the other."""
        ...

    def recall(self, name: str) -> Summary | None:
        """Return what an input of an earlier load holds, if the store holds all of it as it came."""
        ...

    def remember(self, inputs: Sequence[Input]) -> None:
        """Keep in mind which inputs were taken in whole."""
        ...
