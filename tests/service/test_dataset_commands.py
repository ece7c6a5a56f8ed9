"""Datasets on the command line."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from loaders.datasets import names
from tests.loaders.sources.conftest import file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Casus = Callable[..., tuple[int, str, str]]


def test_a_load_tells_what_it_left_aside_and_what_it_refused(casus: Casus, tmp_path: Path) -> None:
    path, rejects = tmp_path / "acled.csv", tmp_path / "rejects.jsonl"
    text = file_of("acled").read_text(encoding="utf-8")
    path.write_text(text.replace("Mob violence", "Mobs"), encoding="utf-8")

    code, printed, complained = casus("load", path, "--rejects", rejects)

    assert code == 3
    assert printed.startswith("6 documents, 9 claims, ")
    assert "left aside: " in complained
    assert "1 rows: event_type 'Protests' without fatalities or an armed action" in complained
    assert json.loads(rejects.read_text()) == {
        "source": str(path),
        "position": "line 14",
        "reason": "sub_event_type: 'Mobs' is not in the code book",
    }


@pytest.mark.parametrize("dataset", ["general-staff-losses", "gdelt-events"])
def test_standard_input_is_read_as_the_dataset_that_is_named(
    casus: Casus, monkeypatch: pytest.MonkeyPatch, dataset: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file_of(dataset).read_bytes())))

    code, printed, _ = casus("load", "-", "--format", dataset)

    assert code == 0
    assert int(printed.split()[0]) >= 3


@pytest.mark.parametrize("is_packed", [False, True])
def test_standard_input_is_known_by_its_header_too(casus: Casus, folder: Path, *, is_packed: bool) -> None:
    content = file_of("acled").read_bytes()

    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "load", "-", "--store", str(folder)],
        input=gzip.compress(content) if is_packed else content,
        capture_output=True,
        check=True,
    )

    assert done.stdout.startswith(b"7 documents, ")
    assert casus("stats")[1].count("articles: 7\n") == 1


def test_rows_are_printed_a_line_each(casus: Casus) -> None:
    code, printed, _ = casus("extract", file_of("ucdp-ged"))

    told = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert [row["article"]["record"] for row in told] == [f"ucdp-ged/90000{n}" for n in range(1, 7)]
    assert told[0]["article"]["publisher"] == "UCDP GED"
    assert [claimant["id"] for claimant in told[0]["claims"][1]["claimants"]] == [
        "local-mariupol-city-council",
        "ukrinform",
        "ucdp-ged",
    ]
    assert told[0]["claims"][1]["quantity"] == {
        "low": 9,
        "high": 21,
        "unit": None,
        "qualifier": "range",
        "text": "best: 15\nhigh: 21\nlow: 9",
        "best": 15,
    }


def test_money_is_printed_as_a_value(casus: Casus) -> None:
    _, printed, _ = casus("extract", file_of("kiel-support-tracker"))

    values = [claim["value"] for claim in json.loads(printed.splitlines()[0])["claims"]]
    assert values[-1] == {
        "amount": 32839622.00924871,
        "currency": "EUR",
        "qualifier": "exact",
        "text": "Converted Value in EUR: 32839622.00924871",
    }


def test_a_file_that_is_not_of_the_dataset_that_is_named_fails(casus: Casus) -> None:
    code, printed, complained = casus("extract", file_of("acled"), "--format", "ucdp-ged")

    assert (code, printed) == (1, "")
    assert "is no ucdp-ged: no line among the first names the columns" in complained


def test_a_format_that_there_is_not_is_wrong_usage(casus: Casus) -> None:
    code, _, complained = casus("load", file_of("acled"), "--format", "ucdp")

    assert code == 2
    told = " ".join(complained.replace("│", " ").split())
    assert [name for name in names() if name not in told] == []
