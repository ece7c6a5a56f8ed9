"""What `casus extract --explain` tells of each claim."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final, cast

import pytest

from loaders.containers.text import decode
from loaders.document import extract
from loaders.json_form import as_json
from loaders.reading import read_article

SEEDS: Final = Path(__file__).parents[3] / "seeds"
ADDED: Final = ["zone", "frame", "predicate", "phrases", "path", "rules", "slots", "contributions"]
SLOTS: Final = (
    "force", "host", "victim", "perpetrator", "supplier", "recipient", "attacker", "target",
    "weapons", "place", "quantity", "date",
)  # fmt: skip


def explained(text: str) -> list[dict[str, Any]]:
    article, warnings = read_article(text, published="2024-12-03")
    return cast("list[dict[str, Any]]", as_json(extract(article, warnings=warnings), explain=True)["claims"])


def test_a_claim_tells_its_frame_its_path_its_rules_and_the_origin_of_each_slot() -> None:
    (claim,) = explained(
        "Ukraine's military said on Monday that Russian drones had killed three residents of Sumy."
    )

    assert {key: claim[key] for key in ADDED[:-1]} == {
        "zone": "lead",
        "frame": "casualties:kill",
        "predicate": {"start": 58, "end": 64, "text": "killed"},
        "phrases": [
            {"role": "perpetrator", "start": 39, "end": 53, "text": "Russian drones"},
            {"role": "victim", "start": 65, "end": 80, "text": "three residents"},
        ],
        "path": ["ccomp of said"],
        "rules": ["casualties:kill", "speech:say", "speech:say"],
        "slots": {
            "victim": "victim phrase",
            "perpetrator": "perpetrator phrase",
            "quantity": "victim phrase",
        },
    }


def test_what_takes_up_an_earlier_claim_is_told_as_a_reaction() -> None:
    claims = explained("Rwanda sent 4,000 soldiers to Goma, the UN said. Kigali denied it.")

    assert [(c["frame"], c["predicate"]["text"], c["path"], c["phrases"]) for c in claims[1:]] == [
        ("reaction", "denied", [], [])
    ]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_explanation_of_a_whole_article_quotes_it_and_adds_up(path: Path) -> None:
    text = decode(path.read_bytes(), source=path.name)
    for claim in explained(text):
        assert list(claim)[-len(ADDED) :] == ADDED
        for span in [claim["predicate"], *claim["phrases"]]:
            assert text[span["start"] : span["end"]] == span["text"]
        assert set(claim["slots"]) == {slot for slot in SLOTS if claim.get(slot)}
        odds = sum(claim["contributions"].values())
        assert math.isclose(claim["confidence"], 1 / (1 + math.exp(-odds)), abs_tol=0.01)
