"""Names by their first words, so that only those that a text begins to say need be read."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIRST_WORD: Final = re.compile(r"[\W_]*[^\W_]+")


def by_first_word(names: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    r"""Return names with their kinds and the ids of whose they are as lines by the first words of the names.

    A line is such as "Kyiv\tmetonyms\tUKR"; names in lower case, which are found in any, stand under
    "folded", others under "exact".
    """
    tables: dict[str, dict[str, list[str]]] = {"exact": defaultdict(list), "folded": defaultdict(list)}
    for name, kind, id_ in names:
        first = _FIRST_WORD.match(name)
        assert first is not None
        tables["folded" if name.islower() else "exact"][first[0]].append(f"{name}\t{kind}\t{id_}")
    return {case: {word: "\n".join(rows) for word, rows in found.items()} for case, found in tables.items()}


def in_capitals(by_word: Mapping[str, str], *, shortest: int) -> dict[str, str]:
    """Return names of so many letters and more as capitals have them; of two that are then alike the last."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for word, lines in by_word.items():
        rows = sorted(map(fields, lines.split("\n")), key=_name)  # sorting keeps the order of equals
        for name, same in groupby(rows, _name):
            if len(name) >= shortest:
                capitals = name.upper()
                found[word.upper()][capitals] = ["\t".join([capitals, *rest]) for _, *rest in same]
    return {word: "\n".join(row for same in names.values() for row in same) for word, names in found.items()}


def fields(line: str) -> list[str]:
    """Return the name, the kind and the id of a line."""
    return line.split("\t")


def _name(row: list[str]) -> str:
    return row[0]
