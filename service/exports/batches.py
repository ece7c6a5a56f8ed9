"""A stream in pieces of a size: lists, or parts that are streams themselves."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the values in lists of a size, the last one as long as is left; none is empty."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def parts(values: Iterable[T], size: int | None) -> Iterator[Iterator[T]]:
    """Yield the values in parts of a size, or in one; the first may be empty. Read each before the next."""
    rest = iter(values)
    yield islice(rest, size)
    for first in rest:
        yield chain((first,), islice(rest, None if size is None else size - 1))
