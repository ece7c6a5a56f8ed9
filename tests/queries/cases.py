"""The expected answer of each catalogued query on the seeds, and the fact that some of its rows rest on.

A case is two files in `answers/`: NAME.toml tells the parameters and the fact, NAME.csv the whole answer.
`python -m tests.queries.cases` writes the answers anew, to be read in the diff.
"""

from __future__ import annotations

import csv
import tempfile
import tomllib
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from queries import catalogue
from tests.queries.library import Library, Row

ANSWERS: Final = Path(__file__).with_name("answers")


class Case(BaseModel):
    """What a query is asked with, and the sentence of an article, or the row of a dataset, that rows rest on.

    `gone` says how many rows go with it, if they are more than those that name a claim of it: a figure may be
    left with nothing to differ from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str | None = None
    sentence: str | None = None
    record: str | None = None
    params: dict[str, str] = {}
    gone: int | None = None

    @model_validator(mode="after")
    def _names_one_fact(self) -> Self:
        assert (self.record is None) == (self.article is not None) == (self.sentence is not None)
        return self

    def claims(self, library: Library) -> list[str]:
        """Return the claims that the fact makes."""
        if self.article is None:
            return library.claims(library.row_of(str(self.record)), None)
        return library.claims(library.article_of(self.article), self.sentence)


def cases() -> dict[str, Case]:
    """Return the cases by the names of their queries."""
    return {
        path.stem: Case.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(ANSWERS.glob("*.toml"), key=lambda path: path.stem)
    }


def expected(query: str) -> list[Row]:
    """Return the rows of the recorded answer."""
    with (ANSWERS / f"{query}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    """Write the answer of each query anew."""
    with tempfile.TemporaryDirectory() as folder, Library.opened(Path(folder)) as library:
        for query, case in cases().items():
            with (ANSWERS / f"{query}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, list(catalogue()[query].columns), lineterminator="\n")
                writer.writeheader()
                writer.writerows(library.answer(query, **case.params))


if __name__ == "__main__":
    main()
