"""What was found so far of an input that is being read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from service.inputs import Input, Summary

if TYPE_CHECKING:
    from service.inputs import Holding

# Articles that are remembered one by one; of more, it is only known that all were held at a time.
LISTED: Final = 2_000


@dataclass(kw_only=True, slots=True)
class Taken:
    """An input that is being read; `is_whole` until something of it is refused."""

    name: str
    sequence: int
    is_whole: bool = True
    left_aside: Counter[str] = field(default_factory=Counter[str])
    passed_over: Counter[str] = field(default_factory=Counter[str])
    _documents: int = 0
    _claims: int = 0
    _holdings: list[Holding] | None = field(default_factory=list["Holding"])

    def hold(self, holding: Holding, *, claims: int) -> None:
        """Count an article that is held, or will be."""
        self._documents += 1
        self._claims += claims
        if self._holdings is not None:
            self._holdings.append(holding)
            if len(self._holdings) > LISTED:
                self._holdings = None

    def include(self, summary: Summary) -> None:
        """Count an input that is a part of this one."""
        self._documents += summary.documents
        self._claims += summary.claims
        self._holdings = None
        self.left_aside.update(dict(summary.left_aside))
        self.passed_over.update(dict(summary.passed_over))

    def input(self) -> Input:
        """Return the input as it is remembered."""
        return Input(
            name=self.name,
            sequence=self.sequence,
            summary=Summary(
                documents=self._documents,
                claims=self._claims,
                left_aside=tuple(self.left_aside.items()),
                passed_over=tuple(self.passed_over.items()),
            ),
            holdings=None if self._holdings is None else tuple(self._holdings),
        )
