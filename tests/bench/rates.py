"""Rates of two programs over the same work in one run, and their ratio, which travels between machines."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS: Final = 3


def compare(title: str, unit: str, ours: Callable[[], int], peer: str, theirs: Callable[[], int]) -> float:
    """Print both rates, each the best of three rounds taken in turn, and return ours divided by theirs.

    Each program does the whole work once when called, and returns how many units that was.
    """
    our_rate = their_rate = 0.0
    for _ in range(ROUNDS):
        our_rate = max(our_rate, _rate(ours))
        their_rate = max(their_rate, _rate(theirs))
    sys.stdout.write(f"{title}\n")
    for name, rate in (("casus", our_rate), (peer, their_rate)):
        sys.stdout.write(f"  {name:<40} {rate:>12,.0f} {unit}/s\n")
    sys.stdout.write(f"  {'ratio':<40} {our_rate / their_rate:>12.2f}\n")
    return our_rate / their_rate


def _rate(work: Callable[[], int]) -> float:
    start = perf_counter()
    units = work()
    return units / (perf_counter() - start)
