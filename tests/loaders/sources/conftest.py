from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from loaders.datasets import read_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.datasets import Outcome

DATA: Final = Path(__file__).parent / "data"

ReadFile = "Callable[[str], list[Outcome]]"


def file_of(dataset: str) -> Path:
    """The invented rows of a dataset."""
    (found,) = DATA.glob(f"{dataset.replace('-', '_')}.*")
    return found


def read_bytes(dataset: str, content: bytes, *, encoding: str | None = None) -> list[Outcome]:
    """What the rows of a file with this content are."""
    return list(read_dataset(dataset, io.BytesIO(content), source="rows", encoding=encoding))


@pytest.fixture
def read() -> Callable[[str], list[Outcome]]:
    """Read the invented rows of a dataset."""
    return lambda dataset: read_bytes(dataset, file_of(dataset).read_bytes())


@pytest.fixture
def read_content() -> Callable[..., list[Outcome]]:
    """Read other content as rows of a dataset."""
    return read_bytes


@pytest.fixture
def table() -> Callable[[str], list[list[str]]]:
    """Give the cells of a dataset's table, header and all."""

    def cells(dataset: str) -> list[list[str]]:
        text = file_of(dataset).read_text(encoding="utf-8")
        if dataset.startswith("gdelt"):
            return [line.split("\t") for line in text.splitlines()]
        return list(csv.reader(io.StringIO(text)))

    return cells


@pytest.fixture
def written() -> Callable[..., bytes]:
    """Write cells as a table."""

    def writing(rows: list[list[str]], *, delimiter: str = ",") -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return writing
