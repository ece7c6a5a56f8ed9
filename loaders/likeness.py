"""Which articles tell one story in the same words: a wire report on several sites, cut or introduced anew.

Two texts are alike if most runs of five words of the one are in the other too (Jaccard similarity, estimated
from MinHash signatures), and the numbers of the shorter one too: daily reports of losses repeat each other's
sentences, and are news all the same.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from itertools import starmap
from operator import eq
from typing import TYPE_CHECKING, Final, Protocol, cast

from typing_extensions import override

from loaders.iris import digest, normalised

if TYPE_CHECKING:
    from datetime import datetime

RUN: Final = 5
# Of fewer words, such as a headline with a line of text, two are easily the same by chance.
LEAST_WORDS: Final = 50
HASHES: Final = 128
SEED: Final = 1
# Texts that share 65 % of their runs have one of the 32 bands in common with a chance of 99.8 %.
ROWS_OF_BAND: Final = 4
BANDS: Final = HASHES // ROWS_OF_BAND
# A report of which a third is cut has two thirds of its runs left.
ALIKE: Final = 0.65
NUMBERS_ALIKE: Final = 0.8
NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
MOST_NUMBERS: Final = 200
# Sorts after every time of a day, and after every day.
LATE: Final = "~"


class _MinHash(Protocol):
    """The signature of a set, of which rensa tells no types."""

    def update(self, items: list[str]) -> None: ...
    def digest(self) -> list[int]: ...


class _Rensa(Protocol):
    def RMinHash(self, *, num_perm: int, seed: int) -> _MinHash: ...  # noqa: N802 - its name


@dataclass(frozen=True)
class Likeness:
    """What a text is compared by; `since` sorts by when it was published."""

    since: str
    hashes: tuple[int, ...]
    numbers: frozenset[str]

    @classmethod
    def parsed(cls, text: str) -> Likeness:
        """Return the likeness that `str` wrote."""
        since, hashes, *numbers = text.split(" ")
        return cls(since, tuple(array("I", bytes.fromhex(hashes))), frozenset(numbers))

    @override
    def __str__(self) -> str:
        """Return it on one line."""
        return " ".join([self.since, array("I", self.hashes).tobytes().hex(), *sorted(self.numbers)])

    @cached_property
    def bands(self) -> tuple[str, ...]:
        """Return what texts that are alike have in common, at least one of them."""
        parts = (self.hashes[start : start + ROWS_OF_BAND] for start in range(0, HASHES, ROWS_OF_BAND))
        return tuple(f"{number:x}.{digest(*map(str, part), length=12)}" for number, part in enumerate(parts))

    def is_like(self, other: Likeness) -> bool:
        """Return whether both texts tell the same."""
        same = sum(starmap(eq, zip(self.hashes, other.hashes, strict=True)))
        if same < ALIKE * HASHES:
            return False
        fewer = min(len(self.numbers), len(other.numbers))
        return len(self.numbers & other.numbers) >= NUMBERS_ALIKE * fewer


def likeness(text: str, since: str) -> Likeness | None:
    """Return what a text is compared by, None for one that is too short to be."""
    words = normalised(text).split()
    if len(words) < LEAST_WORDS:
        return None
    minhash = _rensa().RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update([" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)])
    numbers = dict.fromkeys(found[0] for found in NUMBER.finditer(text))
    return Likeness(since, tuple(minhash.digest()), frozenset(list(numbers)[:MOST_NUMBERS]))


def since(published_on: object | None, published_at: datetime | None) -> str:
    """Return what sorts by the day of publication, within it by the time: first those that tell one."""
    if published_at is not None:
        return published_at.isoformat().replace("+00:00", "Z")
    return LATE if published_on is None else f"{published_on}T{LATE}"


@cache
def _rensa() -> _Rensa:
    return cast("_Rensa", import_module("rensa"))
