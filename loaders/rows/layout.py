"""What the metadata file of a dataset says: whose it is, under which licence, and how its files look."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import yaml

from loaders.model import Actor, Dataset
from loaders.rows.actors import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# libyaml reads ten times as fast, where PyYAML was built with it.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Need(StrEnum):
    """Whether a column must be there, may be there, or is left aside if it is."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    WAIVED = "waived"


class Container(StrEnum):
    """What holds the rows."""

    TABLE = "table"
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of a dataset's files, and the dataset itself, `described` without its publisher.

    `columns` stand in the order of a row's text. `aliases` are other names of columns. `signatures` are
    columns that no other dataset has together, one for each kind of its files. `empty` are the cells that
    say nothing. Without `headed` a file may start with its first row, which is known by its number of cells
    and by what is written in those of `like`. In a `numbered` one rows have no id,
    and those alike are counted. `claims` are the least and the most that a healthy row makes, on average.
    """

    name: str
    described: Dataset
    publisher: str | None
    container: Container
    columns: Mapping[str, Need]
    aliases: Mapping[str, str]
    signatures: tuple[frozenset[str], ...]
    empty: frozenset[str]
    headed: bool
    like: Mapping[str, re.Pattern[str]]
    quoted: bool
    numbered: bool
    claims: tuple[float, float]

    @cached_property
    def dataset(self) -> Dataset:
        """Return the dataset; to look its publisher up takes longer than to read all layouts."""
        publisher = None if self.publisher is None else named(self.publisher, otherwise="organization")
        return replace(self.described, publisher=publisher)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Return the columns that must be there."""
        return tuple(name for name, need in self.columns.items() if need is Need.REQUIRED)

    def is_signed_by(self, columns: Iterable[str]) -> bool:
        """Return whether these columns are those of this dataset for certain."""
        named_ones = frozenset(columns)
        return any(signature <= named_ones for signature in self.signatures)


def read_layout(name: str, text: str) -> Layout:
    """Return the layout that the text of a metadata file describes, for a dataset of this name.

    Raises:
        KeyError: it does not say something that every dataset must say.
        ValueError: a column is neither required, optional nor waived.
    """
    told: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 - either is safe
    licence = told["licence"]
    signature = told["signature"]
    signatures = [signature] if isinstance(signature[0], str) else signature
    described = Dataset(
        actor=Actor(id=told.get("id", name), label=told["label"], country=None, kind="dataset"),
        publisher=None,
        license=licence.get("url"),
        rights=licence["name"],
        citation=told["attribution"],
        homepage=told["homepage"],
        is_reference_only=licence.get("redistribution", True) is False,
    )
    return Layout(
        name=name,
        described=described,
        publisher=told.get("publisher"),
        container=Container(told.get("container", "table")),
        # What follows a comma is the reason, for people.
        columns={column: Need(need.partition(",")[0]) for column, need in told["columns"].items()},
        aliases=told.get("aliases", {}),
        signatures=tuple(map(frozenset, signatures)),
        empty=frozenset(["", *told.get("empty", [])]),
        headed="like" not in told,
        like={column: re.compile(pattern) for column, pattern in told.get("like", {}).items()},
        quoted=told.get("quoted", True),
        numbered=told.get("numbered", False),
        claims=(told["claims"]["least"], told["claims"]["most"]),
    )
