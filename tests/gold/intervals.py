"""The figures of an evaluation with what chance there is in them: texts drawn anew, a thousand times."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROUNDS: Final = 1000
SEED: Final = 20240224
COVERED: Final = 0.95
# Each figure is `part` of `whole`; an F1 is twice what is right of what was found and what was to be found.
FIGURES: Final = {
    "claims F1": (2, "aligned", ("gold", "system")),
    "slots F1": (2, "slot_right", ("slot_gold", "slot_system")),
    "strict F1": (2, "strict", ("gold", "system")),
    "status": (1, "status", ("aligned",)),
    "speaker": (1, "speaker", ("aligned",)),
    "chain": (1, "chain", ("aligned",)),
    "quantity": (1, "quantity", ("quantity_of",)),
    "date": (1, "date", ("date_of",)),
}


def figures(row: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Return the figures, in percent, of the counts of some texts; 0 where there is nothing to divide by."""
    total: Counter[str] = Counter()
    for counts in row:
        total.update(counts)
    found: dict[str, float] = {}
    for name, (times, part, wholes) in FIGURES.items():
        whole = sum(total[key] for key in wholes)
        found[name] = 100 * times * total[part] / whole if whole else 0.0
    return found


def intervals(row: Sequence[Mapping[str, int]]) -> dict[str, tuple[float, float]]:
    """Return the bounds that hold 95 of 100 figures of as many texts drawn from these."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time, and no secret
    drawn = [figures(chance.choices(row, k=len(row))) for _ in range(ROUNDS)]
    aside = round(ROUNDS * (1 - COVERED) / 2)
    ordered = {name: sorted(one[name] for one in drawn) for name in FIGURES}
    return {name: (values[aside], values[-aside - 1]) for name, values in ordered.items()}


def report(title: str, row: Sequence[Mapping[str, int]]) -> Iterator[str]:
    """Yield the lines of a table: each figure with its interval."""
    yield f"{title}: {len(row)} texts, with intervals of 95 % over texts drawn anew"
    bounds = intervals(row)
    for name, figure in figures(row).items():
        yield f"  {name:10} {figure:5.1f}   {bounds[name][0]:5.1f} to {bounds[name][1]:5.1f}"
