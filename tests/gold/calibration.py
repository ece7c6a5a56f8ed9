"""How much a claim's confidence knows of whether the claim is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A claim of a text with its confidence, and whether it was strictly right."""

    text: str
    confidence: float
    is_right: bool


def auc(row: Sequence[Judged]) -> float | None:
    """Return how often a right claim is trusted more than a wrong one; None without both."""
    right = [one.confidence for one in row if one.is_right]
    wrong = [one.confidence for one in row if not one.is_right]
    if not right or not wrong:
        return None
    won = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return won / (len(right) * len(wrong))


def brier(row: Sequence[Judged]) -> float:
    """Return the mean square of what the confidences are off."""
    return sum((one.confidence - one.is_right) ** 2 for one in row) / len(row)


def constant_brier(row: Sequence[Judged]) -> float:
    """Return the Brier score of whoever gives every claim the share that is right."""
    share = sum(one.is_right for one in row) / len(row)
    return share * (1 - share)


def calibration(row: Sequence[Judged]) -> str:
    """Return the figures in one line."""
    if not row:
        return "confidence: no claims"
    share, mean = (
        sum(values) / len(row) for values in ([c.is_right for c in row], [c.confidence for c in row])
    )
    known = auc(row)
    return (
        f"confidence of {len(row)} claims: strictly right {share:.2f}, trusted {mean:.2f}, "
        f"AUC {'-' if known is None else f'{known:.2f}'}, "
        f"Brier {brier(row):.3f} (constant {constant_brier(row):.3f})"
    )
