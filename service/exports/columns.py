"""The columns of the exported tables: what each is called, what it holds, and where in an item it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

from service.index.facts import SLOTS

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, object]


class Kind(StrEnum):
    """What the cells of a column are; those in the plural hold several values each."""

    TEXT = "text"
    TEXTS = "texts"
    DAY = "day"
    INTEGER = "integer"
    NUMBER = "number"
    NUMBERS = "numbers"
    TRUTH = "truth"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column, and how its cell is read from an item."""

    name: str
    kind: Kind
    cell: Callable[[Json], object]


def _own(*names: str, kind: Kind = Kind.TEXT) -> tuple[Column, ...]:
    """Return columns of keys that stand in the item itself."""
    return tuple(Column(name=name, kind=kind, cell=_key(name)) for name in names)


def _parts(key: str, *names: str, kind: Kind = Kind.TEXT) -> tuple[Column, ...]:
    """Return columns of the parts of a nested value, which may be null."""
    return tuple(Column(name=f"{key}_{name}", kind=kind, cell=_part(key, name)) for name in names)


def _each(key: str, *names: str, kind: Kind = Kind.TEXTS) -> tuple[Column, ...]:
    """Return columns of lists of nodes, one for each key of the nodes: `KEY` for labels, else `KEY_NAME`."""
    return tuple(
        Column(name=key if name == "label" else f"{key}_{name}", kind=kind, cell=_all(key, name))
        for name in names
    )


def _key(name: str) -> Callable[[Json], object]:
    return lambda item: item.get(name)


def _part(key: str, name: str) -> Callable[[Json], object]:
    def cell(item: Json) -> object:
        value = item.get(key)
        return None if value is None else cast("Json", value).get(name)

    return cell


def _all(key: str, name: str) -> Callable[[Json], object]:
    return lambda item: [node[name] for node in cast("list[Json]", item[key])]


EVIDENCE: Final = (*_parts("evidence", "text"), *_parts("evidence", "start", "end", kind=Kind.INTEGER))
ARTICLE: Final = _parts("article", "id", "title", "publisher", "published", "url")
ARTICLES: Final = (
    *_own("id", "iri", "title", "publisher", "published", "url", "record"),
    *_own("authors", kind=Kind.TEXTS),
    *_own("language", "text_hash"),
    *_own("republishes", kind=Kind.TEXTS),
    *_own("loaded"),
    *_own("public_from", kind=Kind.DAY),
    *_own("statements", "claims", kind=Kind.INTEGER),
    *_own("leaves_as"),
)
STATEMENTS: Final = (
    *_own("id", "iri"),
    *_each("speakers", "label", "id"),
    *_each("carriers", "label", "id"),
    *_own("said", kind=Kind.DAY),
    *_own("direct", kind=Kind.TRUTH),
    *_own("words", "occasion"),
    *EVIDENCE,
    *_own("claims", kind=Kind.TEXTS),
    *ARTICLE,
    *_own("public_from", kind=Kind.DAY),
)
# The same for every type of claim, so that the tables of the types can be put together.
CLAIMS: Final = (
    *_own("id", "iri", "type", "statement", "status", "stance", "certainty", "time_frame"),
    *_each("claimants", "label", "id"),
    *_each("co_claimants", "label", "id"),
    *_own("said", kind=Kind.DAY),
    *_own("direct", kind=Kind.TRUTH),
    *_own("occasion"),
    *(column for slot in SLOTS for column in _each(slot, "label", "id")),
    *_own("outcome", "activity", "transfer_stage", "action"),
    *_each("weapons", "label", "id", "concept"),
    *_each("place", "label", "id", "country"),
    *_each("place", "lat", "lon", kind=Kind.NUMBERS),
    *_parts("quantity", "low", "high", "best", kind=Kind.INTEGER),
    *_parts("quantity", "unit", "qualifier", "text"),
    *_parts("value", "amount", kind=Kind.NUMBER),
    *_parts("value", "currency", "qualifier", "text"),
    *_parts("date", "start", "end", kind=Kind.DAY),
    *_parts("date", "precision"),
    *EVIDENCE,
    *_own("confidence", kind=Kind.NUMBER),
    *_own("public_from", kind=Kind.DAY),
    *ARTICLE,
)
NAMED: Final = (*_own("id", "iri", "label", "kind", "country", "part_of"), *_own("names", kind=Kind.TEXTS))
ACTORS: Final = NAMED
PLACES: Final = (*NAMED, *_own("lat", "lon", kind=Kind.NUMBER))
