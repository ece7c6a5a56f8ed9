"""What is wrong with the claims found, by cause: slots, types, and statuses taken for others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.gold.scorer import SLOTS, align, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.gold.scorer import Told

# What nobody says happened, and what says that it did: the worst that can be mistaken.
WITHHELD: Final = ("denied", "unconfirmed", "planned", "expected")
ASSERTED: Final = frozenset({"claimed", "confirmed"})


@dataclass(slots=True)
class Causes:
    """Counts of what went wrong, by cause, and the places of the worst."""

    types: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    slots: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    expected: Counter[str] = field(default_factory=Counter[str])
    asserted: list[str] = field(default_factory=list[str])

    def add(self, text: str, gold: Mapping[str, Any], extracted: Mapping[str, Any]) -> None:
        """Count what is wrong in one text, given its annotation and what was extracted."""
        expected, found = told(gold, extracted)
        pairs = align(expected, found)
        self.types.update((claim.type, "missed") for claim in _others(expected, {e for e, _ in pairs}))
        self.types.update((claim.type, "stray") for claim in _others(found, {f for _, f in pairs}))
        self.types.update((expected[e].type, "found") for e, _ in pairs)
        self.expected.update(claim.status for claim in expected)
        for e, f in pairs:
            self._compare(text, expected[e], found[f])

    def _compare(self, text: str, expected: Told, found: Told) -> None:
        self.slots.update((slot, cause) for slot, cause in _wrong(expected, found))
        self.statuses[expected.status, found.status] += 1
        if expected.status in WITHHELD and found.status in ASSERTED:
            start = expected.spans[0][0]
            self.asserted.append(f"{text} at {start}: {expected.status} came out as {found.status}")

    def report(self) -> Iterator[str]:
        """Yield the lines of the report."""
        yield "claims by type: found, missed, stray"
        for name in SLOTS:
            counts = [self.types[name, cause] for cause in ("found", "missed", "stray")]
            yield f"  {name:18}" + "".join(f"{count:6}" for count in counts)
        yield "slots of claims found: missing, wrong, extra"
        for slot in dict.fromkeys(slot for row in SLOTS.values() for slot in row):
            counts = [self.slots[slot, cause] for cause in ("missing", "wrong", "extra")]
            yield f"  {slot:18}" + "".join(f"{count:6}" for count in counts)
        yield "statuses taken for others"
        for (right, wrong), count in sorted(self.statuses.items()):
            if right != wrong:
                yield f"  {right} came out as {wrong}: {count}"
        yield from self._withheld()

    def _withheld(self) -> Iterator[str]:
        whole = sum(self.expected[status] for status in WITHHELD)
        kept = sum(self.statuses[status, status] for status in WITHHELD)
        if whole:
            share = f"{kept} of {whole} found with that status ({100 * kept / whole:.0f} %)"
            yield f"{'/'.join(WITHHELD)}: {share}"
        yield f"of them claimed or confirmed where found: {len(self.asserted)} (none is the aim)"
        yield from (f"  {place}" for place in self.asserted)


def _others(claims: list[Told], taken: set[int]) -> list[Told]:
    return [claim for n, claim in enumerate(claims) if n not in taken]


def _wrong(expected: Told, found: Told) -> Iterator[tuple[str, str]]:
    for slot in SLOTS[expected.type]:
        if expected.agrees_in(slot, found):
            continue
        if not expected.slots[slot]:
            yield slot, "extra"
        else:
            yield slot, "wrong" if found.slots[slot] else "missing"
