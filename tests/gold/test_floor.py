"""The gate of the extraction: its figures on the project's own gold set do not fall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.gold.floors import FOLDERS, SAMPLES, digest, measured, pinned, raised

SEEDS: Final = Path(__file__).parents[2] / "seeds"
SAMPLED: Final = sorted(path for folder in SAMPLES for path in folder.glob("*.json"))
GOLD: Final = sorted(path for folder in FOLDERS for path in folder.glob("*.json"))


def test_the_extraction_stays_above_its_floors() -> None:
    figures, floors = measured(), pinned()["floors"]

    assert {name: figure for name, figure in figures.items() if figure < floors[name]} == {}


def test_the_gold_set_is_the_one_that_the_floors_were_measured_on() -> None:
    assert digest() == pinned()["digest"]


@pytest.mark.parametrize("path", SAMPLED, ids=lambda path: path.stem)
def test_a_gold_text_is_the_sample_article_of_its_name(path: Path) -> None:
    assert path.with_suffix(".txt").read_bytes() == (SEEDS / f"{path.stem}.txt").read_bytes()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_evidence_of_every_annotated_claim_is_whole_words_of_its_text(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    claims = json.loads(path.read_text(encoding="utf-8"))["claims"]

    cut = [
        text[start:end]
        for claim in claims
        for start, end in [(claim["start"], claim["end"]), *claim["also"]]
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or start >= end
    ]

    assert cut == []


def test_a_floor_rises_with_the_figures_and_falls_only_when_it_may() -> None:
    floors = {"claims": 60.0, "status": 90.0}
    figures = {"claims": 70.0, "status": 80.0}

    assert raised(floors, figures, lower=False) == {"claims": 67.0, "status": 90.0}
    assert raised(floors, figures, lower=True) == {"claims": 67.0, "status": 77.0}
