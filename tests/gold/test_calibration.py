"""What the confidences of claims are worth, and how their weights are fitted."""

from __future__ import annotations

import tomllib

import pytest

from tests.gold.calibrate import Example, crossed, fitted, weighed, written
from tests.gold.calibration import Judged, auc, brier, calibration, constant_brier


def judgements(*rows: tuple[float, bool]) -> list[Judged]:
    return [Judged(text="a", confidence=p, is_right=right) for p, right in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.5, True)], None),
    ],
)
def test_the_auc_is_how_often_a_right_claim_is_trusted_more(
    rows: list[tuple[float, bool]], expected: float | None
) -> None:
    assert auc(judgements(*rows)) == expected


def test_the_figures_stand_in_one_line() -> None:
    row = judgements((0.8, True), (0.4, False))

    assert round(brier(row), 9) == 0.1
    assert constant_brier(row) == 0.25
    assert calibration(row) == (
        "confidence of 2 claims: strictly right 0.50, trusted 0.60, AUC 1.00, Brier 0.100 (constant 0.250)"
    )
    assert calibration([]) == "confidence: no claims"
    assert "AUC -" in calibration(row[:1])


def example(text: int, *, doubtful: bool, is_right: bool) -> Example:
    named = {"no place": 1.0} if doubtful else {}
    return Example(text=f"t{text}", features={"zone: body": 1.0, **named}, is_right=is_right)


EXAMPLES = [example(n, doubtful=n % 2 == 0, is_right=n % 2 == 1 or n % 10 == 0) for n in range(40)]


def test_a_doubt_that_goes_with_wrong_claims_weighs_against_them() -> None:
    weights = fitted(EXAMPLES)

    assert weights["no place"] < -1
    assert tomllib.loads(written(weights)) == weights
    assert [j.confidence > 0.5 for j in weighed(weights, EXAMPLES[:3])] == [False, True, False]


def test_a_doubt_never_speaks_for_a_claim() -> None:
    upside_down = [example(n, doubtful=n % 2 == 0, is_right=n % 2 == 0) for n in range(20)]

    assert "no place" not in fitted(upside_down)


def test_each_text_is_weighed_by_what_the_others_taught() -> None:
    found = crossed(EXAMPLES)

    assert sorted(j.text for j in found) == sorted(e.text for e in EXAMPLES)
    assert (auc(found) or 0.0) > 0.8
