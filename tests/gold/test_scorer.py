"""The scorer of the gold set: what counts as found, and what as right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gold.scorer import Tally, score

KOREA = {"label": "North Korea", "country": "PRK"}


def annotated(**changes: Any) -> dict[str, Any]:
    slots = {"victim": KOREA, "perpetrator": None, "outcome": "killed", "place": "Kursk Oblast"}
    claim = {
        "type": "casualties",
        "status": "claimed",
        "claimants": ["National Intelligence Service"],
        "claimants_alt": ["NIS"],
        "slots": slots | {"quantity": {"low": 300, "high": 300, "unit": None}},
        "start": 10,
        "end": 40,
        "also": [],
    }
    return claim | changes


def found(**changes: Any) -> dict[str, Any]:
    claim = {
        "type": "casualties",
        "status": "claimed",
        "claimants": [{"label": "NIS", "country": "KOR"}],
        "victim": [{"label": "North Korean soldiers", "country": "PRK"}],
        "perpetrator": [],
        "outcome": "killed",
        "place": [{"label": "Kursk", "country": "RUS"}],
        "quantity": {"low": 300, "high": 300},
        "evidence": {"start": 12, "end": 44},
    }
    return claim | changes


def tally(gold: list[dict[str, Any]], claims: list[dict[str, Any]], **more: Any) -> Tally:
    return score({"claims": gold, **more}, {"claims": claims})


def test_a_claim_with_every_slot_right_scores_in_full() -> None:
    assert tally([annotated()], [found()]).figures() == {
        "claims": 100.0,
        "slots": 100.0,
        "status": 100.0,
        "speaker": 100.0,
    }


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"victim": [{"label": "Russia", "country": "RUS"}]}, 3),
        ({"victim": []}, 3),
        ({"outcome": "wounded"}, 3),
        ({"outcome": None}, 3),
        ({"place": [{"label": "Sumy"}]}, 3),
        ({"quantity": {"low": 300, "high": None}}, 3),
        ({"quantity": {"low": None, "high": None}}, 3),
        ({"perpetrator": [{"label": "Ukraine", "country": "UKR"}]}, 4),
    ],
)
def test_a_wrong_slot_is_not_counted_as_right(changes: dict[str, Any], right: int) -> None:
    counts = tally([annotated()], [found(**changes)])

    assert (counts.aligned, counts.slots_right) == (1, right)


@pytest.mark.parametrize("changes", [{"type": "deployment"}, {"evidence": {"start": 39, "end": 60}}])
def test_another_type_or_evidence_elsewhere_is_not_the_claim(changes: dict[str, Any]) -> None:
    claim = found(force=[], host=[], **changes)

    assert tally([annotated()], [claim]).aligned == 0


def test_another_place_of_the_same_words_is_accepted_as_evidence() -> None:
    elsewhere = found(evidence={"start": 200, "end": 230})

    assert tally([annotated(also=[[190, 240]])], [elsewhere]).aligned == 1


def test_the_better_filled_of_two_candidates_is_aligned() -> None:
    worse = found(outcome="wounded", quantity=None)

    assert tally([annotated()], [worse, found()]) == Tally(
        expected=1,
        found=2,
        aligned=1,
        status_right=1,
        speaker_right=1,
        slots_expected=4,
        slots_found=7,
        slots_right=4,
    )


@pytest.mark.parametrize(
    ("claimants", "speakers", "right"),
    [
        (["Ukraine"], [{"label": "Ukraine"}], 1),
        (["Ukraine"], [], 0),
        ([], [], 1),
        ([], [{"label": "Ukraine"}], 0),
        ([], [{"label": "NIS"}], 1),
    ],
)
def test_a_speaker_is_right_when_the_annotation_accepts_it(
    claimants: list[str], speakers: list[dict[str, str]], right: int
) -> None:
    counts = tally([annotated(claimants=claimants)], [found(claimants=speakers)])

    assert counts.speaker_right == right


def test_several_names_of_a_place_are_one_value_and_any_of_them_is_right() -> None:
    slots = annotated()["slots"] | {"place": ["Goma", "Sake"]}

    counts = tally([annotated(slots=slots)], [found(place=[{"label": "Sake"}])])

    assert (counts.slots_expected, counts.slots_right) == (4, 4)


def test_a_weapon_is_compared_by_its_concept() -> None:
    gold = annotated(
        type="weapons_transfer",
        slots={"supplier": KOREA, "recipient": None, "weapons": ["artillery", "missile"], "quantity": None},
    )
    claim = found(
        type="weapons_transfer",
        supplier=[KOREA],
        recipient=[],
        weapons=[{"concept": "artillery", "id": "koksan"}, {"concept": "uav", "id": "uav"}],
        quantity=None,
    )

    counts = tally([gold], [claim])

    assert (counts.slots_expected, counts.slots_found, counts.slots_right) == (3, 3, 2)


def test_a_stray_claim_in_an_ignored_passage_is_not_counted() -> None:
    related = found(evidence={"start": 300, "end": 320})

    assert tally([], [related], ignore=[[290, 330]]).found == 0
    assert tally([], [related], ignore=[[290, 310]]).found == 1


def test_nothing_expected_and_nothing_found_is_no_figure_to_divide_by() -> None:
    assert set(tally([], []).figures().values()) == {0.0}
