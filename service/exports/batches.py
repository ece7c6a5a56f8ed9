"""A stream in pieces of a size."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in lists of a size, the last one as long as is left; none is empty."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
