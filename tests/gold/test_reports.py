"""What the evaluation says besides the scorer's table: intervals, and errors by cause."""

from __future__ import annotations

from typing import Any

from tests.gold.causes import Causes
from tests.gold.intervals import figures, intervals, report

COUNTS = {"gold": 4, "system": 2, "aligned": 2, "strict": 1, "status": 1}


def test_the_figures_follow_from_the_summed_counts() -> None:
    found = figures([COUNTS, COUNTS])

    assert {name: round(figure, 1) for name, figure in found.items() if figure} == {
        "claims F1": 66.7,
        "strict F1": 33.3,
        "status": 50.0,
    }


def test_equal_texts_leave_nothing_to_chance_and_unequal_ones_do() -> None:
    worse = COUNTS | {"aligned": 0, "strict": 0, "status": 0}
    bounds = intervals([COUNTS, worse])["claims F1"]

    assert {round(low - high, 9) for low, high in intervals([COUNTS, COUNTS]).values()} == {0.0}
    assert bounds == intervals([COUNTS, worse])["claims F1"]
    assert [round(bound, 1) for bound in bounds] == [0.0, 66.7]
    assert next(report("all", [COUNTS])) == "all: 1 texts, with intervals of 95 % over texts drawn anew"


NONE: list[Any] = []


def annotated(**changes: Any) -> dict[str, Any]:
    slots = {"attacker": None, "target": None, "weapons": ["uav"], "place": ["Lipki"], "quantity": None}
    claim = {"type": "armed_action", "status": "claimed", "slots": slots, "start": 0, "end": 40}
    return claim | {"claimants": NONE, "claimants_alt": NONE, "also": NONE} | changes


def found(**changes: Any) -> dict[str, Any]:
    claim = {"type": "armed_action", "status": "claimed", "claimants": NONE, "quantity": None}
    slots = {"attacker": NONE, "target": NONE, "weapons": [{"concept": "uav"}], "place": [{"label": "Lipki"}]}
    return claim | slots | {"evidence": {"start": 0, "end": 40}} | changes


def reported(gold: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[str]:
    causes = Causes()
    causes.add("a", {"claims": gold}, {"claims": claims})
    return list(causes.report())


def test_what_is_right_is_no_cause() -> None:
    lines = reported([annotated()], [found()])

    assert "  armed_action           1     0     0" in lines
    assert "  weapons                0     0     0" in lines
    assert lines[-1] == "of them claimed or confirmed where found: 0 (none is the aim)"


def test_slots_are_missing_wrong_or_extra() -> None:
    lines = reported(
        [annotated()],
        [found(attacker=[{"label": "Zubr", "country": None}], weapons=[], place=[{"label": "Kyiv"}])],
    )

    assert "  attacker               0     0     1" in lines
    assert "  weapons                1     0     0" in lines
    assert "  place                  0     1     0" in lines


def test_a_denial_that_comes_out_as_claimed_is_listed_with_its_place() -> None:
    lines = reported([annotated(status="denied"), annotated(status="planned", start=90, end=99)], [found()])

    assert lines[-5:] == [
        "statuses taken for others",
        "  denied came out as claimed: 1",
        "denied/unconfirmed/planned/expected: 0 of 2 found with that status (0 %)",
        "of them claimed or confirmed where found: 1 (none is the aim)",
        "  a at 0: denied came out as claimed",
    ]
    assert "  armed_action           1     1     0" in lines
