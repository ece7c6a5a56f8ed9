"""The same article gives the same bytes in any process, in any order, beside any number of others."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import orjson
import pytest

from loaders.containers.text import decode
from loaders.document import extract
from loaders.json_form import as_json
from loaders.reading import read_article

SEEDS: Final = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[:4]


def digest(path: Path) -> str:
    article, warnings = read_article(decode(path.read_bytes(), source=path.name), published="2024-12-03")
    found = as_json(extract(article, warnings=warnings), explain=True)
    return hashlib.sha256(orjson.dumps(found)).hexdigest()


def digests(paths: list[Path]) -> dict[str, str]:
    return {path.name: digest(path) for path in paths}


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return digests(SEEDS)


def test_the_order_of_the_articles_changes_nothing(expected: dict[str, str]) -> None:
    assert digests(SEEDS[::-1]) == expected
    assert digests([*SEEDS[2:], *SEEDS]) == expected


def test_the_number_of_worker_processes_changes_nothing(expected: dict[str, str]) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        found = dict(zip([path.name for path in SEEDS], pool.map(digest, SEEDS), strict=True))

    assert found == expected


def test_the_seed_of_the_hashes_changes_nothing(expected: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, __file__],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": "4294967295", "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert orjson.loads(done.stdout) == expected


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps(digests(SEEDS)).decode())
