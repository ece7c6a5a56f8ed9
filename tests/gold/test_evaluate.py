"""The evaluation of a folder of texts: what it runs, and what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SCORER: Final = """
import pathlib, sys
gold, option, predictions, json_option, figures, *elsewhere = sys.argv[1:]
print(option, sorted(path.name for path in pathlib.Path(predictions).iterdir()), *elsewhere)
sys.exit(7)
"""


def evaluate(*arguments: Path | str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tests.gold.evaluate", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_without_a_scorer_each_text_has_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The garden is green.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")

    code, out, err = evaluate(tmp_path)

    assert (code, out.splitlines()) == (
        0,
        ["a: 0 statements, 0 claims (none)", "b: 0 statements, 0 claims (none)"],
    )
    assert str(tmp_path / "b.txt") in err


def test_a_scorer_beside_the_folder_judges_texts_kept_elsewhere(tmp_path: Path) -> None:
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    (gold / "a.json").write_text('{"published": null}', encoding="utf-8")
    (texts / "a.txt").write_text("The garden is green.\n", encoding="utf-8")

    assert evaluate(gold, "--texts", texts) == (7, f"--pred ['a.json'] --texts {texts}\n", "")


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    assert evaluate(tmp_path) == (1, "", f"no .txt in {tmp_path}\n")
